package dev.kfstack.cli;

import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.StackResult;
import dev.kfstack.offline.plan.UnplannedFile;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.comment.Origins;
import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a review is of.
 *
 * @param unchanged environments that needed no plan
 * @param log what was printed, where something failed that must be seen; empty else
 */
record ReviewedPlans(
        View view, Plans plans, List<NotPlanned> notPlanned, List<String> unchanged, Origins origins, String log) {

    /** Reads plans of the real states, and what {@code kfstack plan --out} kept about stacks without one. */
    static ReviewedPlans read(List<Path> files, Folders folders, Problems problems) throws IOException {
        Origins origins = ReviewInputs.origins(folders.terraform(), folders);
        List<NotPlanned> notPlanned = new ArrayList<>();
        List<Path> planned = new ArrayList<>(files);
        for (Path folder : files.stream().filter(Files::isDirectory).toList()) {
            List<StackResult> unplanned = UnplannedFile.readAll(folder);
            unplanned.forEach(stack -> notPlanned(stack, origins).ifPresent(notPlanned::add));
            if (!unplanned.isEmpty() && kept(folder).isEmpty()) {
                // that no stack was planned is said of each
                planned.remove(folder);
            }
        }
        Plans plans = Plans.read(planned, problems);
        if (Files.isDirectory(folders.environments())) {
            // a wrong environment has no plan, and this is where that is said
            EnvironmentsRead.of(folders.environments(), List.of()).problems().inFileOrder().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .forEach(problems::add);
        }
        return new ReviewedPlans(View.REAL, plans, notPlanned, List.of(), origins, "");
    }

    /** Plans, offline, what changed since a commit in all environments. */
    static ReviewedPlans offline(
            String ref, boolean inputsOnly, Folders folders, PrintWriter progress, Problems problems)
            throws IOException {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of());
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return new ReviewedPlans(
                    View.OFFLINE, Plans.read(List.of(), problems), List.of(), List.of(), Origins.UNKNOWN, "");
        }
        try (TerraformRun run = TerraformRun.open(binary.get(), System.getenv(), false)) {
            StringWriter printed = new StringWriter();
            PlanOutput shown = new PlanOutput(
                    new PrintWriter(Writer.nullWriter()), new PrintWriter(printed), Optional.of(run.kept()));
            EnvironmentPlans plans = new EnvironmentPlans(read.wanted(), folders, run, shown);
            List<EnvironmentPlan> planned = plans.against(ref, inputsOnly, problems)
                    .map(dev.kfstack.offline.plan.Plans::environments)
                    .orElse(List.of());
            progress.print(printed);
            progress.flush();
            Origins origins = ReviewInputs.origins(plans.synthesizedAside(), folders);
            return new ReviewedPlans(
                    View.OFFLINE,
                    Plans.read(kept(run.kept()), problems),
                    planned.stream()
                            .flatMap(environment -> environment.stacks().stream())
                            .flatMap(stack -> notPlanned(stack, origins).stream())
                            .toList(),
                    planned.stream()
                            .filter(EnvironmentPlan::isUnchanged)
                            .map(EnvironmentPlan::environment)
                            .toList(),
                    origins,
                    planned.stream().anyMatch(ReviewedPlans::needsLog) ? printed.toString() : "");
        }
    }

    private static List<Path> kept(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(file -> file.toString().endsWith(PlanOutput.JSON))
                    .sorted()
                    .toList();
        }
    }

    /** What terraform refuses to destroy is said in a sentence. */
    private static boolean needsLog(EnvironmentPlan environment) {
        return !environment.succeeded()
                && environment.stacks().stream()
                        .noneMatch(stack -> stack instanceof StackResult.Failed failed
                                && !failed.guarded().isEmpty());
    }

    private static Optional<NotPlanned> notPlanned(StackResult stack, Origins origins) {
        if (stack instanceof StackResult.Waiting waiting) {
            return Optional.of(NotPlanned.waiting(waiting.stack(), waiting.reason()));
        }
        if (stack instanceof StackResult.Failed failed) {
            return Optional.of(NotPlanned.failed(failed.stack(), failed.reason() + origins(failed, origins)));
        }
        return Optional.empty();
    }

    /** Which lines ask for what may not be destroyed. */
    private static String origins(StackResult.Failed failed, Origins origins) {
        return failed.guarded().stream()
                .map(address -> origins.of(failed.stack(), address)
                        .map(origin -> ". " + address + " comes from "
                                + (origin.key().isEmpty() ? "" : origin.key() + " in ") + origin.file() + ":"
                                + origin.line())
                        .orElse(""))
                .collect(Collectors.joining());
    }
}
