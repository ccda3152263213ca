package dev.kfstack.schema;

import static java.util.stream.Collectors.joining;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every key of a record's YAML in Markdown: a section for each map at the top, with an example and a table. */
final class KeyTables {

    /** Stands in a key for a name that the author chooses. */
    private static final String NAME = "NAME";

    private final StringBuilder rows = new StringBuilder();

    private KeyTables() {}

    static String of(Class<? extends Record> type) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        StringBuilder page = new StringBuilder("\n## Keys at the top\n\n");
        KeyTables top = new KeyTables();
        components.forEach(component -> top.row(component, "", isSection(component)));
        page.append(top.table());
        components.stream().filter(KeyTables::isSection).forEach(component -> page.append(section(component)));
        return page.toString();
    }

    private static boolean isSection(RecordComponent component) {
        Class<?> inner = RecordReader.raw(inner(component.getGenericType()));
        return inner.isRecord() && !inner.isAnnotationPresent(Scalar.class);
    }

    private static String section(RecordComponent component) {
        String key = YamlName.of(component);
        KeyTables table = new KeyTables();
        table.below(component.getGenericType(), "");
        String named = RecordReader.raw(component.getGenericType()) == Map.class
                ? " The keys below are those of each entry."
                : "";
        return "\n## " + key + "\n\n" + doc(component) + "." + named + "\n\n" + example(key) + table.table();
    }

    /** The first environment file of the repository that has the key, cut to it; empty for what few environments have. */
    private static String example(String key) {
        for (String file : List.of("base.yaml", "kf-prod.yaml")) {
            List<String> lines = lines(file);
            int start = lines.indexOf(key + ":") >= 0 ? lines.indexOf(key + ":") : startOf(lines, key + ": ");
            if (start >= 0) {
                int end = start + 1;
                while (end < lines.size() && lines.get(end).startsWith(" ")) {
                    end++;
                }
                return "```yaml\n# environments/" + file + "\n" + String.join("\n", lines.subList(start, end))
                        + "\n```\n\n";
            }
        }
        return "";
    }

    private static int startOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(
                    Requirement.repository().resolve("environments").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String table() {
        return "| key | meaning | value | when left out |\n|---|---|---|---|\n" + rows;
    }

    private void row(RecordComponent component, String prefix, boolean section) {
        String key = prefix + YamlName.of(component);
        Type type = component.getGenericType();
        String shown = section ? "[`" + key + "`](#" + key.toLowerCase(Locale.ROOT) + ")" : "`" + key + "`";
        rows.append(
                "| %s | %s | %s | %s |\n".formatted(shown, doc(component), value(type, component), leftOut(component)));
        if (!section) {
            below(type, key + ".");
        }
    }

    /** Rows of what a value of {@code type} holds. */
    private void below(Type type, String prefix) {
        Class<?> raw = RecordReader.raw(type);
        if (raw == Optional.class) {
            below(argument(type, 0), prefix);
        } else if (raw == Map.class) {
            below(argument(type, 1), prefix.isEmpty() ? "" : prefix + NAME + ".");
        } else if (raw.isSealed()) {
            for (Class<?> variant : raw.getPermittedSubclasses()) {
                variant(variant, prefix);
            }
        } else if (raw.isRecord() && !raw.isAnnotationPresent(Scalar.class)) {
            for (RecordComponent component : raw.getRecordComponents()) {
                row(component, prefix, false);
            }
        }
    }

    private void variant(Class<?> variant, String prefix) {
        RecordComponent[] parts = variant.getRecordComponents();
        if (parts.length == 1 && parts[0].getType() != List.class) {
            rows.append("| `%s` | %s | %s | |\n"
                    .formatted(
                            prefix + YamlName.of(variant), doc(parts[0]), value(parts[0].getGenericType(), parts[0])));
        } else if (parts.length > 1) {
            below(variant, prefix + YamlName.of(variant) + ".");
        }
    }

    private static String value(Type type, AnnotatedElement rules) {
        Class<?> raw = RecordReader.raw(type);
        if (raw == Optional.class) {
            return value(argument(type, 0), rules);
        }
        if (raw == List.class) {
            return "list; each " + value(argument(type, 0), rules);
        }
        if (raw == Map.class) {
            Keys keys = rules.getAnnotation(Keys.class);
            String named = "map" + (keys == null ? " by name" : "; each key " + keys.words());
            Class<?> values = RecordReader.raw(argument(type, 1));
            return isTable(values) ? named : named + "; each value " + value(argument(type, 1), rules);
        }
        if (raw == int.class || raw == Integer.class) {
            Range range = rules.getAnnotation(Range.class);
            boolean open = range.max() == Integer.MAX_VALUE;
            return open ? "at least " + range.min() : range.min() + " to " + range.max();
        }
        if (raw == boolean.class) {
            return "`true` or `false`";
        }
        if (raw == String.class) {
            Form form = rules.getAnnotation(Form.class);
            String words = form == null ? "any text" : form.words();
            return words.equals(YamlName.NAME_WORDS) ? "a name" : words;
        }
        if (raw.isEnum()) {
            return YamlName.all(raw).stream().map(name -> "`" + name + "`").collect(joining(", "));
        }
        if (raw.isAnnotationPresent(Scalar.class)) {
            return raw.getAnnotation(Scalar.class).words();
        }
        return raw.isSealed() ? "one of " + forms(raw) : "map";
    }

    private static boolean isTable(Class<?> type) {
        return type.isRecord() && !type.isAnnotationPresent(Scalar.class);
    }

    private static String forms(Class<?> sealed) {
        List<String> forms = new ArrayList<>();
        for (Class<?> variant : sealed.getPermittedSubclasses()) {
            RecordComponent[] parts = variant.getRecordComponents();
            boolean list = parts.length == 1 && parts[0].getType() == List.class;
            String key = YamlName.of(variant);
            forms.add(list ? "a list" : parts.length == 0 ? "`" + key + "`" : "`{" + key + ": …}`");
        }
        return String.join(", ", forms);
    }

    private static String leftOut(RecordComponent component) {
        Class<?> raw = component.getType();
        Default standard = component.getAnnotation(Default.class);
        if (standard != null) {
            return standard.value().equals("{}") ? "its keys' defaults" : "`" + standard.value() + "`";
        }
        return Stream.of(Optional.class, List.class, Map.class).anyMatch(raw::equals) ? "none" : "**required**";
    }

    private static String doc(RecordComponent component) {
        return component.getAnnotation(Doc.class).value();
    }

    private static Type inner(Type type) {
        Class<?> raw = RecordReader.raw(type);
        return raw == Optional.class || raw == Map.class ? argument(type, raw == Map.class ? 1 : 0) : type;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
