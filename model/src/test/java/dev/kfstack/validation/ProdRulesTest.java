package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProdRulesTest {

    /** A prod environment that has everything, under {@code changes} to one section. */
    private static List<String> prod(String section) {
        String all = """
                tier: prod
                location: {zones: [europe-west1-b, europe-west1-c]}
                terraform: {backend: {local: null, gcs: {bucket: example-tfstate}}}
                network: {psc: {name: psc, cidr: 10.41.0.0/28}}
                cluster: {deletionProtection: true}
                database: {tier: db-custom-2-7680, availability: REGIONAL}
                disks: {data: {sizeGb: 10, zones: [europe-west1-b, europe-west1-c], snapshots: {at: "02:00", keepDays: 1}}}
                buckets: {data: {}}
                """;
        String key = section.substring(0, section.indexOf(':') + 1);
        return problems(
                all.lines().filter(line -> !line.startsWith(key)).collect(Collectors.joining("\n")) + "\n" + section);
    }

    @Test
    void aCompleteProdEnvironmentIsTaken() {
        assertThat(prod("labels: {}")).isEmpty();
    }

    @Test
    void whatProdRefusesIsTakenInDev() {
        assertThat(problems("tier: dev")).isEmpty();
    }

    @Test
    void theStateIsInABucket() {
        assertThat(prod("terraform: {backend: {local: {}}}"))
                .containsExactly(
                        "terraform.backend: must be gcs in prod: a local state dies with its disk [prod-state]");
    }

    @Test
    void thereAreTwoZones() {
        assertThat(prod("location: {zones: [europe-west1-b]}"))
                .containsExactly("location.zones: must name at least two zones in prod: a zonal control plane is down"
                        + " during upgrades [prod-regional]");
    }

    @Test
    void deletionIsProtected() {
        assertThat(prod("cluster: {deletionProtection: false}"))
                .containsExactly("cluster.deletionProtection: must be true in prod [prod-deletion-protection]");
        assertThat(prod("database: {tier: db-custom-2-7680, availability: REGIONAL, deletionProtection: false}"))
                .containsExactly("database.deletionProtection: must be true in prod [prod-deletion-protection]");
    }

    @Test
    void theDatabaseSurvivesAZoneAndAMistake() {
        assertThat(prod("database: {tier: db-custom-2-7680, availability: REGIONAL, backups: {retained: 7}}"))
                .isEmpty();
        assertThat(prod("database: {tier: db-custom-2-7680, backups: {retained: 6, pointInTime: false}}"))
                .containsExactly(
                        "database.availability: must be REGIONAL in prod, got ZONAL [prod-database]",
                        "database.backups.retained: must be at least 7 in prod, got 6 [prod-database]",
                        "database.backups.pointInTime: must be true in prod [prod-database]");
    }

    @Test
    void disksSurviveAZoneAndAMistake() {
        assertThat(prod("disks: {data: {sizeGb: 10, zones: [europe-west1-b]}}"))
                .containsExactly(
                        "disks.data: must have snapshots in prod (add snapshots: {at: \"02:00\", keepDays: 30})"
                                + " [prod-disks]",
                        "disks.data.zones: must name two zones in prod, got europe-west1-b alone [prod-disks]");
    }

    @Test
    void bucketsSurviveAMistake() {
        assertThat(prod("buckets: {data: {versioning: false, softDeleteDays: 0}}"))
                .containsExactly(
                        "buckets.data.versioning: must be true in prod [prod-buckets]",
                        "buckets.data.softDeleteDays: must be at least 7 in prod, got 0 [prod-buckets]");
    }

    @Test
    void theDatabaseHasCpusOfItsOwn() {
        assertThat(prod("database: {tier: db-n1-standard-1, availability: REGIONAL}"))
                .isEmpty();
        assertThat(prod("database: {tier: db-f1-micro, availability: REGIONAL}"))
                .containsExactly(
                        "database.tier: must have CPUs of its own in prod, got db-f1-micro, which Cloud SQL's SLA"
                                + " leaves out [prod-database-tier]");
    }
}
