package dev.kfstack.kustomize;

import java.util.LinkedHashMap;
import java.util.Map;

/** A ConfigMap that kustomize reads for replacements, and leaves out of the result. */
final class LocalConfigMap {

    private LocalConfigMap() {}

    static Map<String, ?> of(String name, Map<String, String> data) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("annotations", Map.of("config.kubernetes.io/local-config", "true"));
        Map<String, Object> configMap = new LinkedHashMap<>();
        configMap.put("apiVersion", "v1");
        configMap.put("kind", "ConfigMap");
        configMap.put("metadata", metadata);
        configMap.put("data", data);
        return configMap;
    }
}
