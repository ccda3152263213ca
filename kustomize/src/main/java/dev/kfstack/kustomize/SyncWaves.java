package dev.kfstack.kustomize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Annotates objects for Argo CD: their wave, and what is never pruned. By transformers: they cost a build nothing, where
 * one patch of all CRDs costs two seconds.
 */
final class SyncWaves {

    private static final String SYNC_WAVE = "argocd.argoproj.io/sync-wave";
    private static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";
    private static final String KEPT = "Prune=false,Delete=false";
    private static final List<String> NEVER_PRUNED =
            List.of("CustomResourceDefinition", "PersistentVolumeClaim", "Profile");

    private SyncWaves() {}

    /** @param inventory what the environment consists of */
    static Map<String, Map<String, ?>> of(Inventory inventory) {
        Map<Wave, Set<String>> kinds = new TreeMap<>();
        Set<String> namespaced = new TreeSet<>();
        Set<String> all = new TreeSet<>(inventory.objects());
        // emitted beside what the components bring
        all.add("kubeflow.org/v1 Profile team");
        all.add("velero.io/v1 Schedule velero/schedule");
        for (String key : all) {
            ObjectKey object = ObjectKey.of(key);
            Wave wave = Wave.of(object.group(), object.kind(), "");
            if (wave != Wave.APPS) {
                kinds.computeIfAbsent(wave, none -> new TreeSet<>()).add(object.group() + "/" + object.kind());
            } else if (Wave.of(object.group(), object.kind(), object.namespace()) != wave) {
                namespaced.add(object.kind());
            }
        }
        List<String> transformers = new ArrayList<>();
        kinds.forEach((wave, ofWave) -> transformers.add(annotations(
                "wave-" + wave.name().toLowerCase(Locale.ROOT),
                SYNC_WAVE,
                String.valueOf(wave.syncWave()),
                ofWave.stream().<Map<String, ?>>map(SyncWaves::field).toList())));
        transformers.add(annotations(
                "never-pruned",
                SYNC_OPTIONS,
                KEPT,
                NEVER_PRUNED.stream()
                        .<Map<String, ?>>map(kind -> field("/" + kind))
                        .toList()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transformers", transformers);
        if (!namespaced.isEmpty()) {
            fields.put("patches", List.of(ofNamespace(namespaced)));
        }
        return Map.of("sync-waves/kustomization.yaml", Kustomization.component(fields));
    }

    /** cert-manager itself, by the kinds that it consists of. */
    private static Map<String, ?> ofNamespace(Set<String> kinds) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("kind", "(" + String.join("|", kinds) + ")");
        target.put("namespace", Wave.CERTIFICATES_NAMESPACE);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "any");
        metadata.put("annotations", Map.of(SYNC_WAVE, String.valueOf(Wave.FOUNDATIONS.syncWave())));
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("apiVersion", "v1");
        patch.put("kind", "Any");
        patch.put("metadata", metadata);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("target", target);
        entry.put("patch", OverlayYaml.fragment(patch));
        return entry;
    }

    private static String annotations(String name, String key, String value, List<Map<String, ?>> fieldSpecs) {
        Map<String, Object> transformer = new LinkedHashMap<>();
        transformer.put("apiVersion", "builtin");
        transformer.put("kind", "AnnotationsTransformer");
        transformer.put("metadata", Map.of("name", name));
        transformer.put("annotations", Map.of(key, value));
        transformer.put("fieldSpecs", fieldSpecs);
        return OverlayYaml.fragment(transformer);
    }

    /** @param kind {@code group/Kind}; without a group any group */
    private static Map<String, ?> field(String kind) {
        int slash = kind.indexOf('/');
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("path", "metadata/annotations");
        field.put("create", true);
        if (slash > 0) {
            field.put("group", kind.substring(0, slash));
        }
        field.put("kind", kind.substring(slash + 1));
        return field;
    }
}
