package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reference, which the real provider applied, does to harden a cluster and its nodes: ours has the same values. */
class HardeningTest {

    private static final List<String> CLUSTER = List.of(
            "/private_cluster_config",
            "/control_plane_endpoints_config",
            "/networking_mode",
            "/datapath_provider",
            "/network_policy",
            "/enable_intranode_visibility",
            "/enable_shielded_nodes",
            "/enable_legacy_abac",
            "/enable_kubernetes_alpha",
            "/enable_l4_ilb_subsetting",
            "/master_auth",
            "/rbac_binding_config",
            "/anonymous_authentication_config",
            "/authenticator_groups_config",
            "/logging_config",
            "/monitoring_config",
            "/security_posture_config",
            "/service_external_ips_config",
            "/secret_manager_config",
            "/gateway_api_config",
            "/cost_management_config",
            "/dns_config",
            "/addons_config",
            "/vertical_pod_autoscaling",
            "/node_pool_defaults",
            "/maintenance_policy",
            "/remove_default_node_pool",
            "/initial_node_count",
            "/deletion_protection",
            "/lifecycle",
            "/release_channel",
            "/node_locations",
            "/node_config/workload_metadata_config",
            "/node_config/shielded_instance_config",
            "/node_config/kubelet_config",
            "/node_config/oauth_scopes");

    private static final List<String> POOL = List.of(
            "/management",
            "/network_config/enable_private_nodes",
            "/node_config/image_type",
            "/node_config/oauth_scopes",
            "/node_config/metadata",
            "/node_config/shielded_instance_config",
            "/node_config/workload_metadata_config",
            "/node_config/gcfs_config",
            "/node_config/gvnic",
            "/node_config/logging_variant",
            "/node_config/kubelet_config");

    private static final String PROD = """
            tier: prod
            location: {zones: [europe-west1-b, europe-west1-c, europe-west1-d]}
            terraform: {backend: {local: null, gcs: {bucket: states}}}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
            cluster:
              releaseChannel: STABLE
              securityGroup: gke-security-groups@example.com
              maintenance:
                window: {start: "2026-01-03T02:00:00Z", durationHours: 6, recurrence: "FREQ=WEEKLY;BYDAY=SA,SU"}
                exclusions: {year-end: {start: "2026-12-15T00:00:00Z", end: "2027-01-05T00:00:00Z"}}
            """;

    @TempDir
    Path root;

    @Test
    void theClusterHasTheReferencesValues() throws IOException {
        JsonNode ours = cluster().json("google_container_cluster.kubeflow");

        assertThat(differences(CLUSTER, reference("google_container_cluster", "kubeflow"), ours))
                .isEmpty();
    }

    @Test
    void aNodePoolHasTheReferencesValues() throws IOException {
        JsonNode ours = cluster().json("google_container_node_pool.standard");

        assertThat(differences(POOL, reference("google_container_node_pool", "standard"), ours))
                .isEmpty();
    }

    private SynthAssert cluster() {
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", PROD).validated();
        fixture.synth();
        return fixture.stack("kf-test-cluster");
    }

    private static JsonNode reference(String type, String name) throws IOException {
        Path file = Requirement.shared("reference/kf-prod-cluster.tf.json");
        return new ObjectMapper()
                .readTree(file.toFile())
                .path("resource")
                .path(type)
                .path(name);
    }

    private static List<String> differences(List<String> pointers, JsonNode reference, JsonNode ours) {
        List<String> differences = new ArrayList<>();
        for (String pointer : pointers) {
            JsonNode wanted = reference.at(pointer);
            assertThat(wanted.isMissingNode())
                    .as("%s in the reference", pointer)
                    .isFalse();
            if (!wanted.equals(ours.at(pointer))) {
                differences.add(pointer + ": " + wanted + ", ours " + ours.at(pointer));
            }
        }
        return differences;
    }
}
