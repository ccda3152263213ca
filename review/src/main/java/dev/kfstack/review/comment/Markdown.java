package dev.kfstack.review.comment;

import java.util.regex.Pattern;

/**
 * Foreign text in Markdown. It only ever stands in code spans and fences: there nothing mentions people, links, closes an
 * element or begins one.
 */
final class Markdown {

    /** Enough to tell one value from another. */
    private static final int LONGEST = 120;

    private static final int LONGEST_SENTENCE = 600;

    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum} .,:;'()/%-]*");

    private Markdown() {}

    /** A code span on one line, which may stand in a table; what is long is cut. */
    static String code(String text) {
        return code(text, LONGEST);
    }

    /** A sentence: as it is where nothing in it means anything to Markdown, a code span otherwise. */
    static String words(String text) {
        return PLAIN.matcher(text).matches() && !text.contains("://") && !text.contains("www.")
                ? text
                : code(text, LONGEST_SENTENCE);
    }

    private static String code(String text, int longest) {
        String line = visible(cut(text, longest));
        String ticks = "`".repeat(longestRun(line) + 1);
        boolean padded = line.startsWith("`") || line.endsWith("`") || line.isBlank();
        String inner = line.isEmpty() ? " " : line.replace("|", "\\|");
        return ticks + (padded ? " " + inner + " " : inner) + ticks;
    }

    /** At most so many characters and an ellipsis; never ends in the middle of one. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }

    /** A code block, whatever is in it. */
    static String fence(String language, String text) {
        String ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
        return ticks + language + "\n" + (text.endsWith("\n") ? text : text + "\n") + ticks + "\n";
    }

    /** On one line, with what cannot be seen or turns text around shown as an escape. */
    static String visible(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(character -> {
            int type = Character.getType(character);
            if (character == '\n') {
                result.append("\\n");
            } else if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                result.append("\\u").append(String.format("%04x", character));
            } else {
                result.appendCodePoint(character);
            }
        });
        return result.toString();
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
