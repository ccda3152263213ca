package dev.kfstack.validation;

/**
 * One check of an environment.
 *
 * @param id stable, kebab-case; stands in every problem and in {@code docs/rules.md}
 * @param says what must hold, in a sentence for the person who writes the YAML
 */
public record Rule(String id, String says, Check check) {

    /** Finds every breach of one rule. */
    @FunctionalInterface
    public interface Check {
        void check(Subject subject, Report report);
    }
}
