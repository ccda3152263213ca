package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerCluster;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigDnsCacheConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigGcePersistentDiskCsiDriverConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigGcpFilestoreCsiDriverConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigGcsFuseCsiDriverConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigGkeBackupAgentConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigHorizontalPodAutoscaling;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigHttpLoadBalancing;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigNetworkPolicyConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAddonsConfigRayOperatorConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterCostManagementConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterFleet;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterLoggingConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMaintenancePolicy;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMaintenancePolicyMaintenanceExclusion;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMaintenancePolicyMaintenanceExclusionExclusionOptions;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMaintenancePolicyRecurringWindow;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMonitoringConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMonitoringConfigAdvancedDatapathObservabilityConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMonitoringConfigManagedPrometheus;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMonitoringConfigManagedPrometheusAutoMonitoringConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNotificationConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNotificationConfigPubsub;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNotificationConfigPubsubFilter;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterReleaseChannel;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterVerticalPodAutoscaling;
import dev.kfstack.environment.Cluster;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How the cluster is run: versions, maintenance, logs, metrics, add-ons. */
final class ClusterOperations {

    private static final List<String> LOGS =
            List.of("SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER");
    private static final List<String> METRICS = List.of(
            "SYSTEM_COMPONENTS",
            "APISERVER",
            "SCHEDULER",
            "CONTROLLER_MANAGER",
            "STORAGE",
            "POD",
            "DEPLOYMENT",
            "STATEFULSET",
            "DAEMONSET",
            "HPA",
            "CADVISOR",
            "KUBELET",
            "DCGM");

    private static final List<String> EVENTS =
            List.of("UPGRADE_AVAILABLE_EVENT", "UPGRADE_EVENT", "SECURITY_BULLETIN_EVENT");

    /** Whole days, one after another. */
    private static final Cluster.Window ALWAYS = new Cluster.Window("2026-01-01T00:00:00Z", 24, "FREQ=DAILY");

    private ClusterOperations() {}

    static void write(ContainerCluster.Builder cluster, ResourceNames names) {
        Environment environment = names.environment();
        cluster.releaseChannel(ContainerClusterReleaseChannel.builder()
                        .channel(environment.cluster().releaseChannel().name())
                        .build())
                .costManagementConfig(ContainerClusterCostManagementConfig.builder()
                        .enabled(true)
                        .build())
                .verticalPodAutoscaling(ContainerClusterVerticalPodAutoscaling.builder()
                        .enabled(true)
                        .build())
                .clusterAutoscaling(ClusterAutoscaling.of(names))
                .notificationConfig(notifications(names));
        environment
                .cluster()
                .fleet()
                .ifPresent(fleet -> cluster.fleet(
                        ContainerClusterFleet.builder().project(fleet.project()).build()));
        maintenance(cluster, environment.cluster().maintenance());
        observability(cluster);
        addons(cluster, environment);
    }

    private static ContainerClusterNotificationConfig notifications(ResourceNames names) {
        ContainerClusterNotificationConfigPubsub.Builder pubsub = ContainerClusterNotificationConfigPubsub.builder()
                .enabled(names.environment().cluster().notifications());
        if (names.environment().cluster().notifications()) {
            pubsub.topic("projects/" + names.environment().project().id() + "/topics/" + names.notificationsTopic())
                    .filter(ContainerClusterNotificationConfigPubsubFilter.builder()
                            .eventType(EVENTS)
                            .build());
        }
        return ContainerClusterNotificationConfig.builder()
                .pubsub(pubsub.build())
                .build();
    }

    private static void observability(ContainerCluster.Builder cluster) {
        cluster.loggingConfig(ContainerClusterLoggingConfig.builder()
                        .enableComponents(LOGS)
                        .build())
                .monitoringConfig(ContainerClusterMonitoringConfig.builder()
                        .enableComponents(METRICS)
                        .managedPrometheus(ContainerClusterMonitoringConfigManagedPrometheus.builder()
                                .enabled(true)
                                .autoMonitoringConfig(
                                        ContainerClusterMonitoringConfigManagedPrometheusAutoMonitoringConfig.builder()
                                                .scope("NONE")
                                                .build())
                                .build())
                        .advancedDatapathObservabilityConfig(
                                ContainerClusterMonitoringConfigAdvancedDatapathObservabilityConfig.builder()
                                        .enableMetrics(true)
                                        .enableRelay(false)
                                        .build())
                        .build());
    }

    /** The provider takes no exclusions without a window. */
    private static void maintenance(ContainerCluster.Builder cluster, Cluster.Maintenance maintenance) {
        if (maintenance.window().isEmpty() && maintenance.exclusions().isEmpty()) {
            return;
        }
        Cluster.Window window = maintenance.window().orElse(ALWAYS);
        ContainerClusterMaintenancePolicy.Builder policy = ContainerClusterMaintenancePolicy.builder()
                .recurringWindow(ContainerClusterMaintenancePolicyRecurringWindow.builder()
                        .startTime(window.start())
                        .endTime(end(window))
                        .recurrence(window.recurrence())
                        .build());
        if (!maintenance.exclusions().isEmpty()) {
            policy.maintenanceExclusion(maintenance.exclusions().entrySet().stream()
                    .map(entry -> exclusion(entry.getKey(), entry.getValue()))
                    .toList());
        }
        cluster.maintenancePolicy(policy.build());
    }

    /** GKE takes the end of the first window, not its length. */
    private static String end(Cluster.Window window) {
        return Instant.parse(window.start())
                .plus(Duration.ofHours(window.durationHours()))
                .toString();
    }

    private static ContainerClusterMaintenancePolicyMaintenanceExclusion exclusion(
            String name, Cluster.Exclusion exclusion) {
        return ContainerClusterMaintenancePolicyMaintenanceExclusion.builder()
                .exclusionName(name)
                .startTime(exclusion.start())
                .endTime(exclusion.end())
                .exclusionOptions(ContainerClusterMaintenancePolicyMaintenanceExclusionExclusionOptions.builder()
                        .scope(exclusion.scope().name())
                        .build())
                .build();
    }

    private static void addons(ContainerCluster.Builder cluster, Environment environment) {
        cluster.addonsConfig(ContainerClusterAddonsConfig.builder()
                .httpLoadBalancing(ContainerClusterAddonsConfigHttpLoadBalancing.builder()
                        .disabled(false)
                        .build())
                .horizontalPodAutoscaling(ContainerClusterAddonsConfigHorizontalPodAutoscaling.builder()
                        .disabled(false)
                        .build())
                .networkPolicyConfig(ContainerClusterAddonsConfigNetworkPolicyConfig.builder()
                        .disabled(true)
                        .build())
                .dnsCacheConfig(ContainerClusterAddonsConfigDnsCacheConfig.builder()
                        .enabled(true)
                        .build())
                .gcePersistentDiskCsiDriverConfig(ContainerClusterAddonsConfigGcePersistentDiskCsiDriverConfig.builder()
                        .enabled(true)
                        .build())
                .gcsFuseCsiDriverConfig(ContainerClusterAddonsConfigGcsFuseCsiDriverConfig.builder()
                        .enabled(true)
                        .build())
                .gcpFilestoreCsiDriverConfig(ContainerClusterAddonsConfigGcpFilestoreCsiDriverConfig.builder()
                        .enabled(true)
                        .build())
                .gkeBackupAgentConfig(ContainerClusterAddonsConfigGkeBackupAgentConfig.builder()
                        .enabled(environment.backup().gke().isPresent())
                        .build())
                .rayOperatorConfig(List.of(ContainerClusterAddonsConfigRayOperatorConfig.builder()
                        .enabled(false)
                        .build()))
                .build());
    }
}
