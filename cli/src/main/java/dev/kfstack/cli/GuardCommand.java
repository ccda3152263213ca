package dev.kfstack.cli;

import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.comment.FindingProblem;
import dev.kfstack.review.comment.Origins;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack guard}. */
@Command(
        name = "guard",
        description = {
            "Say what plans must not do, and fail when they do: lose data, replace a cluster, open something "
                    + "to the internet.",
            "environments/guards.yaml may let one thing pass once."
        },
        footer = {"", "Examples: kfstack guard plans", "          kfstack guard plans --base origin/main"})
final class GuardCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PLAN.json|DIR",
            arity = "1..*",
            description = "Plans as terraform show -json writes them, named STACK.plan.json; or folders of such.")
    private List<Path> plans = List.of();

    @Mixin
    private ReviewInputs inputs = new ReviewInputs();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Plans read = Plans.read(plans, problems);
        try (ScratchFolder scratch = ScratchFolder.open()) {
            String ref = inputs.base();
            Optional<BaseCommit> base = ref == null ? Optional.empty() : BaseCommit.of(ref, folders, scratch, problems);
            GuardReport report = inputs.guards(read.stacks(), base, folders, GuardReport::of, output::usage, problems);
            Origins origins = ReviewInputs.origins(folders.terraform(), folders);
            report.open().forEach(finding -> problems.add(FindingProblem.of(finding, origins)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.report(problems);
    }
}
