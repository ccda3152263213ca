package dev.kfstack.problem;

import java.util.Optional;

/**
 * One thing that is wrong.
 *
 * @param path the key in the environment file, as {@code nodePools.gpu.autoscaling}; empty where a whole file is meant
 * @param message what is wrong, the value got and the values allowed; lower case, one line, no final period
 * @param rule id of the rule that found it: stable, documented in {@code docs/rules.md}
 * @param hint the likely fix, when there is exactly one
 */
public record Problem(
        Severity severity, Place place, String path, String message, String rule, Optional<String> hint) {}
