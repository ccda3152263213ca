package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.environment.NodePool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PodDefault in a team's namespace for each pool with taints: pods with the label {@code pool-NAME: "true"} tolerate
 * them. A PodDefault can say no more: it knows no selector, so the pod chooses its node itself.
 */
final class PoolPodDefaults {

    private PoolPodDefaults() {}

    /** The objects of one team; none without notebooks, which bring the kind. */
    static List<Map<String, ?>> of(Environment environment, String team) {
        List<Map<String, ?>> objects = new ArrayList<>();
        if (environment.kubeflow().components().contains(App.NOTEBOOKS)) {
            environment.nodePools().forEach((name, pool) -> {
                if (!pool.taints(name).isEmpty()) {
                    objects.add(podDefault(team, name, pool));
                }
            });
        }
        return objects;
    }

    private static Map<String, ?> podDefault(String team, String name, NodePool pool) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("desc", "May run on " + describe(name, pool));
        spec.put("selector", Map.of("matchLabels", Map.of("pool-" + name, "true")));
        spec.put("tolerations", tolerations(name, pool));
        Map<String, Object> object = ObjectKey.of("kubeflow.org/v1alpha1 PodDefault " + team + "/pool-" + name)
                .head();
        object.put("spec", spec);
        return object;
    }

    /** How users see a pool: {@code gpu-l4 (nvidia-l4, g2-standard-12)}. */
    static String describe(String name, NodePool pool) {
        String gpu = pool.accelerator().map(gpus -> gpus.type() + ", ").orElse("");
        return name + " (" + gpu + pool.machineType() + ")";
    }

    /** What a pod must tolerate to run on the pool. */
    static List<Map<String, Object>> tolerations(String name, NodePool pool) {
        return pool.taints(name).stream().map(PoolPodDefaults::toleration).toList();
    }

    private static Map<String, Object> toleration(NodePool.Taint taint) {
        Map<String, Object> toleration = new LinkedHashMap<>();
        toleration.put("key", taint.key());
        toleration.put("operator", "Equal");
        toleration.put("value", taint.value());
        toleration.put("effect", "NoSchedule");
        return toleration;
    }
}
