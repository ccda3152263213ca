package dev.kfstack.kustomize;

import java.util.Set;

/** A part of an overlay that is applied together, in this order; each needs the ones before. */
public enum Wave {
    /** What makes other kinds valid. */
    DEFINITIONS(-2, "definitions of kinds"),

    /** Namespaces, who may do what in them, and cert-manager, whose certificates most webhooks start with. */
    FOUNDATIONS(-1, "namespaces, roles and cert-manager"),

    /** Controllers with all that they start with: among it certificates, which cert-manager's webhook judges. */
    APPS(0, "apps"),

    /** Objects of the apps' own kinds: the apps' webhooks judge them. */
    INSTANCES(1, "objects of the apps' kinds");

    /** Where cert-manager runs. */
    public static final String CERTIFICATES_NAMESPACE = "cert-manager";

    private static final Set<String> FOUNDATION_KINDS = Set.of(
            "Namespace",
            "NetworkPolicy",
            "PriorityClass",
            "ServiceAccount",
            "StorageClass",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding");

    /** The groups whose objects are applied with the apps: no app judges them, or cert-manager does, which runs by then. */
    private static final Set<String> WITH_APPS = Set.of(
            "",
            "acme.cert-manager.io",
            "admissionregistration.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "cert-manager.io",
            "extensions.istio.io",
            "gateway.networking.k8s.io",
            "monitoring.googleapis.com",
            "networking.gke.io",
            "networking.istio.io",
            "networking.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "security.istio.io",
            "storage.k8s.io",
            "telemetry.istio.io");

    private final int syncWave;
    private final String words;

    Wave(int syncWave, String words) {
        this.syncWave = syncWave;
        this.words = words;
    }

    /** The wave of an object; every object has one. */
    public static Wave of(String group, String kind, String namespace) {
        if (kind.equals("CustomResourceDefinition")) {
            return DEFINITIONS;
        }
        if (FOUNDATION_KINDS.contains(kind)
                || (namespace.equals(CERTIFICATES_NAMESPACE) && !group.equals("cert-manager.io"))) {
            return FOUNDATIONS;
        }
        return WITH_APPS.contains(group) ? APPS : INSTANCES;
    }

    /** In Argo CD, where 0 needs no annotation. */
    public int syncWave() {
        return syncWave;
    }

    /** What it holds, for a person. */
    public String words() {
        return words;
    }
}
