package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of kustomize's replacements.
 *
 * @param fields as the kustomization has them
 * @see <a href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/">replacements</a>
 */
record Replacement(Map<String, Object> fields) {

    private static final String PARAMS = "kfstack-params";
    private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|([^.\\[]+)");

    static List<Replacement> of(KustomizationFile file) {
        List<Replacement> replacements = new ArrayList<>();
        KubernetesObjects.list(file.fields().get("replacements"))
                .forEach(item -> replacements.add(new Replacement(KubernetesObjects.map(item))));
        return replacements;
    }

    /** The key of kfstack-params that it reads; empty when it reads something else. */
    Optional<String> param() {
        Map<String, Object> source = KubernetesObjects.map(fields.get("source"));
        return PARAMS.equals(source.get("name"))
                ? Optional.of(String.valueOf(source.get("fieldPath")).replaceFirst("^data\\.", ""))
                : Optional.empty();
    }

    /** The text in the first field that it replaces. */
    Optional<String> valueIn(Collection<Map<String, Object>> objects) {
        for (Object item : KubernetesObjects.list(fields.get("targets"))) {
            Map<String, Object> target = KubernetesObjects.map(item);
            Map<String, Object> select = KubernetesObjects.map(target.get("select"));
            for (Map<String, Object> object : objects) {
                if (selects(select, object)) {
                    for (Object path : KubernetesObjects.list(target.get("fieldPaths"))) {
                        Optional<String> value = value(object, path.toString())
                                .map(text -> part(text, KubernetesObjects.map(target, "options")));
                        if (value.isPresent()) {
                            return value;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean selects(Map<String, Object> select, Map<String, Object> object) {
        return Objects.equals(select.get("kind"), object.get("kind"))
                && Objects.equals(select.get("name"), KubernetesObjects.name(object))
                && (!select.containsKey("namespace")
                        || Objects.equals(select.get("namespace"), KubernetesObjects.namespace(object)));
    }

    /** Walks {@code spec.containers.[name=a].args.[=b]}; the value of an element is what its brackets say. */
    private static Optional<String> value(Object object, String path) {
        Optional<Object> current = Optional.of(object);
        Matcher steps = STEP.matcher(path);
        while (steps.find() && current.isPresent()) {
            current = steps.group(1) == null
                    ? KubernetesObjects.find(current.get(), steps.group(2))
                    : bracket(current.get(), steps.group(1));
        }
        return current.map(Object::toString);
    }

    /** What is replaced of a text: all of it, or what stands between delimiters. */
    private static String part(String text, Map<String, Object> options) {
        if (!(options.get("delimiter") instanceof String delimiter)) {
            return text;
        }
        String[] parts = text.split(Pattern.quote(delimiter), -1);
        int index = options.get("index") instanceof Integer number ? number : 0;
        return index >= 0 && index < parts.length ? parts[index] : text;
    }

    private static Optional<Object> bracket(Object current, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return KubernetesObjects.find(current, text);
        }
        String key = text.substring(0, equals);
        String value = text.substring(equals + 1);
        for (Object item : KubernetesObjects.list(current)) {
            if (value.equals(key.isEmpty() ? item.toString() : KubernetesObjects.text(item, key))) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }
}
