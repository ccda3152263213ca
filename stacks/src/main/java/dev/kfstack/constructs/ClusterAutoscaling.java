package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscaling;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscalingAutoProvisioningDefaults;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscalingAutoProvisioningDefaultsManagement;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscalingAutoProvisioningDefaultsShieldedInstanceConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscalingAutoProvisioningDefaultsUpgradeSettings;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterClusterAutoscalingResourceLimits;
import dev.kfstack.environment.Cluster.NodeAutoProvisioning;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import java.util.ArrayList;
import java.util.List;

/** Whether GKE makes node pools of its own, and what their nodes are: as hardened as those of the environment file. */
final class ClusterAutoscaling {

    /** OPTIMIZE_UTILIZATION would evict idle notebooks. */
    private static final String PROFILE = "BALANCED";

    private ClusterAutoscaling() {}

    static ContainerClusterClusterAutoscaling of(ResourceNames names) {
        return names.environment()
                .cluster()
                .nodeAutoProvisioning()
                .map(limits -> provisioning(names, limits))
                .orElseGet(() -> ContainerClusterClusterAutoscaling.builder()
                        .enabled(false)
                        .autoscalingProfile(PROFILE)
                        .build());
    }

    private static ContainerClusterClusterAutoscaling provisioning(ResourceNames names, NodeAutoProvisioning limits) {
        List<ContainerClusterClusterAutoscalingResourceLimits> all = new ArrayList<>();
        all.add(limit("cpu", limits.cpu()));
        all.add(limit("memory", limits.memoryGb()));
        limits.gpus().forEach((type, most) -> all.add(limit(type, most)));
        return ContainerClusterClusterAutoscaling.builder()
                .enabled(true)
                .autoscalingProfile(PROFILE)
                .autoProvisioningLocations(names.environment().location().zones())
                .resourceLimits(all)
                .autoProvisioningDefaults(defaults(names))
                .build();
    }

    private static ContainerClusterClusterAutoscalingResourceLimits limit(String type, int most) {
        return ContainerClusterClusterAutoscalingResourceLimits.builder()
                .resourceType(type)
                .minimum(0)
                .maximum(most)
                .build();
    }

    private static ContainerClusterClusterAutoscalingAutoProvisioningDefaults defaults(ResourceNames names) {
        ContainerClusterClusterAutoscalingAutoProvisioningDefaults.Builder node =
                ContainerClusterClusterAutoscalingAutoProvisioningDefaults.builder()
                        .serviceAccount(names.email(ReservedAccount.NODES.account()))
                        .oauthScopes(List.of(ClusterSecurity.CLOUD_PLATFORM))
                        .diskType("pd-balanced")
                        .diskSize(100)
                        .imageType("COS_CONTAINERD")
                        .management(ContainerClusterClusterAutoscalingAutoProvisioningDefaultsManagement.builder()
                                .autoRepair(true)
                                .autoUpgrade(true)
                                .build())
                        .shieldedInstanceConfig(
                                ContainerClusterClusterAutoscalingAutoProvisioningDefaultsShieldedInstanceConfig
                                        .builder()
                                        .enableSecureBoot(true)
                                        .enableIntegrityMonitoring(true)
                                        .build())
                        .upgradeSettings(
                                ContainerClusterClusterAutoscalingAutoProvisioningDefaultsUpgradeSettings.builder()
                                        .strategy("SURGE")
                                        .maxSurge(1)
                                        .maxUnavailable(0)
                                        .build());
        names.key(KeyUse.DISKS).ifPresent(node::bootDiskKmsKey);
        return node.build();
    }
}
