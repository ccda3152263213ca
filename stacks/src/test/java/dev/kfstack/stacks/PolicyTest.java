package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What hardens kf-prod, a test for each setting: kf-prod as its file has it, and its network as if kfstack owned that too.
 *
 * <p>Where a scanner asks for something else, the test says what is written instead, and why.
 */
class PolicyTest {

    private static final String CLUSTER = "google_container_cluster.kubeflow";
    private static final String DATABASE = "google_sql_database_instance.kubeflow";

    @TempDir
    static Path root;

    private static SynthAssert network;
    private static SynthAssert foundation;
    private static SynthAssert cluster;

    @BeforeAll
    static void synthesizeProd() throws IOException {
        Path environments = Requirement.repository().resolve("environments");
        SynthFixture fixture = new SynthFixture(root);
        for (String file : List.of("base.yaml", "kf-prod.yaml", "moves.yaml")) {
            fixture.write(
                    "environments/" + file,
                    Files.readString(environments.resolve(file))
                            .replace("managedBy: network-team", "managedBy: kfstack"));
        }
        fixture.validated().synth();
        network = fixture.stack("kf-prod-network");
        foundation = fixture.stack("kf-prod-foundation");
        cluster = fixture.stack("kf-prod-cluster");
    }

    private static JsonNode at(SynthAssert stack, String address, String pointer) {
        return stack.json(address).at(pointer);
    }

    private static List<JsonNode> all(SynthAssert stack, String type) {
        List<JsonNode> found = new ArrayList<>();
        stack.root().path("resource").path(type).forEach(found::add);
        return found;
    }

    private static List<JsonNode> pools() {
        List<JsonNode> pools = all(cluster, "google_container_node_pool");
        assertThat(pools).isNotEmpty();
        return pools;
    }

    @Test
    void privateNodesAreOnInTheClusterAndInEveryPool() {
        assertThat(at(cluster, CLUSTER, "/private_cluster_config/enable_private_nodes")
                        .asBoolean())
                .isTrue();
        assertThat(pools()).allMatch(pool -> pool.at("/network_config/enable_private_nodes")
                .asBoolean());
    }

    /** Scanners want the block always. Without IP endpoints the provider never sends it, and plans to add it for ever. */
    @Test
    void authorizedNetworksAreLeftOutWhereThereIsNoAddressThatTheyCouldGuard() {
        assertThat(cluster.json(CLUSTER).has("master_authorized_networks_config"))
                .isFalse();
        assertThat(at(cluster, CLUSTER, "/private_cluster_config/enable_private_endpoint")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theControlPlaneHasNoIpEndpointsAndADnsEndpoint() {
        assertThat(at(cluster, CLUSTER, "/control_plane_endpoints_config/ip_endpoints_config/enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(at(cluster, CLUSTER, "/control_plane_endpoints_config/dns_endpoint_config/allow_external_traffic")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void theOldNetworkPolicyIsWrittenAsOff() {
        assertThat(at(cluster, CLUSTER, "/network_policy/enabled").asBoolean(true))
                .isFalse();
        assertThat(at(cluster, CLUSTER, "/network_policy/provider").asText()).isEqualTo("PROVIDER_UNSPECIFIED");
    }

    @Test
    void theDataplaneIsV2() {
        assertThat(at(cluster, CLUSTER, "/datapath_provider").asText()).isEqualTo("ADVANCED_DATAPATH");
    }

    @Test
    void trafficInsideANodeIsVisible() {
        assertThat(at(cluster, CLUSTER, "/enable_intranode_visibility").asBoolean())
                .isTrue();
    }

    @Test
    void nodesAreShielded() {
        assertThat(at(cluster, CLUSTER, "/enable_shielded_nodes").asBoolean()).isTrue();
    }

    @Test
    void everyNodeBootsSecurelyAndWatchesItsIntegrity() {
        Stream.concat(pools().stream(), Stream.of(cluster.json(CLUSTER)))
                .map(nodes -> nodes.at("/node_config/shielded_instance_config"))
                .forEach(shielded -> {
                    assertThat(shielded.path("enable_secure_boot").asBoolean()).isTrue();
                    assertThat(shielded.path("enable_integrity_monitoring").asBoolean())
                            .isTrue();
                });
    }

    @Test
    void workloadIdentityIsOnAndEveryNodeHidesItsOwn() {
        assertThat(at(cluster, CLUSTER, "/workload_identity_config/workload_pool")
                        .asText())
                .isEqualTo("example-kf-prod.svc.id.goog");
        assertThat(Stream.concat(pools().stream(), Stream.of(cluster.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/workload_metadata_config/mode")
                        .asText()
                        .equals("GKE_METADATA"));
    }

    @Test
    void everyNodeRunsAsAnAccountOfItsOwnTheShortLivedOneToo() {
        assertThat(Stream.concat(pools().stream(), Stream.of(cluster.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/service_account")
                        .asText()
                        .equals("kf-prod-nodes@example-kf-prod.iam.gserviceaccount.com"));
    }

    @Test
    void noClientCertificateIsIssued() {
        assertThat(at(cluster, CLUSTER, "/master_auth/client_certificate_config/issue_client_certificate")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void legacyAccessControlIsOff() {
        assertThat(at(cluster, CLUSTER, "/enable_legacy_abac").asBoolean(true)).isFalse();
    }

    @Test
    void nobodyGetsRightsByBeingAuthenticatedAlone() {
        assertThat(at(cluster, CLUSTER, "/rbac_binding_config/enable_insecure_binding_system_authenticated")
                        .asBoolean(true))
                .isFalse();
        assertThat(at(cluster, CLUSTER, "/rbac_binding_config/enable_insecure_binding_system_unauthenticated")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void anonymousRequestsReachHealthChecksOnly() {
        assertThat(at(cluster, CLUSTER, "/anonymous_authentication_config/mode").asText())
                .isEqualTo("LIMITED");
    }

    @Test
    void rolesGoToGoogleGroups() {
        assertThat(at(cluster, CLUSTER, "/authenticator_groups_config/security_group")
                        .asText())
                .isEqualTo("gke-security-groups@example.com");
    }

    @Test
    void secretsInTheClusterAreEncryptedWithAKeyOfTheEnvironment() {
        assertThat(at(cluster, CLUSTER, "/database_encryption/state").asText()).isEqualTo("ENCRYPTED");
        assertThat(at(cluster, CLUSTER, "/database_encryption/key_name").asText())
                .endsWith("/cryptoKeys/cluster");
        assertThat(foundation.addresses()).contains("google_kms_crypto_key_iam_member.cluster_container-engine-robot");
    }

    @Test
    void disksAndDatabaseAreEncryptedWithKeysOfTheEnvironment() {
        assertThat(pools())
                .allMatch(pool ->
                        pool.at("/node_config/boot_disk_kms_key").asText().endsWith("/cryptoKeys/disks"));
        assertThat(at(foundation, "google_compute_region_disk.artifact-store", "/disk_encryption_key/kms_key_name")
                        .asText())
                .endsWith("/cryptoKeys/disks");
        assertThat(at(foundation, DATABASE, "/encryption_key_name").asText()).endsWith("/cryptoKeys/sql");
    }

    /** It needs a policy of the company's, and one that does not know Kubeflow's images stops the platform. */
    @Test
    void binaryAuthorizationIsWrittenAsOff() {
        assertThat(at(cluster, CLUSTER, "/binary_authorization/evaluation_mode").asText())
                .isEqualTo("DISABLED");
    }

    @Test
    void theReleaseChannelIsARealOne() {
        assertThat(at(cluster, CLUSTER, "/release_channel/channel").asText()).isEqualTo("STABLE");
    }

    @Test
    void poolsRepairAndUpgradeThemselves() {
        assertThat(pools())
                .allMatch(pool -> pool.at("/management/auto_repair").asBoolean()
                        && pool.at("/management/auto_upgrade").asBoolean());
    }

    @Test
    void theClusterAndItsNodesHaveLabels() {
        assertThat(at(cluster, CLUSTER, "/resource_labels/environment").asText())
                .isEqualTo("kf-prod");
        assertThat(pools()).allMatch(pool -> pool.at("/node_config/resource_labels/environment")
                .asText()
                .equals("kf-prod"));
    }

    @Test
    void logsAndMetricsOfTheSystemAndTheApiServerAreKept() {
        assertThat(at(cluster, CLUSTER, "/logging_config/enable_components"))
                .extracting(JsonNode::asText)
                .contains("SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER");
        assertThat(at(cluster, CLUSTER, "/monitoring_config/enable_components"))
                .extracting(JsonNode::asText)
                .contains("SYSTEM_COMPONENTS", "APISERVER");
    }

    @Test
    void noKubeletHasAnOpenPort() {
        String port = "kubelet_config/insecure_kubelet_readonly_port_enabled";
        assertThat(Stream.concat(pools().stream(), Stream.of(cluster.json(CLUSTER))))
                .allMatch(nodes -> nodes.at("/node_config/" + port).asText().equals("FALSE"));
        assertThat(at(
                                cluster,
                                CLUSTER,
                                "/node_pool_defaults/node_config_defaults/insecure_kubelet_readonly_port_enabled")
                        .asText())
                .isEqualTo("FALSE");
    }

    /** GKE's own scanning of vulnerabilities is being shut down; Artifact Registry scans the images it holds. */
    @Test
    void theSecurityPostureIsBasicWithoutScanningOfVulnerabilities() {
        assertThat(at(cluster, CLUSTER, "/security_posture_config/mode").asText())
                .isEqualTo("BASIC");
        assertThat(at(cluster, CLUSTER, "/security_posture_config/vulnerability_mode")
                        .asText())
                .isEqualTo("VULNERABILITY_DISABLED");
    }

    @Test
    void alphaFeaturesAreOff() {
        assertThat(at(cluster, CLUSTER, "/enable_kubernetes_alpha").asBoolean(true))
                .isFalse();
    }

    @Test
    void noPoolIsWrittenInsideTheCluster() {
        assertThat(cluster.json(CLUSTER).has("node_pool")).isFalse();
        assertThat(at(cluster, CLUSTER, "/remove_default_node_pool").asBoolean())
                .isTrue();
    }

    /** A fleet is an organization's to have: kfstack registers no cluster in one. */
    @Test
    void servicesHaveNoExternalAddressesAndTheSecretManagerAddOnIsOn() {
        assertThat(at(cluster, CLUSTER, "/service_external_ips_config/enabled").asBoolean(true))
                .isFalse();
        assertThat(at(cluster, CLUSTER, "/secret_manager_config/enabled").asBoolean())
                .isTrue();
        assertThat(at(cluster, CLUSTER, "/enable_l4_ilb_subsetting").asBoolean())
                .isTrue();
    }

    @Test
    void theSubnetworkLogsItsFlowsAndReachesGoogleWithoutTheInternet() {
        String subnetwork = "google_compute_subnetwork.nodes";
        assertThat(at(network, subnetwork, "/log_config/metadata").asText()).isEqualTo("INCLUDE_ALL_METADATA");
        assertThat(at(network, subnetwork, "/private_ip_google_access").asBoolean())
                .isTrue();
    }

    @Test
    void theDatabaseHasNoPublicAddressAndLetsNobodyInByRange() {
        String addresses = "/settings/ip_configuration";
        assertThat(at(foundation, DATABASE, addresses + "/ipv4_enabled").asBoolean(true))
                .isFalse();
        assertThat(at(foundation, DATABASE, addresses).has("authorized_networks"))
                .isFalse();
    }

    /** Scanners want client certificates. The connectors, which alone get in, bring certificates of their own for each login. */
    @Test
    void theDatabaseTakesEncryptedConnectionsOfConnectorsOnly() {
        assertThat(at(foundation, DATABASE, "/settings/ip_configuration/ssl_mode")
                        .asText())
                .isEqualTo("ENCRYPTED_ONLY");
        assertThat(at(foundation, DATABASE, "/settings/connector_enforcement").asText())
                .isEqualTo("REQUIRED");
    }

    @Test
    void theDatabaseHasBackupsLogsNoLocalFilesAndAVersionThatIsPatched() {
        assertThat(at(foundation, DATABASE, "/settings/backup_configuration/enabled")
                        .asBoolean())
                .isTrue();
        assertThat(at(foundation, DATABASE, "/settings/backup_configuration/binary_log_enabled")
                        .asBoolean())
                .isTrue();
        assertThat(at(foundation, DATABASE, "/settings/database_flags").toString())
                .contains("{\"name\":\"local_infile\",\"value\":\"off\"}");
        assertThat(at(foundation, DATABASE, "/database_version").asText()).isIn("MYSQL_8_0", "MYSQL_8_4");
    }

    @Test
    void nobodyLogsInToTheDatabaseAsRoot() {
        assertThat(all(foundation, "google_sql_user"))
                .isNotEmpty()
                .noneMatch(user -> user.path("name").asText().equals("root"))
                .noneMatch(user -> user.has("password"));
    }

    @Test
    void noServiceAccountHasAKey() {
        assertThat(all(foundation, "google_service_account_key")).isEmpty();
    }

    /** The applier, which only a protected branch gets, has admin roles by its task: it makes what they administer. */
    @Test
    void noAccountOfAWorkloadHasABasicRoleOrAdministersTheProject() {
        foundation.root().path("resource").path("google_project_iam_member").properties().stream()
                .filter(grant -> !grant.getKey().startsWith("applier_"))
                .map(grant -> grant.getValue().path("role").asText())
                .forEach(role -> assertThat(role)
                        .doesNotContainIgnoringCase("admin")
                        .isNotIn("roles/owner", "roles/editor", "roles/viewer")
                        .isNotIn("roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator"));
    }

    @Test
    void everyKeyRotatesWithinNinetyDaysAndIsNotDestroyedByMistake() {
        List<JsonNode> keys = all(foundation, "google_kms_crypto_key");
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(Long.parseLong(key.path("rotation_period").asText().replace("s", "")))
                    .isLessThanOrEqualTo(90L * 24 * 60 * 60);
            assertThat(key.at("/lifecycle/prevent_destroy").asBoolean()).isTrue();
        });
    }

    /**
     * No bucket writes access logs: Cloud Audit Logs say more, and need no second bucket. Plans that wait for their apply
     * are short-lived, and keep no versions.
     */
    @Test
    void bucketsAreUniformPrivateAndKeepVersions() {
        List<JsonNode> buckets = all(foundation, "google_storage_bucket");
        assertThat(buckets).isNotEmpty().allSatisfy(bucket -> {
            assertThat(bucket.path("uniform_bucket_level_access").asBoolean()).isTrue();
            assertThat(bucket.path("public_access_prevention").asText()).isEqualTo("enforced");
            boolean plans = bucket.path("name").asText().endsWith("-plans");
            assertThat(bucket.at("/versioning/enabled").asBoolean()).isNotEqualTo(plans);
        });
    }

    @Test
    void noFirewallRuleIsOpenToTheWorld() {
        List<JsonNode> rules = all(network, "google_compute_firewall");
        assertThat(rules)
                .isNotEmpty()
                .filteredOn(rule -> rule.has("allow"))
                .noneMatch(rule -> rule.path("source_ranges").toString().contains("0.0.0.0/0")
                        || rule.path("destination_ranges").toString().contains("0.0.0.0/0"));
    }

    @Test
    void whatHoldsDataCannotBeDestroyedByAPlan() {
        for (String address : List.of(
                DATABASE,
                "google_compute_region_disk.artifact-store",
                "google_storage_bucket.artifacts",
                "google_storage_bucket.backup")) {
            assertThat(at(foundation, address, "/lifecycle/prevent_destroy").asBoolean())
                    .as(address)
                    .isTrue();
        }
        assertThat(at(cluster, CLUSTER, "/lifecycle/prevent_destroy").asBoolean())
                .isTrue();
        assertThat(at(cluster, CLUSTER, "/deletion_protection").asBoolean()).isTrue();
    }
}
