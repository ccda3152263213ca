package dev.kfstack.yaml;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a YAML file, in which one value can be changed while comments, order, layout and line ends stay.
 *
 * @param text as it lies on disk
 */
public record YamlText(String text) {

    private static final Pattern PLAIN = Pattern.compile("[^\\s,}\\]#]+");

    /**
     * The text with {@code value} at {@code path}; maps on the way there that do not exist are added. Empty where the text
     * is not such that this can be done without touching anything else.
     *
     * @param value a word that needs no quotes
     */
    public Optional<YamlText> with(List<String> path, String value) {
        boolean countsLinesAsWeDo = text.replace("\r\n", "\n").indexOf('\r') < 0;
        Optional<YamlMap> root = countsLinesAsWeDo ? parse() : Optional.empty();
        return root.flatMap(map -> changed(map, path, value)).map(YamlText::new).filter(changed -> {
            Map<String, String> wanted = values();
            wanted.put(ConfigPath.of(path.toArray(String[]::new)).text(), value);
            return changed.values().equals(wanted);
        });
    }

    private Optional<YamlMap> parse() {
        return YamlFile.parse(body(), "", new Problems());
    }

    private Optional<String> changed(YamlMap root, List<String> path, String value) {
        YamlMap map = root;
        Optional<Place> key = Optional.empty();
        for (int i = 0; i < path.size(); i++) {
            YamlMap.Entry entry = map.entries().get(path.get(i));
            List<String> rest = path.subList(i, path.size());
            if (entry == null) {
                return Optional.of(added(map, key, rest, value));
            }
            if (rest.size() == 1 && entry.value() instanceof YamlScalar scalar) {
                return replaced(scalar.place(), value);
            }
            if (!(entry.value() instanceof YamlMap inner)) {
                return Optional.empty();
            }
            map = inner;
            key = Optional.of(entry.keyPlace());
        }
        return Optional.empty();
    }

    private Optional<String> replaced(Place place, String value) {
        int start = index(place);
        Matcher old = PLAIN.matcher(text).region(start, text.length());
        return old.lookingAt()
                ? Optional.of(text.substring(0, start) + value + text.substring(old.end()))
                : Optional.empty();
    }

    /**
     * The text with another entry in {@code map}.
     *
     * @param key the place of the map's own key, for a map that is not the whole file
     */
    private String added(YamlMap map, Optional<Place> key, List<String> rest, String value) {
        int start = index(map.place());
        if (text.startsWith("{", start)) {
            String first = flow(rest, value) + (map.entries().isEmpty() ? "" : ",");
            boolean spaced = text.startsWith(" ", start + 1);
            String space = spaced || map.entries().isEmpty() || text.startsWith("\n", start + 1) ? "" : " ";
            return insert(start + 1, (spaced ? " " : "") + first + space);
        }
        if (key.isEmpty()) {
            String before = text.isEmpty() || text.endsWith("\n") ? "" : lineEnd();
            String after = rest.size() == 1
                    ? rest.get(0) + ": " + value
                    : rest.get(0) + ":" + lineEnd() + "  " + flow(rest.subList(1, rest.size()), value);
            return text + before + after + lineEnd();
        }
        // below the map's own key, and so above the comment of its first entry
        int nextLine = text.indexOf('\n', index(key.get())) + 1;
        return insert(nextLine, " ".repeat(map.place().column() - 1) + flow(rest, value) + lineEnd());
    }

    private static String flow(List<String> path, String value) {
        return path.get(0) + ": " + (path.size() == 1 ? value : "{" + flow(path.subList(1, path.size()), value) + "}");
    }

    private String insert(int index, String added) {
        return text.substring(0, index) + added + text.substring(index);
    }

    /** As the rest of the file has it. */
    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private String body() {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private int index(Place place) {
        int start = text.length() - body().length();
        for (int line = 1; line < place.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return text.offsetByCodePoints(start, place.column() - 1);
    }

    /** Every value by its path, as written. */
    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        parse().ifPresent(root -> collect(root, ConfigPath.ROOT, values));
        return values;
    }

    private static void collect(YamlNode node, ConfigPath path, Map<String, String> values) {
        if (node instanceof YamlMap map) {
            map.entries().forEach((key, entry) -> collect(entry.value(), path.key(key), values));
        } else if (node instanceof YamlList list) {
            for (int i = 0; i < list.items().size(); i++) {
                collect(list.items().get(i), path.item(i), values);
            }
        } else {
            values.put(path.text(), ((YamlScalar) node).text());
        }
    }
}
