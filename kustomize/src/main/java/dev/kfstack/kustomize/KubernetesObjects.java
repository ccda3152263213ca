package dev.kfstack.kustomize;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects in a text of YAML documents, such as an overlay builds to. */
public final class KubernetesObjects {

    /** What kustomize puts behind the name of a generated ConfigMap or Secret. */
    private static final Pattern HASHED = Pattern.compile("(.+)-[bcdfghkmt2456789]{10}");

    private final Map<String, Map<String, Object>> objects = new TreeMap<>();

    /** Reads {@code yaml}, whose documents are objects, or Lists of them; empty documents are left out. */
    public KubernetesObjects(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        for (Object document : new Load(settings).loadAllFromString(yaml)) {
            if (document != null) {
                add(map(document));
            }
        }
    }

    private void add(Map<String, Object> object) {
        if ("List".equals(object.get("kind"))) {
            list(object.get("items")).forEach(item -> add(map(item)));
        } else {
            objects.put(key(object), object);
        }
    }

    /** By {@code apiVersion Kind namespace/name}, sorted; generated names without their hash. */
    public Map<String, Map<String, Object>> all() {
        return Collections.unmodifiableMap(objects);
    }

    /** As {@link #find} in the object of this key; {@code "absent"} where the way ends. */
    public Object at(String key, Object... path) {
        return find(objects.get(key), path).orElse("absent");
    }

    /** Walks down keys of maps, and indexes of lists; empty where the way ends. */
    public static Optional<Object> find(@Nullable Object from, Object... path) {
        Object current = from;
        for (Object step : path) {
            if (step instanceof Integer index) {
                current = current instanceof List<?> items && index < items.size() ? items.get(index) : null;
            } else {
                current = current instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        return Optional.ofNullable(current);
    }

    /** The map at the end of the way; an empty one when there is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(@Nullable Object from, Object... path) {
        return (Map<String, Object>)
                find(from, path).filter(Map.class::isInstance).orElse(Map.of());
    }

    /** The list at the end of the way; an empty one when there is none. */
    public static List<?> list(@Nullable Object from, Object... path) {
        return (List<?>) find(from, path).filter(List.class::isInstance).orElse(List.of());
    }

    /** The text of a scalar at the end of the way; empty when there is none. */
    public static String text(@Nullable Object from, Object... path) {
        return find(from, path).map(Object::toString).orElse("");
    }

    /** Of an object's metadata, or of a part that is shaped like an object. */
    public static String name(Map<String, Object> object) {
        return text(object, "metadata", "name");
    }

    /** Empty for an object that is of the cluster. */
    public static String namespace(Map<String, Object> object) {
        return text(object, "metadata", "namespace");
    }

    /** The API group; empty for the core group. */
    public static String group(Map<String, Object> object) {
        String version = text(object, "apiVersion");
        return version.substring(0, Math.max(0, version.indexOf('/')));
    }

    /** How {@link #all} names an object, or a patch that is shaped like one. */
    public static String key(Map<String, Object> object) {
        String kind = String.valueOf(object.get("kind"));
        String name = name(object);
        Matcher hashed = HASHED.matcher(name);
        if ((kind.equals("ConfigMap") || kind.equals("Secret")) && hashed.matches()) {
            name = hashed.group(1);
        }
        String namespace = namespace(object);
        return object.get("apiVersion") + " " + kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
