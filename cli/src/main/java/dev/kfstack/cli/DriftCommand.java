package dev.kfstack.cli;

import dev.kfstack.forge.ForgeException;
import dev.kfstack.forge.ForgeSettings;
import dev.kfstack.forge.IssueUpdate;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.plan.StackPlanner;
import dev.kfstack.offline.plan.StackResult;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack drift}. */
@Command(
        name = "drift",
        description = {
            "Say what an apply of this commit would change, and keep an issue about it in the forge: opened "
                    + "when there is something, edited while there is, closed when there is nothing.",
            "environments/drift.yaml says what is no drift."
        },
        footer = {"", "Example: kfstack drift kf-test"})
final class DriftCommand implements Callable<Integer> {

    private static final String RULE = "drift";

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Mixin
    private ForgeOptions forge = new ForgeOptions();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        Optional<ForgeSettings> settings = forge.settings(System.getenv(), problems);
        DriftFile file = DriftFile.read(folders.environments(), LocalDate.now(ZoneOffset.UTC), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return output.report(problems);
        }
        try (TerraformRun run = TerraformRun.open(binary.get(), System.getenv(), false)) {
            PlanOutput shown = new PlanOutput(output.err(), output.err(), Optional.of(run.kept()));
            EnvironmentPlans plans = new EnvironmentPlans(read.wanted(), folders, run, shown);
            plans.synth(problems);
            if (problems.hasErrors()) {
                return output.report(problems);
            }
            DriftReport report = plan(plans, file, problems);
            if (!problems.hasErrors()) {
                output.lists().print(report.text());
                output.lists().flush();
                tell(settings, report, problems);
            }
            int exitCode = output.report(problems);
            return report.isClean() ? exitCode : ExitCode.PROBLEMS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DriftReport plan(EnvironmentPlans plans, DriftFile file, Problems problems) throws IOException {
        StackPlanner planner = plans.planning(environment).stackByStack("-lock=false");
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        for (StackFolder stack : plans.stacks(environment)) {
            StackResult result = planner.plan(stack);
            if (!(result instanceof StackResult.Planned)) {
                problems.error(new Place(stack.name(), 1, 1), "", result.text(), RULE);
                continue;
            }
            Path json = plans.run().kept().resolve(stack.name() + ".plan.json");
            List<Change> drift = Plans.read(List.of(json), problems).stacks().stream()
                    .flatMap(read -> read.plan().changes().stream())
                    .filter(change -> !file.ignores(change))
                    .toList();
            if (!drift.isEmpty()) {
                changes.put(stack.name(), drift);
            }
        }
        return new DriftReport(environment, changes);
    }

    private void tell(Optional<ForgeSettings> settings, DriftReport report, Problems problems) throws IOException {
        if (settings.isEmpty()) {
            return;
        }
        try {
            IssueUpdate issue = settings.get().issue("drift-" + environment, output.err()::println);
            IssueUpdate.Outcome outcome =
                    report.isClean() ? issue.close() : issue.open(report.title(), report.markdown());
            output.err().println("issue about drift in " + environment + ": " + outcome.text());
        } catch (ForgeException e) {
            problems.error(new Place(settings.get().toString(), 1, 1), "", String.valueOf(e.getMessage()), RULE);
        }
    }
}
