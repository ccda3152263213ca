package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What must be on the cluster before an object is. */
final class ScopeChecks {

    /** Made by every cluster. */
    private static final Set<String> NAMESPACES = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    private ScopeChecks() {}

    static List<RenderCheck> checks() {
        return List.of(
                new RenderCheck(
                        "namespace-made",
                        "every object's namespace is in the same build; in access/ it is a team's",
                        ScopeChecks::namespacesAreMade),
                new RenderCheck(
                        "cluster-scoped",
                        "no object of ours has a namespace where its kind has none, or none where it needs one",
                        ScopeChecks::scopesFit),
                new RenderCheck(
                        "wave-known",
                        "every kind is Kubernetes' own, GKE's, or has its CRD in the build: it has a wave in which it can be"
                                + " applied",
                        ScopeChecks::kindsAreKnown));
    }

    private static void namespacesAreMade(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        Set<String> made = new HashSet<>(NAMESPACES);
        overlay.ofKind("Namespace").forEach(namespace -> made.add(KubernetesObjects.name(namespace.getValue())));
        missing(overlay.objects(), made, "nothing in the build makes the namespace ", finding);
        missing(overlay.access(), overlay.environment().teams().keySet(), "no team makes the namespace ", finding);
    }

    private static void missing(
            Map<String, Map<String, Object>> objects,
            Set<String> made,
            String message,
            BiConsumer<String, String> finding) {
        objects.forEach((key, object) -> {
            String namespace = KubernetesObjects.namespace(object);
            if (!namespace.isEmpty() && !made.contains(namespace)) {
                finding.accept(key, message + namespace);
            }
        });
    }

    private static void scopesFit(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        Set<String> clusterScoped = overlay.ofKind("CustomResourceDefinition").stream()
                .map(Map.Entry::getValue)
                .filter(definition -> "Cluster".equals(KubernetesObjects.text(definition, "spec", "scope")))
                .map(Kinds::defined)
                .collect(Collectors.toSet());
        clusterScoped.addAll(Kinds.OF_THE_CLUSTER);
        overlay.objects().forEach((key, object) -> {
            boolean namespaced = !KubernetesObjects.namespace(object).isEmpty();
            // upstream's own: the API server leaves a namespace out where the kind has none
            boolean ours = !overlay.upstream().contains(key);
            if (ours && namespaced && clusterScoped.contains(Kinds.of(object))) {
                finding.accept(key, "has a namespace, and its kind is of the cluster");
            }
            if (!namespaced && !clusterScoped.contains(Kinds.of(object))) {
                finding.accept(key, "has no namespace: it would go wherever kubectl points");
            }
        });
    }

    private static void kindsAreKnown(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        Set<String> defined = overlay.ofKind("CustomResourceDefinition").stream()
                .map(definition -> Kinds.defined(definition.getValue()))
                .collect(Collectors.toSet());
        overlay.objects().forEach((key, object) -> {
            if (!Kinds.isOfEveryCluster(object) && !defined.contains(Kinds.of(object))) {
                finding.accept(key, "no CRD in the build defines its kind");
            }
        });
    }
}
