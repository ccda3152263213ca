package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistentDiskTest {

    private static final String ZONAL = """
            disks: {notebooks: {sizeGb: 200, zones: [europe-west1-b], snapshots: {at: "02:00", keepDays: 14}}}
            """;

    private static final String REGIONAL = """
            location: {zones: [europe-west1-b, europe-west1-c]}
            disks:
              artifacts:
                type: pd-ssd
                sizeGb: 500
                zones: [%s]
                snapshots: {at: "03:00", keepDays: 30}
            """;

    @TempDir
    Path root;

    @Test
    void aZonalDiskHasItsScheduleAttached() {
        SynthAssert stack = foundation(ZONAL);

        stack.resource("google_compute_disk.notebooks").whenIgnoringPaths("//").isEqualTo(json("""
                        {
                          "project": "example-kf-test", "name": "kf-test-notebooks", "zone": "europe-west1-b",
                          "type": "pd-balanced", "size": 200, "create_snapshot_before_destroy": false,
                          "depends_on": ["google_project_service.compute"],
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
        stack.resource("google_compute_disk_resource_policy_attachment.notebooks")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test", "zone": "europe-west1-b",
                          "disk": "${google_compute_disk.notebooks.name}",
                          "name": "${google_compute_resource_policy.notebooks.name}"
                        }
                        """));
    }

    @Test
    void snapshotsAreKeptWhenTheDiskIsGone() {
        foundation(ZONAL)
                .resource("google_compute_resource_policy.notebooks")
                .node("snapshot_schedule_policy")
                .isEqualTo(json("""
                        {
                          "schedule": {"daily_schedule": {"days_in_cycle": 1, "start_time": "02:00"}},
                          "retention_policy": {
                            "max_retention_days": 14, "on_source_disk_delete": "KEEP_AUTO_SNAPSHOTS"},
                          "snapshot_properties": {
                            "guest_flush": false, "storage_locations": ["europe-west1"],
                            "labels": {"environment": "kf-test", "managed-by": "kfstack"}}
                        }
                        """));
    }

    @Test
    void aRegionalDiskIsTheSameInWhateverOrderItsZonesAreWritten() {
        SynthAssert stack = foundation(REGIONAL.formatted("europe-west1-c, europe-west1-b"));

        stack.resource("google_compute_region_disk.artifacts")
                .node("replica_zones")
                .isEqualTo(json("['europe-west1-b', 'europe-west1-c']"));
        stack.resource("google_compute_region_disk_resource_policy_attachment.artifacts")
                .node("region")
                .isEqualTo("europe-west1");
    }

    @Test
    void aDiskWithoutSnapshotsHasNoSchedule() {
        assertThat(foundation("disks: {scratch: {sizeGb: 10, zones: [europe-west1-b]}}")
                        .addresses())
                .contains("google_compute_disk.scratch")
                .noneMatch(address -> address.contains("resource_policy"));
    }

    @Test
    void noDiskHasADescription() {
        foundation(ZONAL)
                .resource("google_compute_disk.notebooks")
                .node("description")
                .isAbsent();
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
