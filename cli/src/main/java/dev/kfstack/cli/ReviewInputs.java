package dev.kfstack.cli;

import dev.kfstack.addresses.MovesFile;
import dev.kfstack.environment.Moves;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.comment.Origins;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.guard.GuardsFile;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.stacks.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code review} and {@code guard} read beside plans. */
final class ReviewInputs {

    @Option(
            names = "--today",
            paramLabel = "DAY",
            description = "The day by which exceptions to guards expire, as 2026-12-31 (default: the machine's).")
    private @Nullable String today;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description =
                    "The commit that this is to be merged into: what environments give up against it is guarded too, "
                            + "and a review compares the overlays with those of then.")
    private @Nullable String base;

    @Nullable
    String base() {
        return base;
    }

    /** How plans are looked at. */
    interface Guarding {
        GuardReport of(GuardReport.Subject subject, GuardsFile file, LocalDate today, Problems problems);
    }

    GuardReport guards(
            List<StackPlan> plans,
            Optional<BaseCommit> base,
            Folders folders,
            Guarding guarding,
            Function<String, ParameterException> usage,
            Problems problems) {
        Path environments = folders.environments();
        Moves moves = MovesFile.read(environments, problems).moves();
        GuardReport.Subject subject = base.map(commit -> commit.subject(plans, moves, folders, problems))
                .orElseGet(() -> GuardReport.Subject.of(plans, moves));
        return guarding.of(subject, GuardsFile.read(environments, problems), day(usage), problems);
    }

    private LocalDate day(Function<String, ParameterException> usage) {
        try {
            return today == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(today);
        } catch (DateTimeException e) {
            throw usage.apply("--today must be a day such as 2026-12-31, got " + today);
        }
    }

    static Origins origins(Path synthesized, Folders folders) throws IOException {
        return Origins.read(synthesized.resolve(Provenance.FILE), folders.environments());
    }
}
