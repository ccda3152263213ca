package dev.kfstack.schema;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.yaml.YamlList;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlScalar;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a YAML tree into records and reports everything that does not fit, all of it in one go.
 *
 * <p>A key is a record component. {@code Optional}, {@code List} and {@code Map} may be left out, so may what has a
 * {@link Default}; all else is required. Of a sealed interface exactly one variant is given, under its name as the only
 * key ({@code {privateCidr: 10.0.0.0/28}}), as a bare word when it has no components ({@code dns}), or as a list when it
 * has one list ({@code [a, b]}). A key whose value is null counts as left out.
 */
public final class RecordReader {

    /** The rule of a required key that is absent. */
    public static final String MISSING_KEY = "missing-key";

    private final Problems problems;
    private final Map<ConfigPath, Place> places = new HashMap<>();
    private final Set<ConfigPath> broken = new HashSet<>();

    /** A value and the node it was read from, defaults included. */
    private record Read(Object value, YamlNode node) {}

    private RecordReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads {@code root} as {@code type}; problems are added to {@code problems}. */
    public static <T extends Record> Reading<T> read(Class<T> type, YamlMap root, Problems problems) {
        RecordReader reader = new RecordReader(problems);
        Read read = reader.record(type, root, ConfigPath.ROOT);
        SourceMap sources = new SourceMap(reader.places, root.place());
        return new Reading<>(
                type.cast(read.value()), (YamlMap) read.node(), sources, Collections.unmodifiableSet(reader.broken));
    }

    private Read record(Class<?> type, YamlMap map, ConfigPath path) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known = Arrays.stream(components).map(YamlName::of).toList();
        map.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                unknownKey(key, entry, known, path);
            }
        });
        Object[] values = new Object[components.length];
        Map<String, YamlMap.Entry> resolved = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            values[i] = component(components[i], map, path, resolved);
        }
        return new Read(construct(type, components, values), new YamlMap(map.place(), resolved));
    }

    private Object component(
            RecordComponent component, YamlMap map, ConfigPath parent, Map<String, YamlMap.Entry> resolved) {
        String key = YamlName.of(component);
        ConfigPath path = parent.key(key);
        YamlMap.Entry entry = map.present().get(key);
        if (entry == null) {
            entry = defaultEntry(component);
        } else {
            remember(path, entry);
        }
        Type type = component.getGenericType();
        if (entry == null) {
            if (isRequired(type)) {
                Doc doc = component.getAnnotation(Doc.class);
                String meaning = doc == null ? "" : ": " + doc.value();
                problems.error(place(parent, map), path.text(), "is required" + meaning, MISSING_KEY);
                broken.add(path);
            }
            return Placeholder.of(type);
        }
        Read read = value(type, component, entry.value(), path);
        resolved.put(key, new YamlMap.Entry(entry.keyPlace(), read.node()));
        return read.value();
    }

    private Place place(ConfigPath path, YamlNode node) {
        return places.getOrDefault(path, node.place());
    }

    private void remember(ConfigPath path, YamlMap.Entry entry) {
        if (!entry.value().place().equals(Defaults.PLACE)) {
            places.put(path, entry.value() instanceof YamlScalar ? entry.value().place() : entry.keyPlace());
        }
    }

    private static YamlMap.@Nullable Entry defaultEntry(RecordComponent component) {
        Default standard = component.getAnnotation(Default.class);
        return standard == null ? null : Defaults.entry(standard.value());
    }

    private static boolean isRequired(Type type) {
        Class<?> raw = raw(type);
        return raw != Optional.class && raw != List.class && raw != Map.class;
    }

    private Read value(Type type, AnnotatedElement rules, YamlNode node, ConfigPath path) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            Read read = value(argument(type, 0), rules, node, path);
            return new Read(Optional.of(read.value()), read.node());
        }
        if (raw == List.class) {
            return list(type, rules, node, path);
        }
        if (raw == Map.class) {
            return map(type, rules, node, path);
        }
        if (raw.isSealed()) {
            return variant(raw, node, path);
        }
        if (raw.isRecord() && !raw.isAnnotationPresent(Scalar.class)) {
            return node instanceof YamlMap map
                    ? record(raw, map, path)
                    : refuse(type, node, path, "must be a map, got " + node.describe(), "wrong-type");
        }
        return node instanceof YamlScalar scalar ? scalar(raw, rules, scalar, path) : notAScalar(type, node, path);
    }

    private Read notAScalar(Type type, YamlNode node, ConfigPath path) {
        String message = "must be a single value, got " + node.describe();
        boolean unquoted = node instanceof YamlMap map
                && map.entries().size() == 1
                && map.present().isEmpty();
        Optional<String> hint = unquoted
                ? Optional.of("quote it: \"{"
                        + String.join("", ((YamlMap) node).entries().keySet()) + "}\"")
                : Optional.empty();
        return refuse(type, node, path, message, "wrong-type", hint);
    }

    private Read list(Type type, AnnotatedElement rules, YamlNode node, ConfigPath path) {
        if (!(node instanceof YamlList list)) {
            return refuse(type, node, path, "must be a list, got " + node.describe(), "wrong-type");
        }
        List<Object> values = new ArrayList<>();
        List<YamlNode> nodes = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            YamlNode item = list.items().get(i);
            ConfigPath itemPath = path.item(i);
            remember(itemPath, new YamlMap.Entry(item.place(), item));
            Read read = value(argument(type, 0), rules, item, itemPath);
            values.add(read.value());
            nodes.add(read.node());
        }
        return new Read(Collections.unmodifiableList(values), new YamlList(list.place(), nodes));
    }

    private Read map(Type type, AnnotatedElement rules, YamlNode node, ConfigPath path) {
        if (!(node instanceof YamlMap map)) {
            return refuse(type, node, path, "must be a map, got " + node.describe(), "wrong-type");
        }
        Keys keys = rules.getAnnotation(Keys.class);
        String regex = keys == null ? YamlName.NAME_REGEX : keys.regex();
        String words = keys == null ? YamlName.NAME_WORDS : keys.words();
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, YamlMap.Entry> nodes = new LinkedHashMap<>();
        map.present().forEach((key, entry) -> {
            ConfigPath entryPath = path.key(key);
            remember(entryPath, entry);
            if (key.length() > ScalarReader.LONGEST || !key.matches(regex)) {
                problems.error(
                        entry.keyPlace(),
                        entryPath.text(),
                        "the key must be " + words + ", got \"" + key + "\"",
                        "bad-key");
                broken.add(entryPath);
            }
            Read read = value(argument(type, 1), rules, entry.value(), entryPath);
            values.put(key, read.value());
            nodes.put(key, new YamlMap.Entry(entry.keyPlace(), read.node()));
        });
        return new Read(Collections.unmodifiableMap(values), new YamlMap(map.place(), nodes));
    }

    private Read variant(Class<?> sealed, YamlNode node, ConfigPath path) {
        List<Class<?>> variants = List.of(sealed.getPermittedSubclasses());
        if (node instanceof YamlScalar scalar) {
            for (Class<?> variant : variants) {
                if (variant.getRecordComponents().length == 0
                        && YamlName.of(variant).equals(scalar.text())) {
                    return new Read(Placeholder.of(variant), node);
                }
            }
        }
        if (node instanceof YamlList) {
            for (Class<?> variant : variants) {
                RecordComponent[] parts = variant.getRecordComponents();
                if (parts.length == 1 && parts[0].getType() == List.class) {
                    Read read = list(parts[0].getGenericType(), parts[0], node, path);
                    return new Read(construct(variant, parts, new Object[] {read.value()}), read.node());
                }
            }
        }
        if (node instanceof YamlMap map && map.present().size() == 1) {
            Map.Entry<String, YamlMap.Entry> only =
                    map.present().entrySet().iterator().next();
            for (Class<?> variant : variants) {
                if (YamlName.of(variant).equals(only.getKey())) {
                    return tagged(variant, map.place(), only.getValue(), path);
                }
            }
        }
        return refuse(
                sealed, node, path, Variants.refusal(variants, node), "not-allowed", Variants.hint(variants, node));
    }

    private Read tagged(Class<?> variant, Place start, YamlMap.Entry entry, ConfigPath path) {
        String key = YamlName.of(variant);
        ConfigPath inner = path.key(key);
        remember(inner, entry);
        RecordComponent[] parts = variant.getRecordComponents();
        Read read;
        if (parts.length == 1 && entry.value() instanceof YamlScalar) {
            Read part = value(parts[0].getGenericType(), parts[0], entry.value(), inner);
            read = new Read(construct(variant, parts, new Object[] {part.value()}), part.node());
        } else {
            read = value(variant, variant, entry.value(), inner);
        }
        Map<String, YamlMap.Entry> resolved = Map.of(key, new YamlMap.Entry(entry.keyPlace(), read.node()));
        return new Read(read.value(), new YamlMap(start, resolved));
    }

    private Read scalar(Class<?> type, AnnotatedElement rules, YamlScalar scalar, ConfigPath path) {
        ScalarReader.Result result = ScalarReader.read(type, rules, scalar);
        if (result instanceof ScalarReader.Refused refused) {
            return refuse(type, scalar, path, refused.message(), refused.rule(), refused.hint());
        }
        return new Read(((ScalarReader.Taken) result).value(), scalar);
    }

    private void unknownKey(String key, YamlMap.Entry entry, List<String> known, ConfigPath path) {
        String message = "unknown key \"" + key + "\"";
        Optional<String> hint = Spelling.didYouMean(key, known);
        hint.ifPresentOrElse(
                text -> problems.error(entry.keyPlace(), path.key(key).text(), message, "unknown-key", text),
                () -> problems.error(
                        entry.keyPlace(),
                        path.key(key).text(),
                        message + ", known here: " + String.join(", ", known),
                        "unknown-key"));
    }

    private Read refuse(Type type, YamlNode node, ConfigPath path, String message, String rule) {
        return refuse(type, node, path, message, rule, Optional.empty());
    }

    private Read refuse(Type type, YamlNode node, ConfigPath path, String message, String rule, Optional<String> hint) {
        problems.add(new Problem(Severity.ERROR, place(path, node), path.text(), message, rule, hint));
        broken.add(path);
        return new Read(Placeholder.of(type), node);
    }

    static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
