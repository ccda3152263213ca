package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.Map;
import java.util.Set;

/** Kinds of objects, as {@code group/Kind}; without a group for the oldest ones. */
final class Kinds {

    /** Kubernetes' own that have no namespace. */
    static final Set<String> OF_THE_CLUSTER = Set.of(
            "/Namespace",
            "/Node",
            "/PersistentVolume",
            "admissionregistration.k8s.io/MutatingWebhookConfiguration",
            "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
            "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
            "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
            "apiextensions.k8s.io/CustomResourceDefinition",
            "apiregistration.k8s.io/APIService",
            "gateway.networking.k8s.io/GatewayClass",
            "networking.k8s.io/IngressClass",
            "node.k8s.io/RuntimeClass",
            "rbac.authorization.k8s.io/ClusterRole",
            "rbac.authorization.k8s.io/ClusterRoleBinding",
            "scheduling.k8s.io/PriorityClass",
            "storage.k8s.io/CSIDriver",
            "storage.k8s.io/StorageClass");

    /** Groups that a GKE cluster with the Gateway API and managed Prometheus serves without anything of ours. */
    private static final Set<String> OF_EVERY_CLUSTER = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "cloud.google.com",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "gateway.networking.k8s.io",
            "monitoring.googleapis.com",
            "networking.gke.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "snapshot.storage.k8s.io",
            "storage.k8s.io",
            // not of every cluster, but of every one of ours: Velero's client brings them (docs/restore.md)
            "velero.io");

    private Kinds() {}

    static String of(Map<String, Object> object) {
        return KubernetesObjects.group(object) + "/" + object.get("kind");
    }

    /** What a CRD defines. */
    static String defined(Map<String, Object> definition) {
        return KubernetesObjects.text(definition, "spec", "group") + "/"
                + KubernetesObjects.text(definition, "spec", "names", "kind");
    }

    static boolean isOfEveryCluster(Map<String, Object> object) {
        return OF_EVERY_CLUSTER.contains(KubernetesObjects.group(object));
    }
}
