package dev.kfstack.yaml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How a string is written so that every reader takes it for a string, kubectl with its YAML 1.1 included. */
public final class YamlQuotes {

    private static final Pattern PLAIN = Pattern.compile("(\\.\\./)*[A-Za-z/][-A-Za-z0-9_./]*");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private YamlQuotes() {}

    /** The string as it is, or in double quotes where it could be taken for something else; one line. */
    public static String string(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : "\"" + escaped(value) + "\"";
    }

    /** Whether a character stands for itself in YAML and in a terminal, and ends no line. */
    public static boolean isPrinted(int c) {
        return c >= ' ' && !(c >= 0x7F && c < 0xA0) && c != 0x2028 && c != 0x2029 && c != 0xFEFF;
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else {
                text.append(isPrinted(c) ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        return text.toString();
    }
}
