package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.names.ResourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Fields and objects that somebody else writes too. */
final class OwnerChecks {

    /** Fields that the API server never lets anybody change, by kind. */
    private static final Map<String, List<String[]>> IMMUTABLE = Map.of(
            "Deployment", List.<String[]>of(new String[] {"spec", "selector"}),
            "DaemonSet", List.<String[]>of(new String[] {"spec", "selector"}),
            "StatefulSet",
                    List.of(new String[] {"spec", "selector"}, new String[] {"spec", "serviceName"}, new String[] {
                        "spec", "volumeClaimTemplates"
                    }),
            "RoleBinding", List.<String[]>of(new String[] {"roleRef"}),
            "ClusterRoleBinding", List.<String[]>of(new String[] {"roleRef"}),
            "PersistentVolumeClaim",
                    List.of(
                            new String[] {"spec", "storageClassName"},
                            new String[] {"spec", "volumeName"},
                            new String[] {"spec", "accessModes"}),
            "PersistentVolume", List.<String[]>of(new String[] {"spec", "csi"}));

    private OwnerChecks() {}

    static List<RenderCheck> checks() {
        return List.of(
                new RenderCheck(
                        "one-owner",
                        "no object is one that the environment's Terraform writes: its secrets and volumes",
                        OwnerChecks::terraformsObjectsAreNotHere),
                new RenderCheck(
                        "controller-field",
                        "no field is one that a controller fills: the rules of aggregated roles, the caBundle of webhooks",
                        OwnerChecks::controllersFieldsAreNotHere),
                new RenderCheck(
                        "autoscaled-replicas",
                        "what a HorizontalPodAutoscaler scales has no replicas of its own",
                        OwnerChecks::autoscaledHaveNoReplicas),
                new RenderCheck(
                        "immutable-field",
                        "compared with an earlier build, no selector, roleRef, claim or volume source changes: that needs a"
                                + " deletion first",
                        OwnerChecks::immutableFieldsStay));
    }

    private static void terraformsObjectsAreNotHere(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        ResourceNames names = new ResourceNames(overlay.environment());
        List<String> terraform = new ArrayList<>();
        overlay.environment().secrets().values().forEach(secret -> secret.kubernetes()
                .ifPresent(kubernetes -> kubernetes.secrets().forEach(copy -> terraform.add("v1 Secret " + copy))));
        overlay.environment().disks().forEach((name, disk) -> terraform.add("v1 PersistentVolume " + names.disk(name)));
        terraform.stream()
                .filter(overlay.objects()::containsKey)
                .forEach(key -> finding.accept(key, "is Terraform's, and the overlay writes it too"));
    }

    private static void controllersFieldsAreNotHere(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.objects().forEach((key, object) -> {
            if (object.containsKey("aggregationRule") && object.containsKey("rules")) {
                finding.accept(key, "has rules, which the aggregation controller writes");
            }
            boolean caBundle = KubernetesObjects.list(object, "webhooks").stream()
                    .anyMatch(webhook ->
                            KubernetesObjects.map(webhook, "clientConfig").containsKey("caBundle"));
            if (caBundle) {
                finding.accept(key, "has a caBundle, which whoever issues the certificate writes");
            }
        });
    }

    private static void autoscaledHaveNoReplicas(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("HorizontalPodAutoscaler").forEach(autoscaler -> {
            Map<String, Object> target = KubernetesObjects.map(autoscaler.getValue(), "spec", "scaleTargetRef");
            String key = target.get("apiVersion") + " " + target.get("kind") + " "
                    + KubernetesObjects.namespace(autoscaler.getValue()) + "/" + target.get("name");
            if (KubernetesObjects.find(overlay.objects().get(key), "spec", "replicas")
                    .isPresent()) {
                finding.accept(key, "has replicas, and " + autoscaler.getKey() + " scales it");
            }
        });
    }

    private static void immutableFieldsStay(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.before().ifPresent(before -> before.all().forEach((key, old) -> {
            Map<String, Object> now = overlay.objects().get(key);
            if (now != null) {
                for (String[] path : IMMUTABLE.getOrDefault(String.valueOf(old.get("kind")), List.of())) {
                    Optional<Object> was = KubernetesObjects.find(old, (Object[]) path);
                    Optional<Object> is = KubernetesObjects.find(now, (Object[]) path);
                    if (!was.equals(is)) {
                        finding.accept(
                                key,
                                String.join(".", path) + " cannot change on a cluster: it was " + was.orElse("absent")
                                        + " and is " + is.orElse("absent"));
                    }
                }
            }
        }));
    }
}
