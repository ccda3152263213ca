package dev.kfstack.stacks;

import static dev.kfstack.stacks.Prod.at;
import static dev.kfstack.stacks.Prod.pools;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hardens the nodes of kf-prod, those of the pool that is removed at once too. */
class NodePolicyTest {

    private static final String CLUSTER = "google_container_cluster.kubeflow";
    private static final SynthAssert CLUSTER_STACK = Prod.stacks().cluster();

    @Test
    void nodesAreShielded() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/enable_shielded_nodes").asBoolean())
                .isTrue();
    }

    @Test
    void everyNodeBootsSecurelyAndWatchesItsIntegrity() {
        Stream.concat(pools().stream(), Stream.of(CLUSTER_STACK.json(CLUSTER)))
                .map(nodes -> nodes.at("/node_config/shielded_instance_config"))
                .forEach(shielded -> {
                    assertThat(shielded.path("enable_secure_boot").asBoolean()).isTrue();
                    assertThat(shielded.path("enable_integrity_monitoring").asBoolean())
                            .isTrue();
                });
    }

    @Test
    void workloadIdentityIsOnAndEveryNodeHidesItsOwn() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/workload_identity_config/workload_pool")
                        .asText())
                .isEqualTo("example-kf-prod.svc.id.goog");
        assertThat(Stream.concat(pools().stream(), Stream.of(CLUSTER_STACK.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/workload_metadata_config/mode")
                        .asText()
                        .equals("GKE_METADATA"));
    }

    @Test
    void everyNodeRunsAsAnAccountOfItsOwnTheShortLivedOneToo() {
        assertThat(Stream.concat(pools().stream(), Stream.of(CLUSTER_STACK.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/service_account")
                        .asText()
                        .equals("kf-prod-nodes@example-kf-prod.iam.gserviceaccount.com"));
    }

    @Test
    void noKubeletHasAnOpenPort() {
        String port = "kubelet_config/insecure_kubelet_readonly_port_enabled";
        assertThat(Stream.concat(pools().stream(), Stream.of(CLUSTER_STACK.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/" + port).asText().equals("FALSE"));
        assertThat(at(
                                CLUSTER_STACK,
                                CLUSTER,
                                "/node_pool_defaults/node_config_defaults/insecure_kubelet_readonly_port_enabled")
                        .asText())
                .isEqualTo("FALSE");
    }

    @Test
    void noPoolIsWrittenInsideTheCluster() {
        assertThat(CLUSTER_STACK.json(CLUSTER).has("node_pool")).isFalse();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/remove_default_node_pool").asBoolean())
                .isTrue();
    }

    @Test
    void poolsRepairAndUpgradeThemselves() {
        assertThat(pools())
                .allMatch(pool -> pool.at("/management/auto_repair").asBoolean()
                        && pool.at("/management/auto_upgrade").asBoolean());
    }

    @Test
    void theClusterAndItsNodesHaveLabels() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/resource_labels/environment").asText())
                .isEqualTo("kf-prod");
        assertThat(pools()).allMatch(pool -> pool.at("/node_config/resource_labels/environment")
                .asText()
                .equals("kf-prod"));
    }
}
