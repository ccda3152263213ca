package dev.kfstack.cli;

import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.plan.StackResult;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.comment.Links;
import dev.kfstack.review.comment.Origins;
import dev.kfstack.review.comment.Review;
import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.comment.ReviewComment;
import dev.kfstack.review.comment.ReviewJson;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.comment.ReviewSarif;
import dev.kfstack.review.comment.ReviewText;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Say what plans would do, for a pull request: what is lost, replaced or stopped by a guard first, and no",
            "secret anywhere. Every error is said in the same place."
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
            description = {
                "Two folders of what overlays build to, before and now: ENV.yaml each, as kfstack overlays --render",
                "prints it. The difference is part of the review, object by object."
            })
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

    /** What was planned or read. */
    private record Planned(
            View view, Plans plans, List<NotPlanned> notPlanned, List<String> unchanged, Origins origins, String log) {}

    @Override
    public Integer call() {
        checkUsage();
        Problems problems = new Problems();
        try {
            Planned planned = against == null ? read(problems) : offline(against, problems);
            GuardReport guards = inputs.guards(
                    planned.plans().stacks(),
                    folders,
                    planned.view() == View.REAL ? GuardReport::of : GuardReport::offline,
                    this::usage,
                    problems);
            Review review = Review.of(
                            planned.view(),
                            commit,
                            Optional.ofNullable(against).orElse(""),
                            planned.plans(),
                            planned.notPlanned(),
                            guards,
                            overlays.isEmpty()
                                    ? List.of()
                                    : OverlayDifference.between(
                                            overlays.get(0),
                                            overlays.get(1),
                                            planned.plans().redaction(),
                                            problems),
                            problems.inFileOrder(),
                            planned.log())
                    .withUnchanged(planned.unchanged());
            print(review, planned.origins());
            if (!review.problems().isEmpty()) {
                err().print(new ProblemText().render(review.problems()));
            }
            return review.passes() ? ExitCode.FINE : ExitCode.PROBLEMS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        links.forEach((name, address) -> {
            if (!Links.isLink(name, address)) {
                throw usage(
                        "--link must be a name of letters and digits, and an address that begins with https://, got "
                                + name + "=" + address);
            }
        });
    }

    private Planned read(Problems problems) throws IOException {
        return new Planned(
                View.REAL,
                Plans.read(plans, problems),
                List.of(),
                List.of(),
                ReviewInputs.origins(folders.terraform(), folders),
                log == null ? "" : new String(Files.readAllBytes(log), StandardCharsets.UTF_8));
    }

    private Planned offline(String ref, Problems problems) throws IOException {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of());
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return new Planned(
                    View.OFFLINE, Plans.read(List.of(), problems), List.of(), List.of(), Origins.UNKNOWN, "");
        }
        try (ChildProcesses processes = ChildProcesses.open();
                ScratchFolder scratch = ScratchFolder.open()) {
            StringWriter printed = new StringWriter();
            Path kept = Files.createDirectories(scratch.path("kept"));
            Optional<dev.kfstack.offline.plan.Plans> planned = new EnvironmentPlans(
                            read.wanted(),
                            folders,
                            binary.get(),
                            false,
                            scratch,
                            processes,
                            new PlanOutput(
                                    new PrintWriter(Writer.nullWriter()), new PrintWriter(printed), Optional.of(kept)))
                    .against(ref, inputsOnly, problems);
            err().print(printed);
            err().flush();
            List<Path> files;
            try (var listed = Files.list(kept)) {
                files = listed.filter(file -> file.toString().endsWith(".plan.json"))
                        .sorted()
                        .toList();
            }
            return new Planned(
                    View.OFFLINE,
                    Plans.read(files, problems),
                    planned.map(ReviewCommand::notPlanned).orElse(List.of()),
                    planned.map(ReviewCommand::unchanged).orElse(List.of()),
                    ReviewInputs.origins(scratch.path("synthesized"), folders),
                    planned.filter(plan -> !plan.succeeded()).isPresent() ? printed.toString() : "");
        }
    }

    private static List<NotPlanned> notPlanned(dev.kfstack.offline.plan.Plans planned) {
        List<NotPlanned> found = new ArrayList<>();
        planned.environments().stream()
                .flatMap(environment -> environment.stacks().stream())
                .forEach(stack -> {
                    if (stack instanceof StackResult.Waiting waiting) {
                        found.add(NotPlanned.waiting(waiting.stack(), waiting.reason()));
                    } else if (stack instanceof StackResult.Failed failed) {
                        found.add(NotPlanned.failed(failed.stack(), failed.reason()));
                    }
                });
        return found;
    }

    private static List<String> unchanged(dev.kfstack.offline.plan.Plans planned) {
        return planned.environments().stream()
                .filter(EnvironmentPlan::isUnchanged)
                .map(EnvironmentPlan::environment)
                .toList();
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
