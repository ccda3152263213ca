package dev.kfstack.stacks;

import static dev.kfstack.stacks.Prod.at;
import static dev.kfstack.stacks.Prod.pools;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What hardens the cluster of kf-prod, a test for each setting.
 *
 * <p>Where a scanner asks for something else, the test says what is written instead, and why.
 */
class ClusterPolicyTest {

    private static final String CLUSTER = "google_container_cluster.kubeflow";
    private static final SynthAssert FOUNDATION_STACK = Prod.stacks().foundation();
    private static final SynthAssert CLUSTER_STACK = Prod.stacks().cluster();

    @Test
    void privateNodesAreOnInTheClusterAndInEveryPool() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/private_cluster_config/enable_private_nodes")
                        .asBoolean())
                .isTrue();
        assertThat(pools()).allMatch(pool -> pool.at("/network_config/enable_private_nodes")
                .asBoolean());
    }

    /** Scanners want the block always. Without IP endpoints the provider never sends it, and plans to add it for ever. */
    @Test
    void authorizedNetworksAreLeftOutWhereThereIsNoAddressThatTheyCouldGuard() {
        assertThat(CLUSTER_STACK.json(CLUSTER).has("master_authorized_networks_config"))
                .isFalse();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/private_cluster_config/enable_private_endpoint")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theControlPlaneHasNoIpEndpointsAndADnsEndpoint() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/control_plane_endpoints_config/ip_endpoints_config/enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(at(
                                CLUSTER_STACK,
                                CLUSTER,
                                "/control_plane_endpoints_config/dns_endpoint_config/allow_external_traffic")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theOldNetworkPolicyIsWrittenAsOff() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/network_policy/enabled").asBoolean(true))
                .isFalse();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/network_policy/provider").asText())
                .isEqualTo("PROVIDER_UNSPECIFIED");
    }

    @Test
    void theDataplaneIsV2() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/datapath_provider").asText()).isEqualTo("ADVANCED_DATAPATH");
    }

    @Test
    void trafficInsideANodeIsVisible() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/enable_intranode_visibility").asBoolean())
                .isTrue();
    }

    /** A fleet is an organization's to have: kfstack registers no cluster in one. */
    @Test
    void servicesHaveNoExternalAddressesAndTheSecretManagerAddOnIsOn() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/service_external_ips_config/enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/secret_manager_config/enabled").asBoolean())
                .isTrue();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/enable_l4_ilb_subsetting").asBoolean())
                .isTrue();
    }

    @Test
    void noClientCertificateIsIssued() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/master_auth/client_certificate_config/issue_client_certificate")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void legacyAccessControlIsOff() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/enable_legacy_abac").asBoolean(true))
                .isFalse();
    }

    @Test
    void nobodyGetsRightsByBeingAuthenticatedAlone() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/rbac_binding_config/enable_insecure_binding_system_authenticated")
                        .asBoolean(true))
                .isFalse();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/rbac_binding_config/enable_insecure_binding_system_unauthenticated")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void anonymousRequestsReachHealthChecksOnly() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/anonymous_authentication_config/mode")
                        .asText())
                .isEqualTo("LIMITED");
    }

    @Test
    void rolesGoToGoogleGroups() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/authenticator_groups_config/security_group")
                        .asText())
                .isEqualTo("gke-security-groups@example.com");
    }

    @Test
    void secretsInTheClusterAreEncryptedWithAKeyOfTheEnvironment() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/database_encryption/state").asText())
                .isEqualTo("ENCRYPTED");
        assertThat(at(CLUSTER_STACK, CLUSTER, "/database_encryption/key_name").asText())
                .endsWith("/cryptoKeys/cluster");
        assertThat(FOUNDATION_STACK.addresses())
                .contains("google_kms_crypto_key_iam_member.cluster_container-engine-robot");
    }

    /** It needs a policy of the company's, and one that does not know Kubeflow's images stops the platform. */
    @Test
    void binaryAuthorizationIsWrittenAsOff() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/binary_authorization/evaluation_mode")
                        .asText())
                .isEqualTo("DISABLED");
    }

    /** GKE's own scanning of vulnerabilities is being shut down; Artifact Registry scans the images it holds. */
    @Test
    void theSecurityPostureIsBasicWithoutScanningOfVulnerabilities() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/security_posture_config/mode").asText())
                .isEqualTo("BASIC");
        assertThat(at(CLUSTER_STACK, CLUSTER, "/security_posture_config/vulnerability_mode")
                        .asText())
                .isEqualTo("VULNERABILITY_DISABLED");
    }

    @Test
    void alphaFeaturesAreOff() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/enable_kubernetes_alpha").asBoolean(true))
                .isFalse();
    }

    @Test
    void theReleaseChannelIsARealOne() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/release_channel/channel").asText())
                .isEqualTo("STABLE");
    }

    @Test
    void logsAndMetricsOfTheSystemAndTheApiServerAreKept() {
        assertThat(at(CLUSTER_STACK, CLUSTER, "/logging_config/enable_components"))
                .extracting(JsonNode::asText)
                .contains("SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER");
        assertThat(at(CLUSTER_STACK, CLUSTER, "/monitoring_config/enable_components"))
                .extracting(JsonNode::asText)
                .contains("SYSTEM_COMPONENTS", "APISERVER");
    }
}
