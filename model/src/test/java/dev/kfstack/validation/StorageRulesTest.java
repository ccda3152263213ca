package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRulesTest {

    /** What is said of a database that has a path to it. */
    private static List<String> database(String attributes) {
        return problems("{network: {psc: {name: psc, cidr: 10.41.0.0/28}}, database: {" + attributes + "}}");
    }

    private static List<String> disk(String attributes) {
        return problems("{location: {zones: [europe-west1-b, europe-west1-c]}, disks: {data: {" + attributes + "}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db-custom-1-3840",
                "db-custom-1-6656",
                "db-custom-2-3840",
                "db-custom-2-13312",
                "db-custom-96-638976",
                "db-f1-micro",
                "db-n1-highmem-4"
            })
    void tiersThatCloudSqlOffersAreTaken(String tier) {
        assertThat(database("tier: " + tier)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 98})
    void aCustomTierHasOneCpuOrAnEvenNumber(int cpus) {
        assertThat(database("tier: db-custom-" + cpus + "-7680"))
                .containsExactly(
                        "database.tier: must have 1 CPU or an even number up to 96, got " + cpus + " [database-tier]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3584", "1-6912", "2-7681", "8-7168", "96-639232"})
    void aCustomTiersMemoryFitsItsCpus(String sizes) {
        String cpus = sizes.substring(0, sizes.indexOf('-'));
        String megabytes = sizes.substring(sizes.indexOf('-') + 1);
        assertThat(database("tier: db-custom-" + sizes))
                .containsExactly(
                        "database.tier: memory must be a multiple of 256 MB, at least 3840 MB, and 0.9 to 6.5 GB"
                                + " for each CPU, got " + megabytes + " MB for " + cpus + " [database-tier]");
    }

    @Test
    void tiersThatDoNotExistAreRefused() {
        assertThat(database("tier: db-custom-2"))
                .containsExactly(
                        "database.tier: must be db-custom-CPUS-MEGABYTES, got \"db-custom-2\" [database-tier]");
        assertThat(database("tier: db-n1-standrd-4"))
                .singleElement()
                .asString()
                .startsWith("database.tier: must name a tier, or be db-custom-CPUS-MEGABYTES, got \"db-n1-standrd-4\";"
                        + " known: db-f1-micro, db-g1-small, db-n1-standard-1, ")
                .endsWith(" (did you mean db-n1-standard-4?) [database-tier]");
    }

    @Test
    void aStandbyNeedsBinaryLogs() {
        String regional = "tier: db-custom-2-7680, availability: REGIONAL";
        assertThat(database(regional)).isEmpty();
        assertThat(database(regional + ", backups: {pointInTime: false}"))
                .containsExactly("database.backups.pointInTime: must be true with availability REGIONAL: the standby is"
                        + " fed by binary logs [database-standby]");
        assertThat(database("tier: db-custom-2-7680, backups: {pointInTime: false}"))
                .isEmpty();
    }

    @Test
    void aDiskHasOneZoneOrTwo() {
        assertThat(disk("sizeGb: 10, zones: [europe-west1-b]")).isEmpty();
        assertThat(disk("sizeGb: 10, zones: [europe-west1-b, europe-west1-c]")).isEmpty();
        assertThat(disk("sizeGb: 10"))
                .containsExactly(
                        "disks.data.zones: must name one zone, or two for a regional disk, got 0 [disk-zones]");
        assertThat(disk("sizeGb: 10, zones: [europe-west1-b, europe-west1-c, europe-west1-d]"))
                .containsExactly(
                        "disks.data.zones: must name one zone, or two for a regional disk, got 3 [disk-zones]");
        assertThat(disk("sizeGb: 10, zones: [europe-west1-b, europe-west1-b]"))
                .containsExactly("disks.data.zones[1]: \"europe-west1-b\" is named twice [disk-zones]");
    }

    @Test
    void aRegionalStandardDiskHasAtLeast200Gb() {
        String regional = "type: pd-standard, zones: [europe-west1-b, europe-west1-c], sizeGb: ";
        assertThat(disk(regional + 200)).isEmpty();
        assertThat(disk(regional + 199))
                .containsExactly(
                        "disks.data.sizeGb: a regional pd-standard disk has at least 200 GB, got 199 [disk-size]");
        assertThat(disk("type: pd-standard, zones: [europe-west1-b], sizeGb: 199"))
                .isEmpty();
    }

    @Test
    void aClaimIsServedByOneDisk() {
        String disk = "{sizeGb: 10, zones: [europe-west1-b], claim: kubeflow/%s}";
        assertThat(problems("disks: {a: " + disk.formatted("a") + ", b: " + disk.formatted("b") + "}"))
                .isEmpty();
        assertThat(problems("disks: {a: " + disk.formatted("a") + ", b: " + disk.formatted("a") + "}"))
                .containsExactly("disks.b.claim: kubeflow/a is served by the disk a already [disk-claim]");
    }

    @Test
    void softDeleteIsOffOrAtLeastAWeek() {
        assertThat(problems("buckets: {data: {softDeleteDays: 0}}")).isEmpty();
        assertThat(problems("buckets: {data: {softDeleteDays: 7}}")).isEmpty();
        assertThat(problems("buckets: {data: {softDeleteDays: 1}}"))
                .containsExactly(
                        "buckets.data.softDeleteDays: must be 0 or between 7 and 90, got 1 [bucket-soft-delete]");
        assertThat(problems("buckets: {data: {softDeleteDays: 6}}"))
                .containsExactly(
                        "buckets.data.softDeleteDays: must be 0 or between 7 and 90, got 6 [bucket-soft-delete]");
    }
}
