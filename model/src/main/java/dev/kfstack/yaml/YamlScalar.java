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

    @Override
    public boolean isNull() {
        return kind == Kind.NULL;
    }

    @Override
    public String describe() {
        return switch (kind) {
            case STRING -> "\"" + excerpt() + "\"";
            case INTEGER, FLOAT -> "the number " + excerpt();
            case BOOLEAN -> "the boolean " + text;
            case NULL -> "nothing";
        };
    }

    /** The text as a message can show it: one line, nothing that moves a terminal's cursor, 60 characters at most. */
    public String excerpt() {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST_QUOTE).map(c -> isShown(c) ? c : ' ').forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST_QUOTE ? line + "…" : line.toString();
    }

    /** Whether the text is a word on one line that a message can show as it is. */
    boolean isPlainWord() {
        return text.codePoints().allMatch(YamlScalar::isShown);
    }

    private static boolean isShown(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }
}
