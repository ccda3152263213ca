package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How many resources a plan touches, counted as terraform counts them: a replacement adds one and destroys one. */
public record PlanSummary(int add, int change, int destroy) {

    static final PlanSummary NOTHING = new PlanSummary(0, 0, 0);

    /** Counts the changes in what {@code terraform show -json} says of a plan. */
    static PlanSummary of(JsonNode plan) {
        List<String> actions = new ArrayList<>();
        for (JsonNode resource : plan.path("resource_changes")) {
            resource.path("change").path("actions").forEach(action -> actions.add(action.asText()));
        }
        return new PlanSummary(count("create", actions), count("update", actions), count("delete", actions));
    }

    private static int count(String action, List<String> actions) {
        return (int) actions.stream().filter(action::equals).count();
    }

    PlanSummary plus(PlanSummary other) {
        return new PlanSummary(add + other.add, change + other.change, destroy + other.destroy);
    }

    /** As terraform says it: {@code 61 to add, 0 to change, 0 to destroy}. */
    @Override
    public String toString() {
        return add + " to add, " + change + " to change, " + destroy + " to destroy";
    }
}
