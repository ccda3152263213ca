package dev.kfstack.kustomize;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which object, as the facts of a release and {@link KubernetesObjects} write it: {@code apps/v1 Deployment
 * kubeflow/ml-pipeline}.
 *
 * @param group empty for the core group
 * @param namespace empty for what is the cluster's own
 */
public record ObjectKey(String group, String version, String kind, String namespace, String name) {

    /** Reads a key. */
    public static ObjectKey of(String key) {
        String[] words = key.split(" ", 3);
        int version = words[0].indexOf('/') + 1;
        int name = words[2].indexOf('/') + 1;
        return new ObjectKey(
                words[0].substring(0, Math.max(0, version - 1)),
                words[0].substring(version),
                words[1],
                words[2].substring(0, Math.max(0, name - 1)),
                words[2].substring(name));
    }

    /** What the object's manifest begins with; more can be put behind it. */
    Map<String, Object> head() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("apiVersion", group.isEmpty() ? version : group + "/" + version);
        head.put("kind", kind);
        head.put("metadata", metadata);
        return head;
    }
}
