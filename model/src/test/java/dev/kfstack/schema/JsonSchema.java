package dev.kfstack.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The JSON schema of a record's YAML, for editors: the same annotations that {@link RecordReader} obeys, as keywords.
 *
 * <p>No key is required at any depth, and every key may be null: a file is checked alone here, while base.yaml under it may
 * hold the rest, and null removes what base.yaml gives. What is missing after merging is the reader's to say. A text that
 * holds {@code {environment}} is taken whatever its form: its form is known when the name is put in.
 */
final class JsonSchema {

    private static final ObjectMapper YAML = new YAMLMapper();

    private final Map<String, Object> definitions = new TreeMap<>();

    private JsonSchema() {}

    /** The schema as JSON values: maps, lists, strings, numbers, booleans. */
    static Map<String, Object> of(Class<? extends Record> type, Map<String, Object> heading) {
        JsonSchema schema = new JsonSchema();
        Map<String, Object> document = new LinkedHashMap<>(heading);
        document.putAll(schema.object(type));
        document.put("$defs", schema.definitions);
        return document;
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(YamlName.of(component), property(component));
        }
        return closed(properties);
    }

    private static Map<String, Object> closed(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("additionalProperties", false);
        return object;
    }

    private Map<String, Object> property(RecordComponent component) {
        Map<String, Object> property = new LinkedHashMap<>();
        Doc doc = component.getAnnotation(Doc.class);
        if (doc != null) {
            property.put("description", doc.value());
        }
        property.putAll(orNull(value(component.getGenericType(), component)));
        Default standard = component.getAnnotation(Default.class);
        if (standard != null) {
            property.put("default", json(standard.value()));
        }
        return property;
    }

    private static Map<String, Object> orNull(Map<String, Object> value) {
        Map<String, Object> nullable = new LinkedHashMap<>(value);
        if (value.containsKey("type")) {
            nullable.put("type", withNull(value.get("type"), "null"));
        } else if (value.containsKey("enum")) {
            nullable.put("enum", withNull(value.get("enum"), null));
        } else {
            return Map.of("anyOf", List.of(value, Map.of("type", "null")));
        }
        return nullable;
    }

    private static List<Object> withNull(Object oneOrSeveral, Object nothing) {
        List<Object> all = new ArrayList<>(oneOrSeveral instanceof List<?> several ? several : List.of(oneOrSeveral));
        all.add(nothing);
        return all;
    }

    private Map<String, Object> value(Type type, AnnotatedElement rules) {
        Class<?> raw = RecordReader.raw(type);
        if (raw == Optional.class) {
            return value(argument(type, 0), rules);
        }
        if (raw == List.class) {
            return ordered("type", "array", "items", value(argument(type, 0), rules));
        }
        if (raw == Map.class) {
            return map(argument(type, 1), rules);
        }
        if (raw == int.class || raw == Integer.class) {
            return integer(rules.getAnnotation(Range.class));
        }
        if (raw == boolean.class) {
            return ordered("type", "boolean");
        }
        if (raw == String.class) {
            Form form = rules.getAnnotation(Form.class);
            return form == null ? ordered("type", "string") : string("string", form.regex(), form.words());
        }
        if (raw.isEnum()) {
            return ordered("enum", YamlName.all(raw));
        }
        return defined(raw);
    }

    private Map<String, Object> map(Type values, AnnotatedElement rules) {
        Keys keys = rules.getAnnotation(Keys.class);
        String regex = keys == null ? YamlName.NAME_REGEX : keys.regex();
        String words = keys == null ? YamlName.NAME_WORDS : keys.words();
        return ordered(
                "type",
                "object",
                "propertyNames",
                ordered("pattern", "^(?:" + regex + ")$", "patternErrorMessage", "the key must be " + words),
                "additionalProperties",
                orNull(value(values, rules)));
    }

    private static Map<String, Object> integer(Range range) {
        Map<String, Object> integer = ordered("type", "integer", "minimum", range == null ? 0 : range.min());
        if (range != null && range.max() != Integer.MAX_VALUE) {
            integer.put("maximum", range.max());
        }
        return integer;
    }

    private static Map<String, Object> string(Object type, String regex, String words) {
        return ordered(
                "type",
                type,
                "pattern",
                "^(?:" + regex + ")$|\\{environment\\}",
                "patternErrorMessage",
                "must be " + words);
    }

    /** Records and sealed interfaces are defined once, under their Java name. */
    private Map<String, Object> defined(Class<?> type) {
        String name = type.getCanonicalName().substring(type.getPackageName().length() + 1);
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, definition(type));
        }
        return ordered("$ref", "#/$defs/" + name);
    }

    private Map<String, Object> definition(Class<?> type) {
        Scalar scalar = type.getAnnotation(Scalar.class);
        if (scalar != null) {
            return string(scalar.numbers() ? List.of("string", "number") : "string", scalar.regex(), scalar.words());
        }
        return type.isSealed() ? oneOf(type.getPermittedSubclasses()) : object(type);
    }

    /** Bare words, a list, or a map with one of the variants: a map may hold another one as null. */
    private Map<String, Object> oneOf(Class<?>[] variants) {
        List<Object> forms = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Map<String, Object> keys = new LinkedHashMap<>();
        for (Class<?> variant : variants) {
            RecordComponent[] parts = variant.getRecordComponents();
            boolean list = parts.length == 1 && parts[0].getType() == List.class;
            if (list) {
                forms.add(value(parts[0].getGenericType(), parts[0]));
            } else if (parts.length == 1) {
                Map<String, Object> shorthand = value(parts[0].getGenericType(), parts[0]);
                keys.put(
                        YamlName.of(variant),
                        Map.of("anyOf", List.of(shorthand, object(variant), Map.of("type", "null"))));
            } else {
                keys.put(YamlName.of(variant), orNull(object(variant)));
            }
            if (parts.length == 0) {
                words.add(YamlName.of(variant));
            }
        }
        if (!words.isEmpty()) {
            forms.add(0, ordered("enum", words));
        }
        forms.add(closed(keys));
        return ordered("anyOf", forms);
    }

    private static Object json(String yaml) {
        try {
            return YAML.readValue(yaml, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(yaml, e);
        }
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
