package dev.kfstack.kustomize;

import dev.kfstack.environment.Backup;
import dev.kfstack.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Velero's schedules.
 *
 * <p>Every backup holds the namespaces with their annotations: without {@code owner} on it, the profile controller takes a
 * restored namespace for somebody else's.
 */
final class VeleroSchedules {

    private static final String FOLDER = "backup/";

    /** What a restore must find first, whatever else a backup holds. */
    private static final List<String> ALWAYS = List.of("namespaces", "profiles.kubeflow.org");

    /** Made anew by controllers all the time, and of no use in another cluster. */
    private static final List<String> NEVER =
            List.of("endpointslices.discovery.k8s.io", "events", "events.events.k8s.io", "leases.coordination.k8s.io");

    /** As Velero takes them, by name alone or with the group; Kubernetes' own and those of the release. */
    static final Set<String> OF_THE_CLUSTER = Set.of(
            "apiservices",
            "apiservices.apiregistration.k8s.io",
            "clusterdomainclaims.networking.internal.knative.dev",
            "clusterissuers.cert-manager.io",
            "clusterrolebindings",
            "clusterrolebindings.rbac.authorization.k8s.io",
            "clusterroles",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterservingruntimes.serving.kserve.io",
            "clusterstoragecontainers.serving.kserve.io",
            "clustertrainingruntimes.trainer.kubeflow.org",
            "clusterworkflowtemplates.argoproj.io",
            "compositecontrollers.metacontroller.k8s.io",
            "customresourcedefinitions",
            "customresourcedefinitions.apiextensions.k8s.io",
            "decoratorcontrollers.metacontroller.k8s.io",
            "localmodelcaches.serving.kserve.io",
            "localmodelnodegroups.serving.kserve.io",
            "localmodelnodes.serving.kserve.io",
            "mutatingwebhookconfigurations",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "namespaces",
            "nodes",
            "persistentvolumes",
            "priorityclasses",
            "priorityclasses.scheduling.k8s.io",
            "profiles.kubeflow.org",
            "runtimeclasses",
            "runtimeclasses.node.k8s.io",
            "storageclasses",
            "storageclasses.storage.k8s.io",
            "validatingwebhookconfigurations",
            "validatingwebhookconfigurations.admissionregistration.k8s.io");

    private VeleroSchedules() {}

    /** Files below the environment's folder; none without schedules. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        Map<String, Backup.Schedule> schedules =
                environment.backup().velero().map(Backup.Velero::schedules).orElse(Map.of());
        if (!schedules.isEmpty()) {
            List<String> resources =
                    schedules.keySet().stream().map(name -> name + ".yaml").toList();
            files.put(FOLDER + "kustomization.yaml", Kustomization.component(Map.of("resources", resources)));
            schedules.forEach((name, schedule) -> files.put(FOLDER + name + ".yaml", schedule(name, schedule)));
        }
        return files;
    }

    private static Map<String, ?> schedule(String name, Backup.Schedule schedule) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("schedule", schedule.cron());
        // a backup outlives its schedule
        spec.put("useOwnerReferencesInBackup", false);
        spec.put("skipImmediately", true);
        spec.put("template", template(schedule));
        Map<String, Object> object =
                ObjectKey.of("velero.io/v1 Schedule velero/" + name).head();
        object.put("spec", spec);
        return object;
    }

    private static Map<String, ?> template(Backup.Schedule schedule) {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("includedNamespaces", List.of("*"));
        template.put("excludedNamespaces", List.of("kube-system", "velero"));
        if (schedule.resources() instanceof Backup.Resources.Kinds kinds) {
            List<String> ofTheCluster = new ArrayList<>(ALWAYS);
            List<String> namespaced = new ArrayList<>();
            for (String kind : kinds.kinds()) {
                List<String> list = OF_THE_CLUSTER.contains(kind) ? ofTheCluster : namespaced;
                if (!list.contains(kind)) {
                    list.add(kind);
                }
            }
            template.put("includedClusterScopedResources", ofTheCluster);
            template.put("includedNamespaceScopedResources", namespaced);
        } else {
            template.put("includedClusterScopedResources", List.of("*"));
            template.put("includedNamespaceScopedResources", List.of("*"));
            template.put("excludedNamespaceScopedResources", NEVER);
        }
        template.put("snapshotVolumes", schedule.snapshots());
        if (schedule.snapshots()) {
            template.put("volumeSnapshotLocations", List.of("default"));
        }
        template.put("storageLocation", "default");
        template.put("ttl", schedule.keepHours() + "h0m0s");
        return template;
    }
}
