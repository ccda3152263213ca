package dev.kfstack.offline.plan;

import java.io.PrintWriter;
import java.util.List;

/**
 * What became of the environments that a command planned.
 *
 * @param environments in the order in which they were planned
 */
public record Plans(List<EnvironmentPlan> environments) {

    /** Whether no stack of any environment failed. */
    public boolean succeeded() {
        return environments.stream().allMatch(EnvironmentPlan::succeeded);
    }

    /** One line a stack, then the total in terraform's own words; none when a stack failed. */
    public void print(PrintWriter out) {
        environments.stream()
                .flatMap(environment -> environment.stacks().stream())
                .forEach(stack -> out.println(stack.stack() + ": " + stack.text()));
        if (succeeded()) {
            PlanSummary total =
                    environments.stream().map(EnvironmentPlan::total).reduce(PlanSummary.NOTHING, PlanSummary::plus);
            out.println("Plan: " + total + ".");
        }
        out.flush();
    }
}
