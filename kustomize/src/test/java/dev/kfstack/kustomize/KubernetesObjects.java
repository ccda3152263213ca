package dev.kfstack.kustomize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects that an overlay builds to. */
final class KubernetesObjects {

    private static final Pattern HASHED = Pattern.compile("(.+)-[bcdfghkmt2456789]{10}");

    private final Map<String, Map<String, Object>> objects = new TreeMap<>();

    KubernetesObjects(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        for (Object document : new Load(settings).loadAllFromString(yaml)) {
            Map<String, Object> object = map(document);
            objects.put(key(object), object);
        }
    }

    /** By {@code apiVersion Kind namespace/name}; generated names without their hash. */
    Map<String, Map<String, Object>> all() {
        return objects;
    }

    /** Walks down keys of maps; {@code [i]} is an element of a list. */
    Object at(String key, Object... path) {
        Object current = objects.get(key);
        for (Object step : path) {
            current = step instanceof Integer index
                    ? ((List<?>) current).get(index)
                    : map(current).get(step);
        }
        return current == null ? "absent" : current;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? new LinkedHashMap<>() : (Map<String, Object>) value;
    }

    private static String key(Map<String, Object> object) {
        Map<String, Object> metadata = map(object.get("metadata"));
        String kind = object.get("kind").toString();
        String name = metadata.get("name").toString();
        Matcher hashed = HASHED.matcher(name);
        if ((kind.equals("ConfigMap") || kind.equals("Secret")) && hashed.matches()) {
            name = hashed.group(1);
        }
        Object namespace = metadata.get("namespace");
        return object.get("apiVersion") + " " + kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
