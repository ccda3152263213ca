package dev.kfstack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kfstack apply}. */
@Command(
        name = "apply",
        description = {
            "Plan the stacks of an environment again, one after another, and apply each plan that is the "
                    + "reviewed one.",
            "Else show the plan and stop: running it again in the pull request's pipeline approves what was " + "shown."
        },
        footer = {"", "Example: kfstack apply kf-test"})
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private ApplyOptions options = new ApplyOptions();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        return new ApplyRun(options, output, System.getenv()).apply();
    }
}
