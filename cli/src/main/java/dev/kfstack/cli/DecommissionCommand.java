package dev.kfstack.cli;

import dev.kfstack.addresses.AddressFile;
import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.Planning;
import dev.kfstack.offline.plan.Plans;
import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.plan.StackState;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.IoFailure;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack decommission}. */
@Command(
        name = "decommission",
        description = {
            "Plan the removal of an environment that says decommission in its file: first that nothing is "
                    + "protected any more, then, once that is applied, that all of it is destroyed, the last stack first.",
            "Applies nothing."
        },
        footer = {"", "Example: kfstack decommission kf-test --out plans"})
final class DecommissionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "plans",
            description = "Folder that gets each plan as STACK.tfplan and STACK.plan.json (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("plans");

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        problems.addAll(read.problems());
        read.wanted().forEach(file -> checkIsGivenUp(file, problems));
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return output.report(problems);
        }
        try (TerraformRun run =
                TerraformRun.open(binary.get(), System.getenv(), !output.isJson() && Ansi.AUTO.enabled())) {
            PlanOutput shown = new PlanOutput(output.lists(), output.err(), Optional.of(out));
            EnvironmentPlans plans = new EnvironmentPlans(read.wanted(), folders, run, shown);
            plans.synth(problems);
            int exitCode = problems.hasErrors() ? ExitCode.PROBLEMS : plan(plans, problems);
            return Math.max(exitCode, output.report(problems));
        }
    }

    /** That terraform cannot be begun with is a problem: it said why. */
    private int plan(EnvironmentPlans plans, Problems problems) {
        try {
            return plan(plans.planning(environment), plans.stacks(environment));
        } catch (IOException e) {
            problems.error(new Place(environment, 1, 1), "", IoFailure.reason(e), "decommission-state");
            return ExitCode.PROBLEMS;
        }
    }

    private void checkIsGivenUp(EnvironmentFile file, Problems problems) {
        if (file.environment().decommission().isEmpty()) {
            problems.error(
                    new Place(file.file(), 1, 1),
                    "decommission",
                    "is not set: " + file.name() + " is not to be given up",
                    "decommission-wanted",
                    "if it is, add decommission: {environment: " + file.name() + "}");
        }
    }

    private int plan(Planning planning, List<StackFolder> stacks) throws IOException {
        List<StackState> states = planning.states(stacks);
        if (states.isEmpty()) {
            return nothingIsLeft();
        }
        List<StackState> guarded =
                states.stream().filter(state -> !state.guarded().isEmpty()).toList();
        return guarded.isEmpty()
                ? destruction(planning, states.stream().map(StackState::stack).toList())
                : protectionsOff(planning, guarded);
    }

    private int protectionsOff(Planning planning, List<StackState> guarded) throws IOException {
        EnvironmentPlan plan =
                planning.withUsersCloud(guarded.stream().map(StackState::stack).toList());
        new Plans(List.of(plan)).print(output.lists());
        PrintWriter err = output.err();
        err.println("Step 1 of 2, protections off. These still refuse to be destroyed:");
        guarded.forEach(state -> state.guarded()
                .forEach(address -> err.println("  " + state.stack().name() + " " + address)));
        return next(plan, "then run kfstack decommission " + environment + " again");
    }

    private int destruction(Planning planning, List<StackFolder> stacks) throws IOException {
        EnvironmentPlan plan = planning.destruction(stacks);
        new Plans(List.of(plan)).print(output.lists());
        output.err().println("Step 2 of 2, all of " + environment + " is destroyed.");
        return next(plan, "then run kfstack decommission " + environment + " once more, to see that nothing is left");
    }

    /** What to type, in the order of the plan: each plan is of one state, and none waits for another by itself. */
    private int next(EnvironmentPlan plan, String then) {
        PrintWriter err = output.err();
        if (!plan.succeeded()) {
            return ExitCode.PROBLEMS;
        }
        err.println("Read the plans, apply them in this order, " + then + ":");
        plan.stacks()
                .forEach(stack -> err.println("  terraform -chdir="
                        + folders.terraform().resolve("stacks").resolve(stack.stack()) + " apply "
                        + out.resolve(stack.stack() + ".tfplan").toAbsolutePath()));
        err.flush();
        return ExitCode.FINE;
    }

    /** From now on synth refuses to make the environment again, and lets its file be deleted. */
    private int nothingIsLeft() throws IOException {
        Path addresses = folders.environments().resolve(AddressFile.name(environment));
        Files.writeString(addresses, AddressFile.textOfDestroyed(environment));
        output.lists().println("wrote   " + addresses);
        output.err()
                .println("Nothing of " + environment + " is left. Delete " + environment
                        + ".yaml, run kfstack synth, and commit what it deletes.");
        return ExitCode.FINE;
    }
}
