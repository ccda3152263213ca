package dev.kfstack.stacks;

import static dev.kfstack.stacks.Prod.all;
import static dev.kfstack.stacks.Prod.at;
import static dev.kfstack.stacks.Prod.pools;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps the data of kf-prod: database, disks, buckets and the keys that they are encrypted with. */
class DataPolicyTest {

    private static final String CLUSTER = "google_container_cluster.kubeflow";
    private static final String DATABASE = "google_sql_database_instance.kubeflow";
    private static final SynthAssert FOUNDATION_STACK = Prod.stacks().foundation();
    private static final SynthAssert CLUSTER_STACK = Prod.stacks().cluster();

    @Test
    void disksAndDatabaseAreEncryptedWithKeysOfTheEnvironment() {
        assertThat(pools())
                .allMatch(pool ->
                        pool.at("/node_config/boot_disk_kms_key").asText().endsWith("/cryptoKeys/disks"));
        assertThat(at(
                                FOUNDATION_STACK,
                                "google_compute_region_disk.artifact-store",
                                "/disk_encryption_key/kms_key_name")
                        .asText())
                .endsWith("/cryptoKeys/disks");
        assertThat(at(FOUNDATION_STACK, DATABASE, "/encryption_key_name").asText())
                .endsWith("/cryptoKeys/sql");
    }

    @Test
    void theDatabaseHasNoPublicAddressAndLetsNobodyInByRange() {
        String addresses = "/settings/ip_configuration";
        assertThat(at(FOUNDATION_STACK, DATABASE, addresses + "/ipv4_enabled").asBoolean(true))
                .isFalse();
        assertThat(at(FOUNDATION_STACK, DATABASE, addresses).has("authorized_networks"))
                .isFalse();
    }

    /** Scanners want client certificates. The connectors, which alone get in, bring certificates of their own for each login. */
    @Test
    void theDatabaseTakesEncryptedConnectionsOfConnectorsOnly() {
        assertThat(at(FOUNDATION_STACK, DATABASE, "/settings/ip_configuration/ssl_mode")
                        .asText())
                .isEqualTo("ENCRYPTED_ONLY");
        assertThat(at(FOUNDATION_STACK, DATABASE, "/settings/connector_enforcement")
                        .asText())
                .isEqualTo("REQUIRED");
    }

    @Test
    void theDatabaseHasBackupsLogsNoLocalFilesAndAVersionThatIsPatched() {
        assertThat(at(FOUNDATION_STACK, DATABASE, "/settings/backup_configuration/enabled")
                        .asBoolean())
                .isTrue();
        assertThat(at(FOUNDATION_STACK, DATABASE, "/settings/backup_configuration/binary_log_enabled")
                        .asBoolean())
                .isTrue();
        assertThat(at(FOUNDATION_STACK, DATABASE, "/settings/database_flags").toString())
                .contains("{\"name\":\"local_infile\",\"value\":\"off\"}");
        assertThat(at(FOUNDATION_STACK, DATABASE, "/database_version").asText()).isIn("MYSQL_8_0", "MYSQL_8_4");
    }

    @Test
    void nobodyLogsInToTheDatabaseAsRoot() {
        assertThat(all(FOUNDATION_STACK, "google_sql_user"))
                .isNotEmpty()
                .noneMatch(user -> user.path("name").asText().equals("root"))
                .noneMatch(user -> user.has("password"));
    }

    @Test
    void everyKeyRotatesWithinNinetyDaysAndIsNotDestroyedByMistake() {
        List<JsonNode> keys = all(FOUNDATION_STACK, "google_kms_crypto_key");
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
        List<JsonNode> buckets = all(FOUNDATION_STACK, "google_storage_bucket");
        assertThat(buckets).isNotEmpty().allSatisfy(bucket -> {
            assertThat(bucket.path("uniform_bucket_level_access").asBoolean()).isTrue();
            assertThat(bucket.path("public_access_prevention").asText()).isEqualTo("enforced");
            boolean plans = bucket.path("name").asText().endsWith("-plans");
            assertThat(bucket.at("/versioning/enabled").asBoolean()).isNotEqualTo(plans);
        });
    }

    @Test
    void whatHoldsDataCannotBeDestroyedByAPlan() {
        for (String address : List.of(
                DATABASE,
                "google_compute_region_disk.artifact-store",
                "google_storage_bucket.artifacts",
                "google_storage_bucket.backup")) {
            assertThat(at(FOUNDATION_STACK, address, "/lifecycle/prevent_destroy")
                            .asBoolean())
                    .as(address)
                    .isTrue();
        }
        assertThat(at(CLUSTER_STACK, CLUSTER, "/lifecycle/prevent_destroy").asBoolean())
                .isTrue();
        assertThat(at(CLUSTER_STACK, CLUSTER, "/deletion_protection").asBoolean())
                .isTrue();
    }
}
