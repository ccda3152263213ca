package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/backup.md} says what each copy holds, where it lies and what outlives what: so it is written. */
class BackupPageTest {

    private static final String ENVIRONMENT = """
            encryption: {}
            network: {psc: {name: psc, cidr: 10.41.0.0/28}}
            database: {tier: db-custom-2-7680, backups: {retained: 9, logDays: 5}}
            disks: {data: {sizeGb: 200, zones: [europe-west1-b], snapshots: {at: "02:00", keepDays: 7}}}
            buckets: {backup: {softDeleteDays: 8, versionDays: 90}}
            secrets: {mysql: {generate: {password: 32}}}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30, lockDays: 7}}
            """;

    @TempDir
    static Path root;

    private static SynthAssert foundation;
    private static SynthAssert cluster;

    @BeforeAll
    static void synthesize() {
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", ENVIRONMENT).validated();
        fixture.synth();
        foundation = fixture.stack("kf-test-foundation");
        cluster = fixture.stack("kf-test-cluster");
    }

    @Test
    void backupsOfTheDatabaseLieInTheRegionAndOutliveTheInstance() {
        JsonNode settings =
                foundation.json("google_sql_database_instance.kubeflow").path("settings");
        JsonNode backups = settings.path("backup_configuration");

        assertThat(backups.path("start_time").asText()).isEqualTo("02:00");
        assertThat(backups.path("location").asText()).isEqualTo("europe-west1");
        assertThat(backups.path("transaction_log_retention_days").asInt()).isEqualTo(5);
        assertThat(backups.at("/backup_retention_settings/retained_backups").asInt())
                .isEqualTo(9);
        assertThat(settings.path("retain_backups_on_delete").asBoolean()).isTrue();
    }

    @Test
    void snapshotsAreDailyLieInTheRegionAndOutliveTheDisk() {
        JsonNode policy = foundation.json("google_compute_resource_policy.data").path("snapshot_schedule_policy");

        assertThat(policy.at("/schedule/daily_schedule/days_in_cycle").asInt()).isEqualTo(1);
        assertThat(policy.at("/snapshot_properties/storage_locations/0").asText())
                .isEqualTo("europe-west1");
        assertThat(policy.at("/retention_policy/on_source_disk_delete").asText())
                .isEqualTo("KEEP_AUTO_SNAPSHOTS");
        assertThat(foundation.addresses()).contains("google_compute_disk_resource_policy_attachment.data");
    }

    @Test
    void aBucketInTheRegionKeepsThreeEarlierVersionsAndWhatWasDeleted() {
        JsonNode bucket = foundation.json("google_storage_bucket.backup");

        assertThat(bucket.path("location").asText()).isEqualTo("EUROPE-WEST1");
        assertThat(bucket.path("lifecycle_rule").toString())
                .contains("\"num_newer_versions\":3", "\"days_since_noncurrent_time\":90");
        assertThat(bucket.at("/soft_delete_policy/retention_duration_seconds").asInt())
                .isEqualTo(8 * 24 * 60 * 60);
    }

    @Test
    void backupForGkeHoldsAllOfTheClusterAndLocksIt() {
        JsonNode plan = cluster.json("google_gke_backup_backup_plan.kubeflow");

        assertThat(plan.path("location").asText()).isEqualTo("europe-west1");
        assertThat(plan.at("/backup_config/all_namespaces").asBoolean()).isTrue();
        assertThat(plan.at("/backup_config/include_volume_data").asBoolean()).isTrue();
        assertThat(plan.at("/backup_config/include_secrets").asBoolean()).isTrue();
        assertThat(plan.at("/retention_policy/backup_delete_lock_days").asInt()).isEqualTo(7);
    }

    @Test
    void earlierVersionsOfSecretsAreDisabledAndKeysWaitThirtyDays() {
        assertThat(foundation
                        .json("google_secret_manager_secret_version.mysql")
                        .path("deletion_policy")
                        .asText())
                .isEqualTo("DISABLE");
        assertThat(foundation
                        .json("google_kms_crypto_key.disks")
                        .path("destroy_scheduled_duration")
                        .asText())
                .isEqualTo(30 * 24 * 60 * 60 + "s");
    }
}
