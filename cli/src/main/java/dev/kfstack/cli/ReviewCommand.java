package dev.kfstack.cli;

import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.comment.Links;
import dev.kfstack.review.comment.Origins;
import dev.kfstack.review.comment.Review;
import dev.kfstack.review.comment.ReviewComment;
import dev.kfstack.review.comment.ReviewJson;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.comment.ReviewSarif;
import dev.kfstack.review.comment.ReviewText;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kfstack review}. */
@Command(
        name = "review",
        description = {
            "Say what plans would do, for a pull request: what is lost, replaced or stopped by a guard first, "
                    + "and no secret anywhere.",
            "Every error is said in the same place."
        },
        footer = {
            "",
            "Examples: kfstack review plans",
            "          kfstack review --against origin/main --commit 13be0c3",
            "          kfstack review plans --link \"Log=https://ci.example.com/4711\" > review.md"
        })
final class ReviewCommand implements Callable<Integer> {

    /** How a review is printed. */
    enum Format {
        markdown,
        json,
        sarif,
        text
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PLAN.json|DIR",
            arity = "0..*",
            description = "Plans as terraform show -json writes them, named STACK.plan.json; or folders of such.")
    private List<Path> plans = List.of();

    @Option(
            names = "--against",
            paramLabel = "REF",
            description =
                    "Instead of plans, review what changed since a commit: planned offline, for all environments.")
    private @Nullable String against;

    @Option(
            names = "--inputs-only",
            description = "With --against: build nothing; what only the code of kfstack changes does not show.")
    private boolean inputsOnly;

    @Option(names = "--commit", paramLabel = "SHA", description = "The commit that was planned.")
    private String commit = "";

    @Option(
            names = "--link",
            paramLabel = "NAME=URL",
            description = "A link at the end, as often as wanted: the log, to run it again, a page of yours.")
    private Map<String, String> links = new LinkedHashMap<>();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "What a step printed that failed: its end is part of the review, which then fails too.")
    private @Nullable Path log;

    @Option(
            names = "--overlays",
            paramLabel = "DIR",
            arity = "2",
            description =
                    "Two folders of what overlays build to, before and now: ENV.yaml each, as kfstack overlays --render "
                            + "prints it. The difference is part of the review, object by object.")
    private List<Path> overlays = List.of();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "markdown",
            description = "markdown, json, sarif or text (default: ${DEFAULT-VALUE}).")
    private Format format = Format.markdown;

    @Mixin
    private ReviewInputs inputs = new ReviewInputs();

    @Mixin
    private Folders folders = new Folders();

    @Override
    public Integer call() {
        checkUsage();
        Problems problems = new Problems();
        try {
            ReviewedPlans reviewed = against == null
                    ? ReviewedPlans.read(plans, folders, problems)
                    : ReviewedPlans.offline(against, inputsOnly, folders, err(), problems);
            Review review = review(reviewed, problems);
            print(review, reviewed.origins());
            if (!review.problems().isEmpty()) {
                err().print(new ProblemText().render(review.problems()));
            }
            return review.passes() ? ExitCode.FINE : ExitCode.PROBLEMS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Review review(ReviewedPlans reviewed, Problems problems) throws IOException {
        try (ScratchFolder scratch = ScratchFolder.open()) {
            String ref = against == null ? inputs.base() : against;
            Optional<BaseCommit> base = ref == null ? Optional.empty() : BaseCommit.of(ref, folders, scratch, problems);
            return review(reviewed, base, problems);
        }
    }

    private Review review(ReviewedPlans reviewed, Optional<BaseCommit> base, Problems problems) throws IOException {
        GuardReport guards = inputs.guards(
                reviewed.plans().stacks(),
                base,
                folders,
                reviewed.view() == View.REAL ? GuardReport::of : GuardReport::offline,
                this::usage,
                problems);
        List<OverlayDifference> differences = differences(base, reviewed.plans().redaction(), problems);
        String printed = log == null ? reviewed.log() : new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return Review.of(
                        reviewed.view(),
                        commit,
                        Optional.ofNullable(against).orElse(""),
                        reviewed.plans(),
                        reviewed.notPlanned(),
                        guards,
                        differences,
                        problems.inFileOrder(),
                        printed)
                .withUnchanged(reviewed.unchanged());
    }

    private List<OverlayDifference> differences(Optional<BaseCommit> base, Redaction redaction, Problems problems)
            throws IOException {
        if (!overlays.isEmpty()) {
            return OverlayDifference.between(overlays.get(0), overlays.get(1), redaction, problems);
        }
        return base.isEmpty()
                ? List.of()
                : new EarlierOverlays(base.get().overlays(), folders, base.get().scratch())
                        .differences(redaction, problems);
    }

    private void checkUsage() {
        if (against == null ? plans.isEmpty() && log == null : !plans.isEmpty() || log != null) {
            throw usage("give plans or a --log, or --against a commit");
        }
        if (log != null && !Files.isReadable(log)) {
            throw usage("--log needs a file, and " + log + " cannot be read");
        }
        if (inputsOnly && against == null) {
            throw usage("--inputs-only goes with --against");
        }
        if (!commit.matches("[0-9a-f]{0,64}")) {
            throw usage("--commit must be a commit's hexadecimal name, got " + commit);
        }
        if (!overlays.isEmpty() && overlays.size() != 2) {
            throw usage("--overlays takes two folders, once");
        }
        if (against != null && inputs.base() != null) {
            throw usage("--against is the --base already");
        }
        links.forEach((name, address) -> {
            if (!Links.isLink(name, address)) {
                throw usage(
                        "--link must be a name of letters and digits, and an address that begins with https://, got "
                                + name + "=" + address);
            }
        });
    }

    private void print(Review review, Origins origins) {
        String text =
                switch (format) {
                    case markdown -> ReviewComment.of(review, origins, new Links(links));
                    case json -> ReviewJson.of(review);
                    case sarif -> ReviewSarif.of(review, origins);
                    case text -> ReviewText.of(review);
                };
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
