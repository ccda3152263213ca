package dev.kfstack.render;

import dev.kfstack.environment.NodePool;
import dev.kfstack.gke.MachineType;
import dev.kfstack.kustomize.KubernetesObjects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Pods that no node of the environment would ever take. */
final class PoolChecks {

    /** Taints that Kubernetes, GKE and Istio put on nodes for a while, and one that add-ons tolerate by custom. */
    private static final List<String> PASSING = List.of(
            "node.kubernetes.io/", "node.cloudprovider.kubernetes.io/", "cni.istio.io/not-ready", "CriticalAddonsOnly");

    /** A pool's labels and taints, as a node has them. */
    private record Node(Map<String, String> labels, List<NodePool.Taint> taints) {}

    private PoolChecks() {}

    static List<RenderCheck> checks() {
        return List.of(new RenderCheck(
                "pool-matches",
                "every node selector matches a node pool all of whose taints are tolerated, and every toleration is of a"
                        + " pool's taint",
                PoolChecks::podsFindANode));
    }

    private static void podsFindANode(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        List<Node> nodes = new ArrayList<>();
        overlay.environment().nodePools().forEach((name, pool) -> nodes.add(node(name, pool)));
        for (Map<String, Map<String, Object>> objects : List.of(overlay.objects(), overlay.access())) {
            objects.forEach((key, object) -> {
                if (!"CustomResourceDefinition".equals(object.get("kind"))) {
                    Set<String> found = new LinkedHashSet<>();
                    search(object, nodes, found);
                    found.forEach(message -> finding.accept(key, message));
                }
            });
        }
    }

    private static Node node(String name, NodePool pool) {
        Map<String, String> labels = new TreeMap<>(pool.nodeLabels(name));
        boolean arm =
                MachineType.of(pool.machineType()).filter(MachineType::arm).isPresent();
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", arm ? "arm64" : "amd64");
        labels.put("node.kubernetes.io/instance-type", pool.machineType());
        labels.put(
                "cloud.google.com/machine-family",
                pool.machineType().substring(0, pool.machineType().indexOf('-')));
        pool.accelerator().ifPresent(gpus -> labels.put("cloud.google.com/gke-accelerator", gpus.type()));
        if (pool.spot()) {
            labels.put("cloud.google.com/gke-spot", "true");
        }
        return new Node(labels, pool.taints(name));
    }

    private static void search(Object value, List<Node> nodes, Set<String> found) {
        if (value instanceof List<?> items) {
            items.forEach(item -> search(item, nodes, found));
            return;
        }
        Map<String, Object> fields = KubernetesObjects.map(value);
        Map<String, Object> selector = KubernetesObjects.map(fields, "nodeSelector");
        List<?> tolerations = KubernetesObjects.list(fields, "tolerations");
        List<Node> selected = nodes.stream()
                .filter(node -> node.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
        if (!selector.isEmpty() && selected.isEmpty()) {
            found.add("selects nodes by " + selector + ", which no node pool has");
        } else if (!selector.isEmpty() && selected.stream().noneMatch(node -> isTolerated(node, tolerations))) {
            found.add("selects nodes by " + selector + ", and does not tolerate their taints "
                    + selected.get(0).taints());
        }
        tolerations.stream()
                .filter(toleration -> isOfNoPool(toleration, nodes))
                .forEach(toleration -> found.add("tolerates " + toleration + ", which is no node pool's taint"));
        fields.values().forEach(inner -> {
            if (inner != null) {
                search(inner, nodes, found);
            }
        });
    }

    private static boolean isTolerated(Node node, List<?> tolerations) {
        return node.taints().stream()
                .allMatch(taint -> tolerations.stream().anyMatch(toleration -> tolerates(toleration, taint)));
    }

    private static boolean isOfNoPool(Object toleration, List<Node> nodes) {
        String key = KubernetesObjects.text(toleration, "key");
        return !key.isEmpty()
                && PASSING.stream().noneMatch(key::startsWith)
                && nodes.stream()
                        .flatMap(node -> node.taints().stream())
                        .noneMatch(taint -> tolerates(toleration, taint));
    }

    private static boolean tolerates(Object toleration, NodePool.Taint taint) {
        String key = KubernetesObjects.text(toleration, "key");
        boolean exists = KubernetesObjects.text(toleration, "operator").equals("Exists");
        return exists
                ? key.isEmpty() || key.equals(taint.key())
                : key.equals(taint.key())
                        && KubernetesObjects.text(toleration, "value").equals(taint.value());
    }
}
