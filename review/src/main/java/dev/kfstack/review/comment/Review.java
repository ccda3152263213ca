package dev.kfstack.review.comment;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.comment.ReviewMarker.View;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.PlanDigest;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.review.plan.Redaction;
import dev.kfstack.review.plan.StackPlan;
import dev.kfstack.review.rename.Rename;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is said of the plans of some environments.
 *
 * @param commit that was planned; empty where nobody said
 * @param against the commit that an offline plan starts from; empty for plans of the real states
 * @param environments the most dangerous first
 * @param problems what went wrong on the way
 * @param log what a step printed that failed, without secrets; empty when none did
 */
public record Review(
        View view,
        String commit,
        String against,
        List<EnvironmentReview> environments,
        List<Problem> problems,
        String log) {

    /**
     * A stack without a plan.
     *
     * @param failed false when nothing is wrong, and it only waits for another
     */
    public record NotPlanned(String environment, String stack, String reason, boolean failed) {

        public static NotPlanned waiting(String stack, String reason) {
            return new NotPlanned(StackPlan.environmentOf(stack), stack, reason, false);
        }

        public static NotPlanned failed(String stack, String reason) {
            return new NotPlanned(StackPlan.environmentOf(stack), stack, reason, true);
        }

        private NotPlanned redacted(Redaction redaction) {
            return new NotPlanned(environment, stack, redaction.value(reason), failed);
        }
    }

    public Review {
        environments = List.copyOf(environments);
        problems = List.copyOf(problems);
    }

    /** Puts together what was found. */
    public static Review of(
            View view,
            String commit,
            String against,
            Plans plans,
            List<NotPlanned> notPlanned,
            GuardReport guards,
            List<OverlayDifference> overlays,
            List<Problem> problems,
            String log) {
        Set<String> names = new LinkedHashSet<>();
        plans.stacks().forEach(stack -> names.add(stack.environment()));
        notPlanned.forEach(stack -> names.add(stack.environment()));
        overlays.forEach(overlay -> names.add(overlay.environment()));
        guards.open().forEach(finding -> names.add(finding.environment()));
        guards.excused().forEach(excused -> names.add(excused.finding().environment()));
        List<EnvironmentReview> environments = new ArrayList<>();
        for (String name : names) {
            List<StackPlan> stacks = plans.stacks().stream()
                    .filter(stack -> stack.environment().equals(name))
                    .toList();
            environments.add(new EnvironmentReview(
                    name,
                    stacks,
                    notPlanned.stream()
                            .filter(stack -> stack.environment().equals(name))
                            .map(stack -> stack.redacted(plans.redaction()))
                            .toList(),
                    guards.open().stream()
                            .filter(finding -> finding.environment().equals(name))
                            .toList(),
                    guards.excused().stream()
                            .filter(excused -> excused.finding().environment().equals(name))
                            .toList(),
                    stacks.stream().flatMap(stack -> Rename.in(stack).stream()).toList(),
                    overlays.stream()
                            .filter(overlay -> overlay.environment().equals(name))
                            .findFirst()
                            .orElseGet(() -> OverlayDifference.none(name))));
        }
        environments.sort((a, b) -> a.verdict().compareTo(b.verdict()));
        Redaction redaction = plans.redaction();
        return new Review(
                view,
                commit,
                against,
                environments,
                problems.stream().map(problem -> redacted(problem, redaction)).toList(),
                redaction.value(log));
    }

    /** What terraform, or a tool that was asked, said of an error may hold a value. */
    private static Problem redacted(Problem problem, Redaction redaction) {
        return new Problem(
                problem.severity(),
                problem.place(),
                problem.path(),
                redaction.value(problem.message()),
                problem.rule(),
                problem.hint().map(redaction::value));
    }

    /** The same, and environments that needed no plan, since nothing of them changed; what is said of their overlays stays. */
    public Review withUnchanged(List<String> names) {
        List<EnvironmentReview> all = new ArrayList<>(environments);
        names.stream()
                .filter(name ->
                        environments.stream().noneMatch(known -> known.name().equals(name)))
                .map(name -> new EnvironmentReview(
                        name, List.of(), List.of(), List.of(), List.of(), List.of(), OverlayDifference.none(name)))
                .forEach(all::add);
        return new Review(view, commit, against, all, problems, log);
    }

    /** Whether this may be merged as far as kfstack can tell. */
    public boolean passes() {
        return log.isEmpty()
                && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR)
                && environments.stream()
                        .map(EnvironmentReview::verdict)
                        .noneMatch(verdict -> verdict == Verdict.FAILED || verdict == Verdict.BLOCKED);
    }

    /** What an apply will look for. */
    public ReviewMarker marker() {
        SortedMap<String, String> digests = new TreeMap<>();
        for (EnvironmentReview environment : environments) {
            environment.stacks().forEach(stack -> digests.put(stack.stack(), PlanDigest.of(stack.plan())));
        }
        return new ReviewMarker(view, commit.replaceAll("[^0-9A-Za-z]", ""), digests);
    }
}
