package dev.kfstack.offline.plan;

import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Planned;
import dev.kfstack.offline.plan.StackResult.Unchanged;
import java.util.List;

/**
 * What became of the stacks of an environment.
 *
 * @param environment its name
 * @param stacks in the order in which they are applied
 */
public record EnvironmentPlan(String environment, List<StackResult> stacks) {

    /** Whether every stack was planned, or only waits for an earlier one. */
    public boolean succeeded() {
        return stacks.stream().noneMatch(Failed.class::isInstance);
    }

    /** Whether nothing had to be planned, since the configuration is what it was. */
    public boolean isUnchanged() {
        return !stacks.isEmpty() && stacks.stream().allMatch(Unchanged.class::isInstance);
    }

    /** The sum over all stacks that were planned. */
    public PlanSummary total() {
        return stacks.stream()
                .filter(Planned.class::isInstance)
                .map(planned -> ((Planned) planned).summary())
                .reduce(PlanSummary.NOTHING, PlanSummary::plus);
    }
}
