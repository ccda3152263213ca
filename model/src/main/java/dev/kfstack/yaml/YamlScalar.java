package dev.kfstack.yaml;

import dev.kfstack.problem.Place;

/**
 * A single value.
 *
 * @param text as written, without quotes
 * @param kind what YAML 1.2's core schema makes of it; a quoted value is always a string
 */
public record YamlScalar(Place place, String text, Kind kind) implements YamlNode {

    /** The types of the core schema. */
    public enum Kind {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN,
        NULL
    }

    private static final int LONGEST_QUOTE = 60;

    public YamlScalar withText(String other) {
        return new YamlScalar(place, other, kind);
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    @Override
    public String describe() {
        return switch (kind) {
            case STRING -> "\"" + shortened() + "\"";
            case INTEGER, FLOAT -> "the number " + shortened();
            case BOOLEAN -> "the boolean " + text;
            case NULL -> "nothing";
        };
    }

    /** On one line and of bearable length: the text goes into messages. */
    private String shortened() {
        String line = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(LONGEST_QUOTE + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }
}
