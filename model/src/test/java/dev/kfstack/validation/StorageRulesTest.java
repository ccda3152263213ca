package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StorageRulesTest {

    private static List<String> disk(String attributes) {
        return problems("{location: {zones: [europe-west1-b, europe-west1-c]}, disks: {data: {" + attributes + "}}}");
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
