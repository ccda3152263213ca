package dev.kfstack.problem;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects problems. What is reported twice (a mistake in {@code base.yaml} is met once an environment) is kept once.
 *
 * <p>Not safe for use by several threads.
 */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    public void error(Place place, String path, String message, String rule) {
        add(new Problem(Severity.ERROR, place, path, message, rule, Optional.empty()));
    }

    public void error(Place place, String path, String message, String rule, String hint) {
        add(new Problem(Severity.ERROR, place, path, message, rule, Optional.of(hint)));
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** All problems by file and position; at one position in the order they were found. */
    public List<Problem> inFileOrder() {
        return found.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }
}
