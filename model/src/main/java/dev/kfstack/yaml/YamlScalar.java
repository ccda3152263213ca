package dev.kfstack.yaml;

import dev.kfstack.problem.Place;
import java.util.regex.Pattern;

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

    /** Control and format characters, line and paragraph separators, halves of a character. */
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

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
        return shown(text, LONGEST_QUOTE);
    }

    /** Whether the text is a word on one line that a message can show as it is. */
    boolean isPlainWord() {
        return !NOT_SHOWN.matcher(text).find();
    }

    /** At most {@code limit} characters of {@code text} on one line. */
    static String shown(String text, int limit) {
        boolean fits = text.codePointCount(0, text.length()) <= limit;
        String start = fits ? text : text.substring(0, text.offsetByCodePoints(0, limit)) + "…";
        return NOT_SHOWN.matcher(start).replaceAll(" ");
    }
}
