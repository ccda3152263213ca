package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Resources;
import dev.kfstack.environment.Quantity;
import dev.kfstack.release.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What platform parts get where the environment says more than upstream: requests, replicas, and protection of both. */
final class WorkloadResources {

    private static final String FOLDER = "resources/";
    private static final String ADDED = "disruption-budgets.yaml";
    private static final String AUTOSCALER = "autoscaling/v2 HorizontalPodAutoscaler ";
    private static final String BUDGET = "policy/v1 PodDisruptionBudget ";

    private final Inventory inventory;
    private final Set<String> objects;
    private final List<Map<String, ?>> patches = new ArrayList<>();
    private final List<Map<String, ?>> added = new ArrayList<>();

    private WorkloadResources(Inventory inventory) {
        this.inventory = inventory;
        this.objects = inventory.objects();
    }

    /** Files below the environment's folder; none where upstream's values stand. */
    static Map<String, Map<String, ?>> of(Environment environment, Inventory inventory) {
        WorkloadResources all = new WorkloadResources(inventory);
        environment.kubeflow().resources().forEach(all::workload);
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        if (!all.added.isEmpty()) {
            fields.put("resources", List.of(ADDED));
        }
        if (!all.patches.isEmpty()) {
            fields.put("patches", all.patches);
        }
        if (!fields.isEmpty()) {
            files.put(FOLDER + "kustomization.yaml", Kustomization.component(fields));
        }
        if (!all.added.isEmpty()) {
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("apiVersion", "v1");
            list.put("kind", "List");
            list.put("items", all.added);
            files.put(FOLDER + ADDED, list);
        }
        return files;
    }

    /** Names that can be given resources. */
    static Set<String> names(Inventory inventory) {
        Set<String> names = new TreeSet<>();
        inventory.workloads().keySet().stream()
                .filter(key -> !Release.Workload.isOnEveryNode(key))
                .forEach(key -> names.add(name(key)));
        return names;
    }

    /** Names of those that upstream scales by load. */
    static Set<String> autoscaled(Inventory inventory) {
        Set<String> names = new TreeSet<>();
        inventory.objects().stream()
                .filter(object -> object.startsWith(AUTOSCALER))
                .forEach(object -> names.add(name(object)));
        return names;
    }

    private void workload(String name, Resources resources) {
        inventory.workloads().forEach((key, workload) -> {
            if (name(key).equals(name) && !Release.Workload.isOnEveryNode(key)) {
                pods(key, workload, resources);
                replicas(key, workload, resources);
            }
        });
    }

    private void pods(String key, Release.Workload workload, Resources resources) {
        Map<String, Object> amounts = new LinkedHashMap<>();
        put(amounts, "requests", resources.cpu(), resources.memory());
        put(amounts, "limits", resources.cpuLimit(), resources.memoryLimit());
        if (amounts.isEmpty()) {
            return;
        }
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", workload.containers().get(0));
        container.put("resources", amounts);
        patch(ObjectKey.of(key).head(), Map.of("template", Map.of("spec", Map.of("containers", List.of(container)))));
    }

    private static void put(
            Map<String, Object> amounts, String field, Optional<Quantity> cpu, Optional<Quantity> memory) {
        Map<String, String> values = new LinkedHashMap<>();
        cpu.ifPresent(amount -> values.put("cpu", amount.text()));
        memory.ifPresent(amount -> values.put("memory", amount.text()));
        if (!values.isEmpty()) {
            amounts.put(field, values);
        }
    }

    /** Upstream's autoscaler owns the number of replicas; without one the Deployment does. */
    private void replicas(String key, Release.Workload workload, Resources resources) {
        int fewest = resources.minReplicas().orElse(1);
        Map<String, Object> bounds = new LinkedHashMap<>();
        resources.minReplicas().ifPresent(min -> bounds.put("minReplicas", min));
        resources.maxReplicas().ifPresent(max -> bounds.put("maxReplicas", max));
        if (bounds.isEmpty()) {
            return;
        }
        if (objects.contains(AUTOSCALER + id(key))) {
            patch(ObjectKey.of(AUTOSCALER + id(key)).head(), bounds);
        } else {
            patch(ObjectKey.of(key).head(), Map.of("replicas", fewest));
        }
        if (fewest > 1 && !objects.contains(BUDGET + id(key) + "-pdb")) {
            Map<String, Object> budget = ObjectKey.of(BUDGET + id(key)).head();
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("maxUnavailable", 1);
            // a pod that never got ready must not keep a node from being drained
            spec.put("unhealthyPodEvictionPolicy", "AlwaysAllow");
            spec.put("selector", Map.of("matchLabels", workload.selector()));
            budget.put("spec", spec);
            added.add(budget);
        }
    }

    private void patch(Map<String, Object> object, Map<String, ?> spec) {
        object.put("spec", spec);
        patches.add(Map.of("patch", OverlayYaml.fragment(object)));
    }

    /** {@code kubeflow/ml-pipeline} of {@code apps/v1 Deployment kubeflow/ml-pipeline}. */
    private static String id(String key) {
        return key.substring(key.lastIndexOf(' ') + 1);
    }

    private static String name(String key) {
        return ObjectKey.of(key).name();
    }
}
