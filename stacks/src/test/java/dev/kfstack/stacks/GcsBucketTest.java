package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsBucketTest {

    @TempDir
    Path root;

    @Test
    void aBucketIsPrivateAndKeepsWhatWasOverwritten() {
        foundation("buckets: {artifacts: {}}")
                .resource("google_storage_bucket.artifacts")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test", "name": "example-kf-test-kf-test-artifacts",
                          "location": "EUROPE-WEST1", "storage_class": "STANDARD",
                          "uniform_bucket_level_access": true, "public_access_prevention": "enforced",
                          "force_destroy": false, "versioning": {"enabled": true},
                          "soft_delete_policy": {"retention_duration_seconds": 604800},
                          "lifecycle_rule": [
                            {"action": {"type": "AbortIncompleteMultipartUpload"}, "condition": {"age": 7}},
                            {"action": {"type": "Delete"},
                             "condition": {"num_newer_versions": 3, "with_state": "ARCHIVED"}},
                            {"action": {"type": "Delete"},
                             "condition": {"days_since_noncurrent_time": 30, "with_state": "ARCHIVED"}}
                          ],
                          "depends_on": ["google_project_service.storage"],
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
    }

    @Test
    void whatIsSwitchedOffIsWrittenAsOff() {
        SynthAssert stack = foundation("buckets: {scratch: {versioning: false, softDeleteDays: 0}}");

        stack.resource("google_storage_bucket.scratch")
                .node("versioning.enabled")
                .isEqualTo(false);
        stack.resource("google_storage_bucket.scratch")
                .node("soft_delete_policy.retention_duration_seconds")
                .isEqualTo(0);
    }

    @Test
    void whatWasDeletedGoesInTheEnd() {
        foundation("buckets: {backup: {versionDays: 90}}")
                .resource("google_storage_bucket.backup")
                .node("lifecycle_rule[2].condition")
                .isEqualTo(json("{days_since_noncurrent_time: 90, with_state: 'ARCHIVED'}"));
    }

    @Test
    void aBucketMayLieInAnotherRegion() {
        foundation("buckets: {backup: {location: europe-west4}}")
                .resource("google_storage_bucket.backup")
                .node("location")
                .isEqualTo("EUROPE-WEST4");
    }

    @Test
    void inProdNeitherPlanNorApplyDestroysABucket() {
        SynthAssert stack = foundation("""
                tier: prod
                location: {zones: [europe-west1-b, europe-west1-c]}
                terraform: {backend: {local: null, gcs: {bucket: states}}}
                buckets: {artifacts: {}}
                """);

        stack.resource("google_storage_bucket.artifacts")
                .node("lifecycle.prevent_destroy")
                .isEqualTo(true);
        stack.resource("google_storage_bucket.artifacts")
                .node("deletion_policy")
                .isEqualTo("PREVENT");
    }

    @Test
    void aTeamReachesAndListsItsOwnFolderOfArtifactsAlone() {
        SynthAssert stack = foundation("""
                kubeflow: {components: [pipelines, profiles], artifactStore: gcs}
                network: {psc: {name: kf-test-psc, cidr: 10.41.0.0/28}}
                database: {tier: db-custom-2-7680}
                buckets: {artifacts: {}}
                serviceAccounts: {red-data: {kubernetes: [red/default-editor]}, other: {}}
                teams: {red: {owner: owner@example.com, serviceAccount: red-data}}
                """);

        stack.resource("google_storage_bucket_iam_member.red-data_artifacts")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "bucket": "${google_storage_bucket.artifacts.name}",
                          "role": "roles/storage.objectUser",
                          "member": "${google_service_account.red-data.member}",
                          "condition": {
                            "title": "private-artifacts/red",
                            "expression": "%s"
                          }
                        }
                        """.formatted(
                                "resource.name.startsWith(\\\"projects/_/buckets/example-kf-test-kf-test-artifacts/objects/"
                                        + "private-artifacts/red/\\\") || api.getAttribute(\\\"storage.googleapis.com/objectListPrefix\\\","
                                        + " \\\"\\\").startsWith(\\\"private-artifacts/red/\\\")")));
        stack.part("resource", "google_storage_bucket_iam_member").isObject().hasSize(1);
    }

    @Test
    void anAccountGetsItsRoleOnTheNamedBucketOnly() {
        SynthAssert stack = foundation("""
                buckets: {artifacts: {}, other: {}}
                serviceAccounts: {trainer: {buckets: {artifacts: roles/storage.objectUser}}}
                """);

        stack.resource("google_storage_bucket_iam_member.trainer_artifacts")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{bucket: '${google_storage_bucket.artifacts.name}', role: 'roles/storage.objectUser',"
                        + " member: '${google_service_account.trainer.member}'}"));
        stack.part("resource", "google_storage_bucket_iam_member").isObject().hasSize(1);
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
