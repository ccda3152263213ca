package dev.kfstack.review.plan;

import dev.kfstack.names.Stack;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The plan of a stack.
 *
 * @param environment as {@code kf-test}; the stack's name where it is none of an environment
 * @param stack as {@code kf-test-cluster}
 */
public record StackPlan(String environment, String stack, Plan plan) {

    private static final String ENDING = ".json";
    private static final String PLAN = ".plan";

    /** The stack whose plan a file holds: {@code kf-test-cluster.plan.json} is that of {@code kf-test-cluster}. */
    static String stackOf(Path file) {
        String name = file.getFileName().toString();
        String bare = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        return bare.endsWith(PLAN) ? bare.substring(0, bare.length() - PLAN.length()) : bare;
    }

    /** The environment that a stack is of; the stack's own name where it is of none. */
    public static String environmentOf(String stack) {
        return Arrays.stream(Stack.values())
                .map(known -> "-" + known.suffix())
                .filter(suffix -> stack.endsWith(suffix) && stack.length() > suffix.length())
                .findFirst()
                .map(suffix -> stack.substring(0, stack.length() - suffix.length()))
                .orElse(stack);
    }

    /** Where the stack comes among those of its environment. */
    int order() {
        return Arrays.stream(Stack.values())
                .filter(known -> stack.equals(environment + "-" + known.suffix()))
                .findFirst()
                .map(Stack::ordinal)
                .orElse(0);
    }
}
