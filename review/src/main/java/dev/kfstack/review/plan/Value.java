package dev.kfstack.review.plan;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A value of an attribute, before or after.
 *
 * @param text a string as it is, a number, boolean or small JSON document as written in JSON; empty for the others
 */
public record Value(Kind kind, String text) {

    /** What is known of it. */
    public enum Kind {
        /** There is none, which to Terraform is the same as null. */
        ABSENT,
        STRING,
        /** A number or a boolean; a list or a map that is empty, or that stands against something else than its like. */
        LITERAL,
        /** Only the apply will tell. */
        UNKNOWN,
        /** Marked as secret by its provider or its configuration. */
        SENSITIVE
    }

    public static final Value ABSENT = new Value(Kind.ABSENT, "");
    public static final Value UNKNOWN = new Value(Kind.UNKNOWN, "");
    public static final Value SENSITIVE = new Value(Kind.SENSITIVE, "");

    public static Value string(String text) {
        return new Value(Kind.STRING, text);
    }

    public static Value literal(String json) {
        return new Value(Kind.LITERAL, json);
    }

    public boolean isAbsent() {
        return kind == Kind.ABSENT;
    }

    /** Whether {@link #text} is what it is. */
    public boolean isKnown() {
        return kind == Kind.STRING || kind == Kind.LITERAL;
    }

    Value redacted(Redaction redaction) {
        return isKnown() ? new Value(kind, redaction.value(text)) : this;
    }

    /** In Terraform's words: strings are quoted, on one line. */
    @Override
    public String toString() {
        return switch (kind) {
            case ABSENT -> "null";
            case STRING -> TextNode.valueOf(text).toString();
            case LITERAL -> text;
            case UNKNOWN -> "(known after apply)";
            case SENSITIVE -> Redaction.MARK;
        };
    }
}
