package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStackTest {

    private static final String CLUSTER = "google_container_cluster.kubeflow";
    private static final String PROD = """
            tier: prod
            location: {zones: [europe-west1-b, europe-west1-c, europe-west1-d]}
            terraform: {backend: {local: null, gcs: {bucket: states}}}
            """;

    @TempDir
    Path root;

    @Test
    void oneZoneMakesAZonalClusterWithoutFurtherNodeLocations() {
        SynthAssert stack = cluster("");

        stack.resource(CLUSTER).node("location").isEqualTo("europe-west1-b");
        stack.resource(CLUSTER).node("node_locations").isAbsent();
        stack.resource(CLUSTER).node("name").isEqualTo("kf-test");
        stack.resource(CLUSTER).node("project").isEqualTo("example-kf-test");
        stack.resource(CLUSTER).node("description").isAbsent();
    }

    @Test
    void severalZonesMakeARegionalCluster() {
        SynthAssert stack = cluster("location: {zones: [europe-west1-d, europe-west1-b]}");

        stack.resource(CLUSTER).node("location").isEqualTo("europe-west1");
        stack.resource(CLUSTER).node("node_locations").isEqualTo(json("[\"europe-west1-d\", \"europe-west1-b\"]"));
    }

    @Test
    void notificationsFleetAndNodePoolsOfGkesOwnAreOffUnlessAskedFor() {
        SynthAssert stack = cluster("");

        stack.resource(CLUSTER).node("notification_config").isEqualTo(json("{pubsub: {enabled: false}}"));
        stack.resource(CLUSTER).node("fleet").isAbsent();
        stack.resource(CLUSTER)
                .node("cluster_autoscaling")
                .isEqualTo(json("{enabled: false, autoscaling_profile: 'BALANCED'}"));
    }

    @Test
    void notificationsGoToATopicOfTheFoundation() {
        SynthAssert stack = cluster("cluster: {notifications: true, fleet: {project: example-fleet}}");

        stack.resource(CLUSTER)
                .node("notification_config")
                .isEqualTo(json("{pubsub: {enabled: true, topic:"
                        + " 'projects/example-kf-test/topics/kf-test-gke-notifications', filter: {event_type:"
                        + " ['UPGRADE_AVAILABLE_EVENT', 'UPGRADE_EVENT', 'SECURITY_BULLETIN_EVENT']}}}"));
        stack.resource(CLUSTER).node("fleet").isEqualTo(json("{project: 'example-fleet'}"));
        SynthAssert foundation = SynthAssert.of(root.resolve("cdktf.out/stacks/kf-test-foundation/cdk.tf.json"));
        foundation
                .resource("google_pubsub_topic.gke-notifications")
                .node("name")
                .isEqualTo("kf-test-gke-notifications");
        foundation
                .resource("google_pubsub_topic.gke-notifications")
                .node("depends_on")
                .isEqualTo(json("['google_project_service.pubsub']"));
        foundation.resource("google_project_service.gkehub").node("service").isEqualTo("gkehub.googleapis.com");
    }

    @Test
    void nodesThatGkeProvisionsAreLimitedAndAsHardenedAsOthers() {
        SynthAssert stack = cluster("""
                encryption: {}
                cluster: {nodeAutoProvisioning: {cpu: 40, memoryGb: 160, gpus: {nvidia-l4: 4}}}
                """);

        stack.resource(CLUSTER)
                .node("cluster_autoscaling.resource_limits")
                .isEqualTo(
                        json("[{resource_type: 'cpu', minimum: 0, maximum: 40}, {resource_type: 'memory', minimum: 0,"
                                + " maximum: 160}, {resource_type: 'nvidia-l4', minimum: 0, maximum: 4}]"));
        stack.resource(CLUSTER)
                .node("cluster_autoscaling.auto_provisioning_defaults.service_account")
                .isEqualTo("kf-test-nodes@example-kf-test.iam.gserviceaccount.com");
        stack.resource(CLUSTER)
                .node("cluster_autoscaling.auto_provisioning_defaults.shielded_instance_config")
                .isEqualTo(json("{enable_secure_boot: true, enable_integrity_monitoring: true}"));
        stack.resource(CLUSTER)
                .node("cluster_autoscaling.auto_provisioning_defaults.boot_disk_kms_key")
                .isEqualTo("projects/example-kf-test/locations/europe-west1/keyRings/kf-test/cryptoKeys/disks");
    }

    @Test
    void theControlPlaneIsReachedByDnsAloneAndHasNoAuthorizedNetworks() {
        SynthAssert stack = cluster("");

        stack.resource(CLUSTER)
                .node("private_cluster_config")
                .isEqualTo(json("{enable_private_nodes: true, enable_private_endpoint: true}"));
        stack.resource(CLUSTER)
                .node("control_plane_endpoints_config")
                .isEqualTo(json("{dns_endpoint_config: {allow_external_traffic: true, enable_k8s_tokens_via_dns: false,"
                        + " enable_k8s_certs_via_dns: false}, ip_endpoints_config: {enabled: false}}"));
        stack.resource(CLUSTER).node("master_authorized_networks_config").isAbsent();
    }

    @Test
    void aControlPlaneInASubnetworkOfTheHostProjectIsPrivate() {
        SynthAssert stack = cluster("""
                cluster:
                  controlPlane:
                    access: {privateSubnetwork: {name: kf-control-plane, cidr: 172.16.0.0/28}}
                    authorizedNetworks: {office: 10.250.0.0/16, bastion: 10.251.0.0/28}
                """);

        stack.resource(CLUSTER)
                .node("private_cluster_config")
                .isEqualTo(
                        json("{enable_private_nodes: true, enable_private_endpoint: true, private_endpoint_subnetwork:"
                                + " 'projects/example-net-host/regions/europe-west1/subnetworks/kf-control-plane',"
                                + " master_global_access_config: {enabled: true}}"));
        stack.resource(CLUSTER)
                .node("control_plane_endpoints_config.ip_endpoints_config.enabled")
                .isEqualTo(true);
        stack.resource(CLUSTER)
                .node("control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic")
                .isEqualTo(false);
        stack.resource(CLUSTER)
                .node("master_authorized_networks_config")
                .isEqualTo(json("{gcp_public_cidrs_access_enabled: false, private_endpoint_enforcement_enabled: true,"
                        + " cidr_blocks: [{display_name: 'office', cidr_block: '10.250.0.0/16'},"
                        + " {display_name: 'bastion', cidr_block: '10.251.0.0/28'}]}"));
    }

    @Test
    void aControlPlaneWithARangeOfItsOwnTakesThatRange() {
        SynthAssert stack = cluster("cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}");

        stack.resource(CLUSTER)
                .node("private_cluster_config.master_ipv4_cidr_block")
                .isEqualTo("172.16.0.0/28");
        stack.resource(CLUSTER)
                .node("private_cluster_config.private_endpoint_subnetwork")
                .isAbsent();
        stack.resource(CLUSTER)
                .node("master_authorized_networks_config")
                .isEqualTo(
                        json("{gcp_public_cidrs_access_enabled: false, private_endpoint_enforcement_enabled: true}"));
    }

    @Test
    void theEndOfTheFirstWindowIsItsStartAndItsLength() {
        SynthAssert stack = cluster("""
                cluster:
                  maintenance:
                    window: {start: "2026-02-28T20:00:00Z", durationHours: 12, recurrence: "FREQ=WEEKLY;BYDAY=SA"}
                    exclusions:
                      year-end: {start: "2026-12-15T00:00:00Z", end: "2027-01-05T00:00:00Z"}
                """);

        stack.resource(CLUSTER)
                .node("maintenance_policy")
                .isEqualTo(
                        json("{recurring_window: {start_time: '2026-02-28T20:00:00Z', end_time: '2026-03-01T08:00:00Z',"
                                + " recurrence: 'FREQ=WEEKLY;BYDAY=SA'}, maintenance_exclusion: [{exclusion_name: 'year-end',"
                                + " start_time: '2026-12-15T00:00:00Z', end_time: '2027-01-05T00:00:00Z',"
                                + " exclusion_options: {scope: 'NO_MINOR_UPGRADES'}}]}"));
    }

    @Test
    void exclusionsWithoutAWindowHoldAndGkeChoosesOutsideOfThem() {
        SynthAssert stack = cluster("""
                cluster:
                  maintenance:
                    exclusions:
                      year-end: {start: "2026-12-15T00:00:00Z", end: "2027-01-05T00:00:00Z", scope: NO_UPGRADES}
                """);

        stack.resource(CLUSTER)
                .node("maintenance_policy")
                .isEqualTo(json("{recurring_window: {start_time: '2026-01-01T00:00:00Z', end_time:"
                        + " '2026-01-02T00:00:00Z', recurrence: 'FREQ=DAILY'}, maintenance_exclusion: [{exclusion_name:"
                        + " 'year-end', start_time: '2026-12-15T00:00:00Z', end_time: '2027-01-05T00:00:00Z',"
                        + " exclusion_options: {scope: 'NO_UPGRADES'}}]}"));
    }

    @Test
    void withoutAWindowGkeChooses() {
        cluster("").resource(CLUSTER).node("maintenance_policy").isAbsent();
    }

    @Test
    void groupsInRbacNeedTheirGroup() {
        cluster("").resource(CLUSTER).node("authenticator_groups_config").isAbsent();
        cluster("cluster: {securityGroup: gke-security-groups@example.com}")
                .resource(CLUSTER)
                .node("authenticator_groups_config.security_group")
                .isEqualTo("gke-security-groups@example.com");
    }

    @Test
    void theBackupAgentRunsWhereThereIsABackupPlanAndIsOffElsewhere() {
        cluster("")
                .resource(CLUSTER)
                .node("addons_config.gke_backup_agent_config.enabled")
                .isEqualTo(false);
        cluster("backup: {gke: {cron: \"0 3 * * *\", keepDays: 30}}")
                .resource(CLUSTER)
                .node("addons_config.gke_backup_agent_config.enabled")
                .isEqualTo(true);
    }

    @Test
    void theThrowAwayPoolNeverReplacesTheCluster() {
        SynthAssert stack = cluster("");

        stack.resource(CLUSTER).node("remove_default_node_pool").isEqualTo(true);
        stack.resource(CLUSTER).node("initial_node_count").isEqualTo(1);
        stack.resource(CLUSTER)
                .node("lifecycle.ignore_changes")
                .isEqualTo(json("[\"node_config\", \"initial_node_count\"]"));
    }

    @Test
    void inProdNeitherClusterNorPoolIsDestroyedByAPlan() {
        SynthAssert stack = cluster(PROD);

        stack.resource(CLUSTER).node("lifecycle.prevent_destroy").isEqualTo(true);
        stack.resource(CLUSTER).node("deletion_policy").isEqualTo("PREVENT");
        stack.resource(CLUSTER).node("deletion_protection").isEqualTo(true);
        stack.resource("google_container_node_pool.standard")
                .node("lifecycle.prevent_destroy")
                .isEqualTo(true);
        stack.resource("google_container_node_pool.standard")
                .node("deletion_policy")
                .isAbsent();
    }

    @Test
    void backupForGkeTakesEverythingOnItsSchedule() {
        cluster("backup: {gke: {cron: \"0 3 * * *\", keepDays: 30, lockDays: 7}}")
                .resource("google_gke_backup_backup_plan.kubeflow")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test", "location": "europe-west1", "name": "kf-test",
                          "cluster": "${google_container_cluster.kubeflow.id}",
                          "backup_config": {"all_namespaces": true, "include_volume_data": true, "include_secrets": true},
                          "backup_schedule": {"cron_schedule": "0 3 * * *"},
                          "retention_policy": {
                            "backup_retain_days": 30, "backup_delete_lock_days": 7, "locked": false},
                          "deletion_policy": "DELETE", "lifecycle": {"prevent_destroy": false}
                        }
                        """));
    }

    @Test
    void elsewhereTheyMayBe() {
        SynthAssert stack = cluster("cluster: {deletionProtection: false}");

        stack.resource(CLUSTER).node("lifecycle.prevent_destroy").isEqualTo(false);
        stack.resource(CLUSTER).node("deletion_policy").isEqualTo("DELETE");
        stack.resource(CLUSTER).node("deletion_protection").isEqualTo(false);
        stack.resource("google_container_node_pool.standard")
                .node("lifecycle.prevent_destroy")
                .isEqualTo(false);
    }

    @Test
    void everyPoolIsAResourceOfItsOwnNamedAsInTheFile() {
        SynthAssert stack =
                cluster("nodePools: {cluster: {machineType: e2-standard-4, autoscaling: {totalMin: 0, totalMax: 1}}}");

        assertThat(stack.addresses())
                .containsExactly(CLUSTER, "google_container_node_pool.cluster", "google_container_node_pool.standard");
    }

    private SynthAssert cluster(String changes) {
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", changes).validated();
        fixture.synth();
        return fixture.stack("kf-test-cluster");
    }
}
