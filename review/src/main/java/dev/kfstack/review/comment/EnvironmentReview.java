package dev.kfstack.review.comment;

import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.guard.GuardReport.Excused;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Check;
import dev.kfstack.review.plan.Counts;
import dev.kfstack.review.plan.Plan;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.review.rename.Rename;
import java.util.Comparator;
import java.util.List;

/**
 * What is said of one environment.
 *
 * @param stacks that were planned, in the order in which they are applied
 * @param open what guards stop
 * @param excused what exceptions let pass
 * @param overlay how it builds to something else than before
 */
public record EnvironmentReview(
        String name,
        List<StackPlan> stacks,
        List<NotPlanned> notPlanned,
        List<Finding> open,
        List<Excused> excused,
        List<Rename> renames,
        OverlayDifference overlay) {

    /** A change and the stack it is in. */
    public record InStack(String stack, Change change) {
        Risk risk() {
            return Risk.of(change);
        }
    }

    /** Objects of the overlay that come, go or change. */
    public List<ObjectChange> objects() {
        return overlay.objects();
    }

    public Counts counts() {
        return stacks.stream().map(stack -> stack.plan().counts()).reduce(Counts.NOTHING, Counts::plus);
    }

    public Verdict verdict() {
        if (notPlanned.stream().anyMatch(NotPlanned::failed)
                || stacks.stream().anyMatch(stack -> stack.plan().errored())) {
            return Verdict.FAILED;
        }
        if (!open.isEmpty()) {
            return Verdict.BLOCKED;
        }
        boolean dangerous = changes().stream().anyMatch(change -> change.risk().compareTo(Risk.RESTARTED) <= 0);
        if (dangerous
                || objects().stream().anyMatch(ObjectChange::losesData)
                || stacks.stream().anyMatch(stack -> hasBadCheck(stack.plan()))) {
            return Verdict.ATTENTION;
        }
        return stacks.stream().allMatch(stack -> stack.plan().isEmpty())
                        && notPlanned.isEmpty()
                        && objects().isEmpty()
                ? Verdict.NOTHING
                : Verdict.CHANGES;
    }

    private static boolean hasBadCheck(Plan plan) {
        return plan.checks().stream().anyMatch(check -> check.status() != Check.Status.UNKNOWN);
    }

    /** All changes, the riskiest first; of equal risk in the order of the plans. */
    public List<InStack> changes() {
        return stacks.stream()
                .flatMap(stack -> stack.plan().changes().stream().map(change -> new InStack(stack.stack(), change)))
                .sorted(Comparator.comparing(InStack::risk))
                .toList();
    }
}
