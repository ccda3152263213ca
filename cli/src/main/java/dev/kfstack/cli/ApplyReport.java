package dev.kfstack.cli;

import dev.kfstack.review.comment.ReviewMarker;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an apply says when it ends: to whom started it, and in the pull request. Its marker has the digests that the next run
 * may apply, so that running it again is the approval of what is shown here.
 *
 * @param stacks in the order in which they are applied
 */
record ApplyReport(String environment, List<StackApply> stacks) {

    private static final int LISTED = 200;

    boolean isDone() {
        return stacks.stream().allMatch(StackApply::isDone);
    }

    /** Whether there was nothing to do, which nobody need be told. */
    boolean isQuiet() {
        return stacks.stream().allMatch(StackApply.Unchanged.class::isInstance);
    }

    /** One line a stack. */
    String text() {
        StringBuilder text = new StringBuilder();
        stacks.forEach(stack ->
                text.append(stack.stack()).append(": ").append(stack.text()).append('\n'));
        advice().ifPresent(advice -> text.append(advice).append('\n'));
        return text.toString();
    }

    /** For the pull request. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(new ReviewMarker(ReviewMarker.View.REAL, "", digests())).append('\n');
        text.append("### Apply of ").append(environment).append(isDone() ? ": done" : ": **stopped**");
        text.append("\n\n| stack | |\n|---|---|\n");
        stacks.forEach(stack -> text.append("| ")
                .append(stack.stack())
                .append(" | ")
                .append(cell(stack.text()))
                .append(" |\n"));
        stacks.forEach(stack -> shown(stack).ifPresent(plan -> list(stack.stack(), plan, text)));
        advice().ifPresent(advice -> text.append('\n').append(advice).append('\n'));
        return text.toString();
    }

    private SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        stacks.forEach(stack -> stack.digest().ifPresent(digest -> digests.put(stack.stack(), digest)));
        return digests;
    }

    /** What is still to be done in a stack that stopped. */
    private static Optional<Plan> shown(StackApply stack) {
        if (stack instanceof StackApply.Unreviewed unreviewed) {
            return Optional.of(unreviewed.plan());
        }
        if (stack instanceof StackApply.Blocked blocked) {
            return Optional.of(blocked.plan());
        }
        return stack instanceof StackApply.HalfApplied half ? half.left() : Optional.empty();
    }

    private static void list(String stack, Plan plan, StringBuilder text) {
        text.append("\n<details open><summary>")
                .append(stack)
                .append(", as it is planned now: ")
                .append(plan.counts())
                .append("</summary>\n\n");
        plan.changes().stream()
                .limit(LISTED)
                .forEach(change -> text.append("- ").append(line(change)).append('\n'));
        if (plan.changes().size() > LISTED) {
            text.append("- and ").append(plan.changes().size() - LISTED).append(" more: see the log\n");
        }
        text.append("\n</details>\n");
    }

    private static String line(Change change) {
        String moved = change.previousAddress()
                .map(from -> " (from `" + code(from) + "`)")
                .orElse("");
        return change.action().word() + " `" + code(change.address()) + "`" + moved;
    }

    private static String code(String text) {
        return text.replace('`', '\'').replace('\n', ' ');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ').replace("<", "&lt;").replace("@", "&#64;");
    }

    /** What to do next; nothing when all is done. */
    private Optional<String> advice() {
        return stacks.stream()
                .filter(stack -> !stack.isDone())
                .findFirst()
                .map(stack -> stack.stack() + ": " + advice(stack));
    }

    private static String advice(StackApply stopped) {
        String again = stopped.digest()
                .map(digest -> "run the same again: in a pipeline that approves this plan, elsewhere add --digest "
                        + stopped.stack() + "=" + digest)
                .orElse("run the same again");
        if (stopped instanceof StackApply.Unreviewed) {
            return "nothing of it was applied. Read the plan that is shown; to apply it, " + again
                    + ". If it is not what you want, change the environment";
        }
        if (stopped instanceof StackApply.Blocked) {
            return "nothing of it was applied. Change the environment; or, if it is right this once, let it pass by an entry in"
                    + " environments/guards.yaml, in another pull request";
        }
        if (stopped instanceof StackApply.HalfApplied half) {
            return half.restDigest().isPresent()
                    ? "what was applied stays, and Terraform knows of it. Remove the cause, then " + again
                            + "; the rest, which was reviewed, is applied then"
                    : "what was applied stays, and Terraform knows of it. Remove the cause, then run the same again: what"
                            + " is left differs from what was reviewed, and is shown before it is applied";
        }
        return "nothing of it was applied. Remove the cause, then " + again;
    }
}
