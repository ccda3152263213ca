package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EmittedBackupTest {

    private static final String FOLDER = "kf-test/backup/";

    @Test
    void aScheduleOfSecretsTakesTheNamespacesAndTheirOwnersAlong() {
        KubernetesObjects objects = new KubernetesObjects(
                Sample.files(List.of(Sample.changed(""))).getOrDefault(FOLDER + "secrets-hourly.yaml", ""));

        assertThat(objects.at("velero.io/v1 Schedule velero/secrets-hourly", "spec"))
                .isEqualTo(Map.of(
                        "schedule",
                        "0 * * * *",
                        "useOwnerReferencesInBackup",
                        false,
                        "skipImmediately",
                        true,
                        "template",
                        Map.of(
                                "includedNamespaces", List.of("*"),
                                "excludedNamespaces", List.of("kube-system", "velero"),
                                "includedClusterScopedResources", List.of("namespaces", "profiles.kubeflow.org"),
                                "includedNamespaceScopedResources", List.of("secrets"),
                                "snapshotVolumes", false,
                                "storageLocation", "default",
                                "ttl", "168h0m0s")));
    }

    @Test
    void theMetricsThatAlertsReadAreCollectedFromThePortThatServesThem() {
        KubernetesObjects objects = Builds.of(Sample.changed(""));
        String monitoring = "monitoring.googleapis.com/v1 PodMonitoring velero/velero";
        String server = "apps/v1 Deployment velero/velero";

        assertThat(objects.at(monitoring, "spec", "selector", "matchLabels"))
                .isEqualTo(objects.at(server, "spec", "template", "metadata", "labels"));
        assertThat(objects.at(monitoring, "spec", "endpoints").toString()).contains("port=metrics");
        assertThat(objects.at(server, "spec", "template", "spec", "containers").toString())
                .contains("containerPort=8085, name=metrics");
    }

    @Test
    void aScheduleOfEverythingLeavesOutWhatControllersMakeAnew() {
        KubernetesObjects objects = new KubernetesObjects(
                Sample.files(List.of(Sample.changed(""))).getOrDefault(FOLDER + "platform-daily.yaml", ""));
        String schedule = "velero.io/v1 Schedule velero/platform-daily";

        assertThat(objects.at(schedule, "spec", "template", "includedClusterScopedResources"))
                .isEqualTo(List.of("*"));
        assertThat(objects.at(schedule, "spec", "template", "excludedNamespaceScopedResources")
                        .toString())
                .contains("events", "leases.coordination.k8s.io");
        assertThat(objects.at(schedule, "spec", "template", "volumeSnapshotLocations"))
                .isEqualTo(List.of("default"));
    }

    @Test
    void kindsOfTheClusterGoWhereVeleroLooksForThem() {
        String changes = "backup: {velero: {schedules: {roles: {cron: 1 * * * *, keepHours: 1, resources:"
                + " [configmaps, clusterroles, namespaces, clusterservingruntimes.serving.kserve.io]}}}}\n";
        KubernetesObjects objects = new KubernetesObjects(
                Sample.files(List.of(Sample.changed(changes))).getOrDefault(FOLDER + "roles.yaml", ""));

        assertThat(objects.at(
                        "velero.io/v1 Schedule velero/roles", "spec", "template", "includedClusterScopedResources"))
                .isEqualTo(List.of(
                        "namespaces",
                        "profiles.kubeflow.org",
                        "clusterroles",
                        "clusterservingruntimes.serving.kserve.io"));
        assertThat(objects.at(
                        "velero.io/v1 Schedule velero/roles", "spec", "template", "includedNamespaceScopedResources"))
                .isEqualTo(List.of("configmaps"));
    }

    @Test
    void everyKindOfTheReleaseThatIsOfTheClusterIsKnownToBe() {
        Set<String> ofTheCluster = new TreeSet<>();
        for (Map<String, Object> object : Builds.of(
                        Sample.changed("kubeflow: {components: [pipelines, katib, notebooks, volumes, tensorboards,"
                                + " trainer, kserve, spark-operator, dashboard, profiles]}"))
                .all()
                .values()) {
            if ("Cluster".equals(KubernetesObjects.text(object, "spec", "scope"))) {
                ofTheCluster.add(KubernetesObjects.name(object));
            }
        }

        assertThat(ofTheCluster).contains("clusterservingruntimes.serving.kserve.io");
        assertThat(VeleroSchedules.OF_THE_CLUSTER).containsAll(ofTheCluster);
    }

    @Test
    void withoutVeleroNothingOfItIsThere() {
        Map<String, String> files = Sample.files(List.of(Sample.changed("backup: {velero: null}\n")));

        assertThat(files.keySet()).noneMatch(path -> path.startsWith(FOLDER));
        assertThat(files.getOrDefault("kf-test/kustomization.yaml", "")).doesNotContain("velero", "backup");
    }
}
