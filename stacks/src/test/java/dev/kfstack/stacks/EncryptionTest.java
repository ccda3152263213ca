package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {

    private static final String DATA = """
            location: {zones: [europe-west1-b, europe-west1-c]}
            network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
            database: {tier: db-custom-2-7680}
            buckets: {artifacts: {}}
            disks:
              zonal: {sizeGb: 10, zones: [europe-west1-b]}
              regional: {sizeGb: 10, zones: [europe-west1-b, europe-west1-c]}
            secrets: {oauth: {}}
            """;

    private static final String KEYS = "projects/example-kf-test/locations/europe-west1/keyRings/kf-test/cryptoKeys/";

    @TempDir
    Path root;

    @Test
    void withoutKeysOfOnesOwnNothingNamesOne() {
        SynthFixture fixture = new SynthFixture(root);

        assertThat(fixture.foundation(DATA).root().toString()).doesNotContain("cryptoKeys", "kms_key");
        fixture.stack("kf-test-cluster")
                .resource("google_container_cluster.kubeflow")
                .node("database_encryption")
                .isEqualTo(json("{state: 'DECRYPTED'}"));
    }

    @Test
    void everythingThatHoldsDataIsEncryptedWithItsKeyOnceItsAgentMayUseIt() {
        SynthAssert stack = new SynthFixture(root).foundation(DATA + "encryption: {}");

        encrypted(stack, "google_compute_disk.zonal", "disk_encryption_key.kms_key_self_link", "disks");
        encrypted(stack, "google_compute_region_disk.regional", "disk_encryption_key.kms_key_name", "disks");
        encrypted(stack, "google_sql_database_instance.kubeflow", "encryption_key_name", "sql");
        encrypted(stack, "google_storage_bucket.artifacts", "encryption.default_kms_key_name", "storage");
        encrypted(
                stack,
                "google_secret_manager_secret.oauth",
                "replication.user_managed.replicas[0].customer_managed_encryption.kms_key_name",
                "secrets");
        waitsFor(stack, "google_compute_disk.zonal", "disks_compute-system");
        waitsFor(stack, "google_sql_database_instance.kubeflow", "sql_gcp-sa-cloud-sql");
        waitsFor(stack, "google_storage_bucket.artifacts", "storage_gs-project-accounts");
        waitsFor(stack, "google_secret_manager_secret.oauth", "secrets_gcp-sa-secretmanager");
    }

    @Test
    void theClusterAndItsNodesAreEncryptedToo() {
        SynthFixture fixture = new SynthFixture(root);
        fixture.foundation("encryption: {}");
        SynthAssert stack = fixture.stack("kf-test-cluster");

        stack.resource("google_container_cluster.kubeflow")
                .node("database_encryption")
                .isEqualTo(json("{state: 'ENCRYPTED', key_name: '" + KEYS + "cluster'}"));
        stack.resource("google_container_cluster.kubeflow")
                .node("node_config.boot_disk_kms_key")
                .isEqualTo(KEYS + "disks");
        stack.resource("google_container_node_pool.standard")
                .node("node_config.boot_disk_kms_key")
                .isEqualTo(KEYS + "disks");
    }

    @Test
    void aBucketOfAnotherRegionHasAKeyThere() {
        SynthAssert stack = new SynthFixture(root).foundation("""
                encryption: {}
                buckets: {artifacts: {}, backup: {location: europe-west4}, copies: {location: europe-west4}}
                """);

        stack.resource("google_kms_key_ring.europe-west4")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test", "location": "europe-west4", "name": "kf-test",
                          "depends_on": ["google_project_service.cloudkms"]
                        }
                        """));
        stack.resource("google_kms_crypto_key.storage-europe-west4")
                .node("key_ring")
                .isEqualTo("${google_kms_key_ring.europe-west4.id}");
        for (String bucket : new String[] {"backup", "copies"}) {
            stack.resource("google_storage_bucket." + bucket)
                    .node("encryption.default_kms_key_name")
                    .isEqualTo(KEYS.replace("europe-west1", "europe-west4") + "storage");
            waitsFor(stack, "google_storage_bucket." + bucket, "storage-europe-west4_gs-project-accounts");
        }
        encrypted(stack, "google_storage_bucket.artifacts", "encryption.default_kms_key_name", "storage");
        waitsFor(stack, "google_storage_bucket.artifacts", "storage_gs-project-accounts");
    }

    @Test
    void thePlanOfBackupForGkeHasAKeyThatAllWhoTouchABackupMayUse() {
        SynthFixture fixture = new SynthFixture(root);
        SynthAssert stack = fixture.foundation("encryption: {}\nbackup: {gke: {cron: \"0 3 * * *\", keepDays: 30}}");

        fixture.stack("kf-test-cluster")
                .resource("google_gke_backup_backup_plan.kubeflow")
                .node("backup_config.encryption_key.gcp_kms_encryption_key")
                .isEqualTo(KEYS + "backup");
        waitsForApi(stack, "backup_gcp-sa-gkebackup", "gkebackup");
        waitsForApi(stack, "backup_container-engine-robot", "container");
        waitsForApi(stack, "backup_compute-system", "compute");
    }

    @Test
    void aKeyIsRotatedAndOutlivesItsDestructionByAMonth() {
        SynthAssert stack = new SynthFixture(root).foundation("encryption: {rotationDays: 30}");

        stack.resource("google_kms_crypto_key.storage").whenIgnoringPaths("//").isEqualTo(json("""
                        {
                          "key_ring": "${google_kms_key_ring.kubeflow.id}", "name": "storage",
                          "purpose": "ENCRYPT_DECRYPT", "rotation_period": "2592000s",
                          "destroy_scheduled_duration": "2592000s",
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
        stack.resource("google_kms_crypto_key_iam_member.storage_gs-project-accounts")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "crypto_key_id": "${google_kms_crypto_key.storage.id}",
                          "role": "roles/cloudkms.cryptoKeyEncrypterDecrypter",
                          "member": "serviceAccount:service-481516234201@gs-project-accounts.iam.gserviceaccount.com",
                          "depends_on": ["google_project_service.storage"]
                        }
                        """));
    }

    @Test
    void anAgentIsGrantedItsKeyOnceItsApiIsOn() {
        SynthAssert stack = new SynthFixture(root).foundation(DATA + "encryption: {}");

        waitsForApi(stack, "cluster_container-engine-robot", "container");
        waitsForApi(stack, "disks_compute-system", "compute");
        waitsForApi(stack, "disks_container-engine-robot", "container");
        waitsForApi(stack, "secrets_gcp-sa-secretmanager", "secretmanager");
        waitsForApi(stack, "sql_gcp-sa-cloud-sql", "sqladmin");
        waitsForApi(stack, "storage_gs-project-accounts", "storage");
    }

    @Test
    void whatTheEnvironmentDoesNotHaveGetsNoKey() {
        assertThat(new SynthFixture(root).foundation("encryption: {}").addresses())
                .contains("google_kms_crypto_key.storage")
                .noneMatch(address -> address.contains("sql") || address.contains("backup"));
    }

    private static void waitsForApi(SynthAssert stack, String grant, String api) {
        stack.resource("google_kms_crypto_key_iam_member." + grant)
                .node("depends_on")
                .isEqualTo(json("['google_project_service." + api + "']"));
    }

    private static void encrypted(SynthAssert stack, String address, String attribute, String key) {
        stack.resource(address).node(attribute).isEqualTo(KEYS + key);
    }

    private static void waitsFor(SynthAssert stack, String address, String grant) {
        stack.resource(address).node("depends_on").isArray().contains("google_kms_crypto_key_iam_member." + grant);
    }
}
