package dev.kfstack.review.plan;

import dev.kfstack.problem.ConfigPath;

/**
 * An attribute that is not afterwards what it was before.
 *
 * @param path of the innermost value, as {@code settings[0].tier}; an item of a list by its new index, by its old one where
 *     it is gone
 */
public record Attribute(ConfigPath path, Value before, Value after) {

    /** This without secrets. */
    public Attribute redacted(Redaction redaction) {
        return new Attribute(redaction.path(path), before.redacted(redaction), after.redacted(redaction));
    }
}
