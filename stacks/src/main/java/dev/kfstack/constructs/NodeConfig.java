package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigEphemeralStorageLocalSsdConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigGcfsConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigGuestAccelerator;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigGuestAcceleratorGpuDriverInstallationConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigGuestAcceleratorGpuSharingConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigGvnic;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigKubeletConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigReservationAffinity;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigSecondaryBootDisks;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigShieldedInstanceConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigTaint;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNodeConfigWorkloadMetadataConfig;
import dev.kfstack.environment.NodePool;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.schema.YamlName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What one node of a pool is: machine, disk, GPUs, identity, labels and taints. */
final class NodeConfig {

    /** Below GKE's highest: one pod that forks without end must not take the node with it. */
    private static final int PROCESSES_PER_POD = 4096;

    private NodeConfig() {}

    static ContainerNodePoolNodeConfig of(GkeNodePool.Props props) {
        NodePool spec = props.spec();
        ResourceNames names = props.cluster().names();
        ContainerNodePoolNodeConfig.Builder config = ContainerNodePoolNodeConfig.builder()
                .machineType(spec.machineType())
                .imageType("COS_CONTAINERD")
                .diskType(YamlName.of(spec.disk().type()))
                .diskSizeGb(spec.disk().sizeGb())
                .spot(spec.spot())
                .serviceAccount(names.email(ReservedAccount.NODES.account()))
                .oauthScopes(List.of(ClusterSecurity.CLOUD_PLATFORM))
                .labels(props.spec().nodeLabels(props.name()))
                .resourceLabels(names.labels())
                .tags(List.of(names.nodeTag()));
        names.key(KeyUse.DISKS).ifPresent(config::bootDiskKmsKey);
        taint(config, props);
        spec.accelerator().ifPresent(gpus -> config.guestAccelerator(List.of(accelerator(gpus))));
        int localSsds = spec.localSsdCount().orElse(Accelerators.localSsdsOf(spec.machineType()));
        if (localSsds > 0) {
            config.ephemeralStorageLocalSsdConfig(ContainerNodePoolNodeConfigEphemeralStorageLocalSsdConfig.builder()
                    .localSsdCount(localSsds)
                    .build());
        }
        capacity(config, spec);
        images(config, spec);
        harden(config);
        return config.build();
    }

    /** Where the machines come from. Spot and flex-start machines must not take those of a reservation. */
    private static void capacity(ContainerNodePoolNodeConfig.Builder config, NodePool spec) {
        spec.flexStart().ifPresent(flex -> config.flexStart(true)
                .maxRunDuration(Duration.ofHours(flex.maxRunHours()).toSeconds() + "s")
                .reservationAffinity(ContainerNodePoolNodeConfigReservationAffinity.builder()
                        .consumeReservationType("NO_RESERVATION")
                        .build()));
        spec.reservation()
                .ifPresent(name -> config.reservationAffinity(ContainerNodePoolNodeConfigReservationAffinity.builder()
                        .consumeReservationType("SPECIFIC_RESERVATION")
                        .key("compute.googleapis.com/reservation-name")
                        .values(List.of(name))
                        .build()));
    }

    private static void images(ContainerNodePoolNodeConfig.Builder config, NodePool spec) {
        config.gcfsConfig(ContainerNodePoolNodeConfigGcfsConfig.builder()
                .enabled(spec.imageStreaming())
                .build());
        if (!spec.secondaryBootDisks().isEmpty()) {
            config.secondaryBootDisks(spec.secondaryBootDisks().stream()
                    .map(image -> ContainerNodePoolNodeConfigSecondaryBootDisks.builder()
                            .diskImage(image)
                            .mode("CONTAINER_IMAGE_CACHE")
                            .build())
                    .toList());
        }
    }

    private static void harden(ContainerNodePoolNodeConfig.Builder config) {
        config.metadata(Map.of("disable-legacy-endpoints", "true"))
                .shieldedInstanceConfig(ContainerNodePoolNodeConfigShieldedInstanceConfig.builder()
                        .enableSecureBoot(true)
                        .enableIntegrityMonitoring(true)
                        .build())
                .workloadMetadataConfig(ContainerNodePoolNodeConfigWorkloadMetadataConfig.builder()
                        .mode("GKE_METADATA")
                        .build())
                .kubeletConfig(ContainerNodePoolNodeConfigKubeletConfig.builder()
                        .insecureKubeletReadonlyPortEnabled("FALSE")
                        .podPidsLimit(PROCESSES_PER_POD)
                        .build())
                .gvnic(ContainerNodePoolNodeConfigGvnic.builder().enabled(true).build())
                .loggingVariant("DEFAULT");
    }

    private static void taint(ContainerNodePoolNodeConfig.Builder config, GkeNodePool.Props props) {
        List<ContainerNodePoolNodeConfigTaint> taints = props.spec().taints(props.name()).stream()
                .map(NodeConfig::noSchedule)
                .toList();
        if (!taints.isEmpty()) {
            config.taint(taints);
        }
    }

    private static ContainerNodePoolNodeConfigTaint noSchedule(NodePool.Taint taint) {
        return ContainerNodePoolNodeConfigTaint.builder()
                .key(taint.key())
                .value(taint.value())
                .effect("NO_SCHEDULE")
                .build();
    }

    private static ContainerNodePoolNodeConfigGuestAccelerator accelerator(NodePool.Accelerator gpus) {
        ContainerNodePoolNodeConfigGuestAccelerator.Builder accelerator =
                ContainerNodePoolNodeConfigGuestAccelerator.builder()
                        .type(gpus.type())
                        .count(gpus.count())
                        .gpuDriverInstallationConfig(
                                ContainerNodePoolNodeConfigGuestAcceleratorGpuDriverInstallationConfig.builder()
                                        .gpuDriverVersion(gpus.driver().name())
                                        .build());
        gpus.partitionSize().ifPresent(accelerator::gpuPartitionSize);
        gpus.sharing()
                .ifPresent(sharing -> accelerator.gpuSharingConfig(
                        ContainerNodePoolNodeConfigGuestAcceleratorGpuSharingConfig.builder()
                                .gpuSharingStrategy(sharing.strategy().name())
                                .maxSharedClientsPerGpu(sharing.clients())
                                .build()));
        return accelerator.build();
    }
}
