package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.environment.NodePool;
import dev.kfstack.problem.Problems;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlList;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlScalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form in which users start notebook servers: what all environments share is written by hand, where servers can run
 * is computed from the node pools. A pool has one name in both lists, so that affinity and tolerations fit together.
 */
final class Spawner {

    /** Written whole, with its images in the mirror. */
    static final String CONFIG_MAP = "v1 ConfigMap kubeflow/jupyter-web-app-config";

    private static final String FOLDER = "notebooks/";
    private static final String FILE = "spawner_ui_config.yaml";
    private static final String ROOT = "spawnerFormDefaults";
    private static final List<String> IMAGE_FIELDS = List.of("image", "imageGroupOne", "imageGroupTwo");

    private final Map<String, Object> shared;

    private Spawner(Map<String, Object> shared) {
        this.shared = shared;
    }

    /** Reads the hand-written part; a release without one keeps upstream's form. */
    static Spawner read(Path components, Problems problems) {
        Path file = components.resolve("notebooks").resolve("spawner.yaml");
        Optional<YamlMap> root = Files.exists(file) ? YamlFile.read(file, file.toString(), problems) : Optional.empty();
        return new Spawner(root.map(Spawner::map).orElse(Map.of()));
    }

    /** Files below the environment's folder; none without notebooks. */
    Map<String, Map<String, ?>> of(Environment environment) {
        if (!environment.kubeflow().components().contains(App.NOTEBOOKS) || shared.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> generator = new LinkedHashMap<>();
        generator.put("name", "jupyter-web-app-config");
        generator.put("namespace", "kubeflow");
        generator.put("behavior", "replace");
        generator.put("files", List.of(FILE));
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        files.put(
                FOLDER + "kustomization.yaml",
                Kustomization.component(Map.of("configMapGenerator", List.of(generator))));
        files.put(FOLDER + FILE, Map.of(ROOT, form(environment)));
        return files;
    }

    private Map<String, Object> form(Environment environment) {
        Map<String, Object> form = new LinkedHashMap<>(fields(shared.get(ROOT)));
        environment
                .kubeflow()
                .images()
                .mirror()
                .ifPresent(mirror -> IMAGE_FIELDS.forEach(
                        field -> form.computeIfPresent(field, (key, images) -> mirrored(images, mirror))));
        Map<String, NodePool> pools = environment.nodePools();
        boolean gpus =
                pools.values().stream().anyMatch(pool -> pool.accelerator().isPresent());
        form.put("gpus", gpus(gpus));
        form.put(
                "affinityConfig",
                choice(pools.entrySet().stream()
                        .map(pool -> affinity(pool.getKey(), pool.getValue()))
                        .toList()));
        form.put(
                "tolerationGroup",
                choice(pools.entrySet().stream()
                        .filter(pool -> !pool.getValue().taints(pool.getKey()).isEmpty())
                        .map(pool -> tolerations(pool.getKey(), pool.getValue()))
                        .toList()));
        return form;
    }

    /** The form knows GPUs by what pods ask for, not by their type: that is the affinity's part. */
    private static Map<String, Object> gpus(boolean present) {
        Map<String, Object> vendor = new LinkedHashMap<>();
        vendor.put("limitsKey", NodePool.GPU);
        vendor.put("uiName", "NVIDIA");
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("num", "none");
        value.put("vendor", "");
        value.put("vendors", present ? List.of(vendor) : List.of());
        return field(value);
    }

    private static Map<String, Object> choice(List<Map<String, Object>> options) {
        Map<String, Object> choice = field("");
        choice.put("options", options);
        return choice;
    }

    private static Map<String, Object> field(Object value) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("readOnly", false);
        field.put("value", value);
        return field;
    }

    private static Map<String, Object> affinity(String name, NodePool pool) {
        Map<String, Object> expression = new LinkedHashMap<>();
        expression.put("key", NodePool.POOL_LABEL);
        expression.put("operator", "In");
        expression.put("values", List.of(name));
        Map<String, Object> term = Map.of("matchExpressions", List.of(expression));
        Map<String, Object> option = option("configKey", name, pool);
        option.put(
                "affinity",
                Map.of(
                        "nodeAffinity",
                        Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                Map.of("nodeSelectorTerms", List.of(term)))));
        return option;
    }

    private static Map<String, Object> tolerations(String name, NodePool pool) {
        Map<String, Object> option = option("groupKey", name, pool);
        option.put("tolerations", PoolPodDefaults.tolerations(name, pool));
        return option;
    }

    private static Map<String, Object> option(String key, String name, NodePool pool) {
        Map<String, Object> option = new LinkedHashMap<>();
        option.put(key, name);
        option.put("displayName", PoolPodDefaults.describe(name, pool));
        return option;
    }

    private static Object mirrored(Object value, String mirror) {
        if (value instanceof String reference) {
            Image image = Image.of(reference);
            return image.nameIn(mirror) + image.suffix();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> mirrored(item, mirror)).toList();
        }
        Map<String, Object> mirrored = new LinkedHashMap<>(fields(value));
        mirrored.replaceAll((key, inner) -> mirrored(inner, mirror));
        return mirrored;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Map<String, Object> map(YamlMap node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.present().forEach((key, entry) -> map.put(key, value(entry.value())));
        return map;
    }

    /** A truth value stays one: the form takes the word "false" for true. */
    private static Object value(YamlNode node) {
        if (node instanceof YamlMap map) {
            return map(map);
        }
        if (node instanceof YamlList list) {
            return list.items().stream().map(Spawner::value).toList();
        }
        YamlScalar scalar = (YamlScalar) node;
        return scalar.kind() == YamlScalar.Kind.BOOLEAN ? (Object) Boolean.valueOf(scalar.text()) : scalar.text();
    }
}
