package dev.kfstack.kustomize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fixed heads of kustomization.yaml. */
final class Kustomization {

    private Kustomization() {}

    /** A folder that collects files. */
    static Map<String, ?> plain(List<String> resources) {
        return kustomization(Map.of("resources", resources));
    }

    /** A build of its own. */
    static Map<String, ?> kustomization(Map<String, ?> fields) {
        return head("kustomize.config.k8s.io/v1beta1", "Kustomization", fields);
    }

    /** A part of other builds. */
    static Map<String, ?> component(Map<String, ?> fields) {
        return head("kustomize.config.k8s.io/v1alpha1", "Component", fields);
    }

    private static Map<String, ?> head(String apiVersion, String kind, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("apiVersion", apiVersion);
        all.put("kind", kind);
        all.putAll(fields);
        return all;
    }
}
