package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_node_pool.ContainerNodePool;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolAutoscaling;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolManagement;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolNetworkConfig;
import dev.kfstack.bindings.google.container_node_pool.ContainerNodePoolUpgradeSettings;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResourceLifecycle;
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
            return spec.zones().isEmpty()
                    ? cluster.names().environment().location().zones()
                    : spec.zones();
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
        upkeep(pool, props.spec().upgrade());
        name(pool.build(), ContainerNodePool.TF_RESOURCE_TYPE, props.name(), ConfigPath.of("nodePools", props.name()));
    }

    private static void scaling(ContainerNodePool.Builder pool, Props props) {
        boolean scarce = props.hasGpus() || props.spec().spot();
        pool.autoscaling(ContainerNodePoolAutoscaling.builder()
                        .totalMinNodeCount(props.spec().autoscaling().totalMin())
                        .totalMaxNodeCount(props.spec().autoscaling().totalMax())
                        // GPUs and Spot machines are taken from whichever zone has some
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

    private static void upkeep(ContainerNodePool.Builder pool, NodePool.Upgrade upgrade) {
        pool.management(ContainerNodePoolManagement.builder()
                        .autoRepair(true)
                        .autoUpgrade(true)
                        .build())
                .upgradeSettings(ContainerNodePoolUpgradeSettings.builder()
                        .strategy("SURGE")
                        .maxSurge(upgrade.maxSurge())
                        .maxUnavailable(upgrade.maxUnavailable())
                        .build());
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
