package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_node_pool.ContainerNodePool;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolAutoscaling;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolManagement;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNetworkConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolPlacementPolicy;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolQueuedProvisioning;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolUpgradeSettings;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolUpgradeSettingsBlueGreenSettings;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolUpgradeSettingsBlueGreenSettingsStandardRolloutPolicy;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResourceLifecycle;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** A node pool of one cluster; its nodes run as the platform's own account, never as Compute Engine's default one. */
public final class GkeNodePool extends EnvironmentConstruct {

    /**
     * The pool called {@code name} in the environment.
     *
     * @param cluster the cluster it belongs to
     */
    public record Props(GkeCluster cluster, String name, NodePool spec) {

        List<String> zones() {
            return spec.zonesIn(cluster.names().environment().location());
        }

        boolean hasGpus() {
            return spec.accelerator().isPresent();
        }
    }

    public GkeNodePool(Construct scope, String id, Props props) {
        super(scope, id);
        Environment environment = props.cluster().names().environment();
        ContainerNodePool.Builder pool = ContainerNodePool.Builder.create(this, "Resource")
                .project(environment.project().id())
                .cluster(props.cluster().name())
                .location(environment.location().clusterLocation())
                .name(props.name())
                .nodeLocations(props.zones())
                .maxPodsPerNode(props.spec()
                        .maxPodsPerNode()
                        .orElse(environment.cluster().maxPodsPerNode()))
                .networkConfig(ContainerNodePoolNetworkConfig.builder()
                        .enablePrivateNodes(true)
                        .podRange(environment.network().pods().rangeName())
                        .build())
                .nodeConfig(NodeConfig.of(props))
                .lifecycle(lifecycle(environment));
        scaling(pool, props);
        placement(pool, props.spec());
        upkeep(pool, props.spec());
        name(pool.build(), ContainerNodePool.TF_RESOURCE_TYPE, props.name(), ConfigPath.of("nodePools", props.name()));
    }

    private static void scaling(ContainerNodePool.Builder pool, Props props) {
        boolean scarce = props.hasGpus()
                || props.spec().spot()
                || props.spec().reservation().isPresent()
                || props.spec().flexStart().isPresent();
        pool.autoscaling(ContainerNodePoolAutoscaling.builder()
                        .totalMinNodeCount(props.spec().autoscaling().totalMin())
                        .totalMaxNodeCount(props.spec().autoscaling().totalMax())
                        // GPUs, Spot and flex-start machines are taken from whichever zone has some
                        .locationPolicy(scarce ? "ANY" : "BALANCED")
                        .build())
                .initialNodeCount(initialNodesPerZone(props));
    }

    /** GKE counts them per zone, the environment over all zones: so many that neither limit is broken. */
    private static int initialNodesPerZone(Props props) {
        int zones = props.zones().size();
        int enough = (props.spec().autoscaling().totalMin() + zones - 1) / zones;
        return Math.min(enough, props.spec().autoscaling().totalMax() / zones);
    }

    private static void placement(ContainerNodePool.Builder pool, NodePool spec) {
        if (spec.compactPlacement()) {
            pool.placementPolicy(
                    ContainerNodePoolPlacementPolicy.builder().type("COMPACT").build());
        }
        if (spec.flexStart().map(NodePool.FlexStart::queued).orElse(false)) {
            pool.queuedProvisioning(
                    ContainerNodePoolQueuedProvisioning.builder().enabled(true).build());
        }
    }

    /** A flex-start machine that breaks is not repaired: whoever waits in line would lose the place. */
    private static void upkeep(ContainerNodePool.Builder pool, NodePool spec) {
        pool.management(ContainerNodePoolManagement.builder()
                        .autoRepair(spec.flexStart().isEmpty())
                        .autoUpgrade(true)
                        .build())
                .upgradeSettings(
                        spec.upgrade().blueGreen().map(GkeNodePool::blueGreen).orElseGet(() -> surge(spec.upgrade())));
    }

    private static ContainerNodePoolUpgradeSettings surge(NodePool.Upgrade upgrade) {
        return ContainerNodePoolUpgradeSettings.builder()
                .strategy("SURGE")
                .maxSurge(upgrade.maxSurge())
                .maxUnavailable(upgrade.maxUnavailable())
                .build();
    }

    private static ContainerNodePoolUpgradeSettings blueGreen(NodePool.BlueGreen upgrade) {
        return ContainerNodePoolUpgradeSettings.builder()
                .strategy("BLUE_GREEN")
                .blueGreenSettings(ContainerNodePoolUpgradeSettingsBlueGreenSettings.builder()
                        .nodePoolSoakDuration(seconds(upgrade.poolSoakMinutes()))
                        .standardRolloutPolicy(
                                ContainerNodePoolUpgradeSettingsBlueGreenSettingsStandardRolloutPolicy.builder()
                                        .batchNodeCount(upgrade.batchNodes())
                                        .batchSoakDuration(seconds(upgrade.batchSoakMinutes()))
                                        .build())
                        .build())
                .build();
    }

    private static String seconds(int minutes) {
        return Duration.ofMinutes(minutes).toSeconds() + "s";
    }

    /**
     * A changed initial count would replace the pool. In prod no pool is replaced in place, nor destroyed with its
     * cluster: the cluster's own protection does not cover its pools. Taking a pool out of the environment file stays
     * possible, so there is no deletion_policy.
     */
    private static TerraformResourceLifecycle lifecycle(Environment environment) {
        return DestroyProtection.lifecycle(environment, List.of("initial_node_count"));
    }
}
