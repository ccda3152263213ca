package dev.kfstack.review.guard;

import dev.kfstack.environment.Moves;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.review.plan.StackPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the guards say of some plans.
 *
 * @param open what stops the pull request
 * @param excused what an exception lets pass
 */
public record GuardReport(List<Finding> open, List<Excused> excused) {

    /** How many objects a plan may destroy where guards.yaml does not say. */
    public static final int DELETIONS = 10;

    private static final String RULE = "guard-exceptions";

    /** A finding, and why it passes. */
    public record Excused(Finding finding, GuardException exception) {}

    public GuardReport {
        open = List.copyOf(open);
        excused = List.copyOf(excused);
    }

    /**
     * What is looked at.
     *
     * @param environments those that were compared with what they were
     * @param givenUp what {@link EnvironmentGuards} say of them
     */
    public record Subject(List<StackPlan> plans, Moves moves, List<String> environments, List<Finding> givenUp) {

        /** Plans alone. */
        public static Subject of(List<StackPlan> plans, Moves moves) {
            return new Subject(plans, moves, List.of(), List.of());
        }

        /** What an exception may name, or else nothing is said of it. */
        private boolean has(String stack) {
            return environments.contains(stack)
                    || plans.stream().anyMatch(plan -> plan.stack().equals(stack));
        }
    }

    /**
     * Looks at plans of the real states. Exceptions that are expired, unknown or of no use are problems; of stacks without a
     * plan here nothing is said.
     */
    public static GuardReport of(Subject subject, GuardsFile file, LocalDate today, Problems problems) {
        return of(subject, file, today, GuardReport::use, problems);
    }

    /**
     * Looks at plans with no state. What exceptions name is the digest of a plan of the real state, so that here they let
     * pass what they name by address, and may be of no use.
     */
    public static GuardReport offline(Subject subject, GuardsFile file, LocalDate today, Problems problems) {
        return of(subject, file, today, (exception, finding, index, of, found) -> finding, problems);
    }

    /** Decides whether an exception lets pass what it names. */
    private interface Use {
        Optional<Finding> of(
                GuardException exception, Optional<Finding> finding, int index, GuardsFile file, Problems problems);
    }

    private static GuardReport of(Subject subject, GuardsFile file, LocalDate today, Use use, Problems problems) {
        List<Finding> found = new ArrayList<>(subject.givenUp());
        Map<String, Integer> limits = file.content().deletions();
        for (StackPlan plan : subject.plans()) {
            int limit = limits.getOrDefault(plan.environment(), DELETIONS);
            found.addAll(new PlanGuards(plan, subject.moves(), limit).check());
        }
        List<Excused> excused = new ArrayList<>();
        for (int i = 0; i < file.content().exceptions().size(); i++) {
            GuardException exception = file.content().exceptions().get(i);
            Optional<Finding> finding = found.stream().filter(exception::isFor).findFirst();
            if (isValid(exception, i, file, today, problems) && subject.has(exception.stack())) {
                use.of(exception, finding, i, file, problems).ifPresent(used -> {
                    found.remove(used);
                    excused.add(new Excused(used, exception));
                });
            }
        }
        return new GuardReport(found, excused);
    }

    private static boolean isValid(
            GuardException exception, int index, GuardsFile file, LocalDate today, Problems problems) {
        Optional<Guard> guard = Guard.of(exception.guard());
        if (guard.isEmpty()) {
            error(
                    file,
                    GuardsFile.path(index).key("guard"),
                    "there is no guard \"" + exception.guard() + "\"; known: " + String.join(", ", Guard.ids()),
                    Spelling.didYouMean(exception.guard(), Guard.ids()),
                    problems);
        } else if (!guard.get().allowsExceptions()) {
            error(
                    file,
                    GuardsFile.path(index).key("guard"),
                    exception.guard() + " has no exceptions: " + guard.get().says(),
                    Optional.empty(),
                    problems);
        } else if (exception.expires().compareTo(today.toString()) < 0) {
            error(
                    file,
                    GuardsFile.path(index).key("expires"),
                    "the exception expired on " + exception.expires() + ", today is " + today,
                    Optional.of("delete it, or let its owner, " + exception.owner() + ", give another"),
                    problems);
        } else {
            return true;
        }
        return false;
    }

    private static Optional<Finding> use(
            GuardException exception, Optional<Finding> finding, int index, GuardsFile file, Problems problems) {
        if (finding.isEmpty()) {
            error(
                    file,
                    GuardsFile.path(index),
                    "the exception is not used: " + exception.guard() + " does not stop "
                            + exception
                                    .address()
                                    .map(address -> address + " in ")
                                    .orElse("")
                            + exception.stack(),
                    Optional.of("delete it: an exception is for one apply"),
                    problems);
        } else if (!finding.get().digest().equals(exception.digest())) {
            error(
                    file,
                    GuardsFile.path(index).key("digest"),
                    "the exception was given for another plan of " + exception.stack(),
                    Optional.of("look at the plan again; its digest is "
                            + finding.get().digest()),
                    problems);
            return Optional.empty();
        }
        return finding;
    }

    private static void error(
            GuardsFile file, ConfigPath path, String message, Optional<String> hint, Problems problems) {
        problems.add(new Problem(Severity.ERROR, file.place(path), path.text(), message, RULE, hint));
    }
}
