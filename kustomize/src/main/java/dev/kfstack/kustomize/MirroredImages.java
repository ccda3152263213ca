package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that name images, with the mirror's names. By replacements, since kustomize's {@code images:} goes through every
 * object once for each image, which makes a build half as long again, and passes over in silence what is not there.
 */
final class MirroredImages {

    private static final String FOLDER = "mirrored-images/";
    private static final String CONFIG_MAP = "kfstack-images";

    private MirroredImages() {}

    /** Files below the environment's folder; none without a mirror. */
    static Map<String, Map<String, ?>> of(Environment environment, Inventory inventory) {
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        environment.kubeflow().images().mirror().ifPresent(mirror -> {
            Map<String, String> names = new LinkedHashMap<>();
            List<Map<String, ?>> replacements = new ArrayList<>();
            inventory.images().forEach((reference, users) -> {
                Image image = Image.of(reference);
                String key = reference.replaceAll("[/:@]", "_");
                names.put(key, image.nameIn(mirror) + image.suffix());
                replacements.add(replacement(key, users));
            });
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("resources", List.of("images.yaml"));
            fields.put("replacements", replacements);
            files.put(FOLDER + "kustomization.yaml", Kustomization.component(fields));
            files.put(FOLDER + "images.yaml", LocalConfigMap.of(CONFIG_MAP, names));
        });
        return files;
    }

    private static Map<String, ?> replacement(String key, Map<String, List<String>> users) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("kind", "ConfigMap");
        source.put("name", CONFIG_MAP);
        source.put("fieldPath", "data." + key.replace(".", "\\."));
        List<Map<String, ?>> targets = new ArrayList<>();
        users.forEach((object, fields) -> {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("select", select(ObjectKey.of(object)));
            target.put("fieldPaths", fields);
            targets.add(target);
        });
        Map<String, Object> replacement = new LinkedHashMap<>();
        replacement.put("source", source);
        replacement.put("targets", targets);
        return replacement;
    }

    private static Map<String, String> select(ObjectKey object) {
        Map<String, String> select = new LinkedHashMap<>();
        select.put("group", object.group());
        select.put("kind", object.kind());
        select.put("namespace", object.namespace());
        select.put("name", object.name());
        select.values().removeIf(String::isEmpty);
        return select;
    }
}
