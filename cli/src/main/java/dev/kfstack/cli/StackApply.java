package dev.kfstack.cli;

import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.plan.Counts;
import dev.kfstack.review.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of one stack that was to be applied. */
sealed interface StackApply {

    String stack();

    /** In words, for one line. */
    String text();

    /** Whether the stack is as its configuration has it, so that the next one can be applied. */
    default boolean isDone() {
        return false;
    }

    /** The digest that the next run may apply; empty when there is none. */
    default Optional<String> digest() {
        return Optional.empty();
    }

    /** Its plan was the reviewed one, and was applied. */
    record Applied(String stack, Counts counts) implements StackApply {
        @Override
        public String text() {
            return "applied. " + counts;
        }

        @Override
        public boolean isDone() {
            return true;
        }
    }

    /** There was nothing to apply. */
    record Unchanged(String stack) implements StackApply {
        @Override
        public String text() {
            return "nothing to apply";
        }

        @Override
        public boolean isDone() {
            return true;
        }
    }

    /**
     * Nobody has reviewed this plan.
     *
     * @param changed whether another one was reviewed; else there was none, for it could not be planned then
     */
    record Unreviewed(String stack, Plan plan, String planDigest, boolean changed) implements StackApply {
        @Override
        public String text() {
            return "waits: "
                    + (changed ? "its plan is not the one that was reviewed" : "its plan was not reviewed yet");
        }

        @Override
        public Optional<String> digest() {
            return Optional.of(planDigest);
        }
    }

    /** Guards stop its plan. */
    record Blocked(String stack, Plan plan, List<Finding> findings) implements StackApply {
        @Override
        public String text() {
            return "blocked: "
                    + findings.stream()
                            .map(finding -> finding.guard().id() + " " + finding.address() + ": " + finding.message())
                            .collect(Collectors.joining("; "));
        }
    }

    /** It was not planned, so nothing was done. */
    record NotPlanned(String stack, String text) implements StackApply {}

    /**
     * The apply ended half-way.
     *
     * @param left what a new plan says is still to do; empty when it cannot be planned
     * @param restDigest of that plan, when all of it is part of what was reviewed
     */
    record HalfApplied(String stack, String reason, int reviewed, Optional<Plan> left, Optional<String> restDigest)
            implements StackApply {
        @Override
        public String text() {
            String rest = left.map(plan -> plan.changes().size() + " of " + reviewed + " changes are left")
                    .orElse("it is not known what is left, since it cannot be planned");
            return "half applied, " + rest + ": " + reason;
        }

        @Override
        public Optional<String> digest() {
            return restDigest;
        }
    }

    /** An earlier stack stopped the run. */
    record NotReached(String stack) implements StackApply {
        @Override
        public String text() {
            return "not reached";
        }
    }
}
