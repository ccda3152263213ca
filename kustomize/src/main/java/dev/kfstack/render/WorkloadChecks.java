package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What keeps workloads running. */
final class WorkloadChecks {

    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private WorkloadChecks() {}

    static List<RenderCheck> checks() {
        return List.of(new RenderCheck(
                "disruption-budget",
                "a PodDisruptionBudget selects the pods of exactly one workload",
                WorkloadChecks::budgetsSelectOneWorkload));
    }

    private static void budgetsSelectOneWorkload(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("PodDisruptionBudget").forEach(budget -> {
            Map<String, Object> labels = KubernetesObjects.map(budget.getValue(), "spec", "selector", "matchLabels");
            List<String> selected = overlay.objects().entrySet().stream()
                    .filter(object ->
                            KINDS.contains(String.valueOf(object.getValue().get("kind"))))
                    .filter(object -> KubernetesObjects.namespace(object.getValue())
                            .equals(KubernetesObjects.namespace(budget.getValue())))
                    .filter(object -> KubernetesObjects.map(object.getValue(), "spec", "template", "metadata", "labels")
                            .entrySet()
                            .containsAll(labels.entrySet()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (selected.size() != 1) {
                finding.accept(
                        budget.getKey(),
                        "must select one workload, and selects "
                                + (selected.isEmpty() ? "none" : String.join(", ", selected)));
            }
        });
    }
}
