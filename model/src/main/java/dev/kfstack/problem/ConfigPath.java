package dev.kfstack.problem;

import java.util.regex.Pattern;

/**
 * Where in an environment a value stands, independent of files: {@code nodePools.gpu.zones[0]}. A key that is no plain
 * word is quoted: {@code labels["a.b/c"]}.
 */
public record ConfigPath(String text) {

    public static final ConfigPath ROOT = new ConfigPath("");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /** The path of these keys, outermost first. */
    public static ConfigPath of(String... keys) {
        ConfigPath path = ROOT;
        for (String key : keys) {
            path = path.key(key);
        }
        return path;
    }

    public ConfigPath key(String key) {
        if (!PLAIN.matcher(key).matches()) {
            return new ConfigPath(text + "[\"" + key + "\"]");
        }
        return new ConfigPath(text.isEmpty() ? key : text + "." + key);
    }

    public ConfigPath item(int index) {
        return new ConfigPath(text + "[" + index + "]");
    }

    /** Whether this is {@code other} or stands inside it. */
    public boolean isWithin(ConfigPath other) {
        if (other.text.isEmpty() || text.equals(other.text)) {
            return true;
        }
        return text.startsWith(other.text)
                && (text.charAt(other.text.length()) == '.' || text.charAt(other.text.length()) == '[');
    }

    @Override
    public String toString() {
        return text;
    }
}
