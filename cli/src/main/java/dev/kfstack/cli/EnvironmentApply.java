package dev.kfstack.cli;

import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.plan.StackPlanner;
import dev.kfstack.offline.plan.StackResult;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Plan;
import dev.kfstack.review.plan.PlanDigest;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.review.plan.StackPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Applies the stacks of an environment, one after another, each exactly as it was reviewed. It is planned anew; when that plan
 * would do what the reviewed one would have done, this very plan is applied, else nothing is. The first stack that is not
 * applied ends the run.
 *
 * @param kept the folder where the planner keeps its plans
 * @param reviewed the digests of each stack's reviewed plans
 * @param guards what guards stop in a plan, whoever reviewed it
 */
record EnvironmentApply(
        StackPlanner planner,
        Path kept,
        SortedMap<String, SortedSet<String>> reviewed,
        Function<StackPlan, List<Finding>> guards) {

    /** What became of each stack, in the order given. */
    List<StackApply> apply(List<StackFolder> stacks) throws IOException {
        List<StackApply> outcomes = new ArrayList<>();
        boolean goesOn = true;
        for (StackFolder stack : stacks) {
            StackApply outcome = goesOn ? apply(stack) : new StackApply.NotReached(stack.name());
            outcomes.add(outcome);
            goesOn = outcome.isDone();
        }
        return outcomes;
    }

    private StackApply apply(StackFolder stack) throws IOException {
        StackResult result = planner.plan(stack);
        if (!(result instanceof StackResult.Planned)) {
            return new StackApply.NotPlanned(stack.name(), result.text());
        }
        StackPlan read = read(stack.name());
        Plan plan = read.plan();
        if (plan.isEmpty()) {
            return new StackApply.Unchanged(stack.name());
        }
        List<Finding> findings = guards.apply(read);
        if (!findings.isEmpty()) {
            return new StackApply.Blocked(stack.name(), plan, findings);
        }
        String digest = PlanDigest.of(plan);
        SortedSet<String> known = reviewed.getOrDefault(stack.name(), new TreeSet<>());
        if (!known.contains(digest)) {
            return new StackApply.Unreviewed(stack.name(), plan, digest, !known.isEmpty());
        }
        Optional<String> failure = planner.applyForReal(stack);
        return failure.isPresent()
                ? halfApplied(stack, plan, failure.get())
                : new StackApply.Applied(stack.name(), plan.counts());
    }

    /** Plans what is left. It needs no second review when all of it was in the first. */
    private StackApply halfApplied(StackFolder stack, Plan reviewedPlan, String reason) throws IOException {
        Optional<Plan> left = planner.plan(stack) instanceof StackResult.Planned
                ? Optional.of(read(stack.name()).plan())
                : Optional.empty();
        return new StackApply.HalfApplied(
                stack.name(),
                reason,
                reviewedPlan.changes().size(),
                left,
                left.filter(rest -> isPartOf(reviewedPlan, rest)).map(PlanDigest::of));
    }

    private StackPlan read(String stack) throws IOException {
        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(kept.resolve(stack + ".plan.json")), problems);
        if (problems.hasErrors()) {
            throw new IOException("terraform's own plan cannot be read: " + problems.inFileOrder());
        }
        return plans.stacks().get(0);
    }

    static boolean isPartOf(Plan reviewed, Plan rest) {
        return rest.deferred().isEmpty()
                && rest.invocations().isEmpty()
                && rest.changes().stream()
                        .allMatch(left -> reviewed.changes().stream().anyMatch(change -> isPartOf(change, left)));
    }

    /** Values are not compared: what was unknown may have become known. */
    private static boolean isPartOf(Change reviewed, Change left) {
        boolean same = reviewed.action() == left.action() && paths(reviewed).containsAll(paths(left));
        // a create that failed after the object came into being is tried again from the beginning
        boolean again = reviewed.action() == Action.CREATE
                && left.action().replaces()
                && left.reason().filter("replace_because_tainted"::equals).isPresent();
        return reviewed.address().equals(left.address()) && (same || again);
    }

    private static Set<String> paths(Change change) {
        return change.attributes().stream()
                .map(Attribute::path)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
