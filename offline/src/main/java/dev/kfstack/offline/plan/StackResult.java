package dev.kfstack.offline.plan;

import java.util.List;

/** What became of one stack. */
public sealed interface StackResult {

    /** The stack's name. */
    String stack();

    /** In words, for one line. */
    String text();

    /** Terraform planned it. */
    record Planned(String stack, PlanSummary summary) implements StackResult {
        /** Whether terraform has nothing to do. */
        public boolean isEmpty() {
            return summary.equals(PlanSummary.NOTHING);
        }

        @Override
        public String text() {
            return summary.toString();
        }
    }

    /** It needs no plan: nothing of its environment's configuration is other than it was. */
    record Unchanged(String stack) implements StackResult {
        @Override
        public String text() {
            return "no change";
        }
    }

    /** It cannot be planned yet, and nothing is wrong with that. */
    record Waiting(String stack, String reason) implements StackResult {
        @Override
        public String text() {
            return "cannot be planned yet: " + reason;
        }
    }

    /**
     * Terraform failed, and said why; or an earlier stack failed on which this one builds.
     *
     * @param guarded addresses that it would have to destroy, which {@code prevent_destroy} forbids, where that is why
     */
    record Failed(String stack, String reason, List<String> guarded) implements StackResult {

        public Failed {
            guarded = List.copyOf(guarded);
        }

        public Failed(String stack, String reason) {
            this(stack, reason, List.of());
        }

        @Override
        public String text() {
            return "not planned: " + reason;
        }
    }
}
