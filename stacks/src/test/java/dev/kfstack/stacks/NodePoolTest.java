package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePoolTest {

    private static final String GPU = """
            location: {zones: [europe-west1-b, europe-west1-c]}
            nodePools:
              gpu:
                machineType: g2-standard-12
                zones: [europe-west1-c]
                autoscaling: {totalMin: 0, totalMax: 6}
                accelerator: {type: nvidia-l4, count: 1, driver: LATEST, sharing: {strategy: TIME_SHARING, clients: 4}}
                upgrade: {maxSurge: 0, maxUnavailable: 1}
            """;

    @TempDir
    Path root;

    @Test
    void aPlainPoolIsHardenedAndTiedToItsCluster() {
        SynthAssert stack = cluster("labels: {team: ml-platform}");

        stack.resource("google_container_node_pool.standard")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test", "name": "standard", "location": "europe-west1-b",
                          "cluster": "${google_container_cluster.kubeflow.name}",
                          "node_locations": ["europe-west1-b"],
                          "autoscaling": {"total_min_node_count": 1, "total_max_node_count": 10, "location_policy": "BALANCED"},
                          "initial_node_count": 1, "max_pods_per_node": 64,
                          "management": {"auto_repair": true, "auto_upgrade": true},
                          "upgrade_settings": {"strategy": "SURGE", "max_surge": 1, "max_unavailable": 0},
                          "network_config": {"enable_private_nodes": true, "pod_range": "kf-test-pods"},
                          "lifecycle": {"ignore_changes": ["initial_node_count"], "prevent_destroy": false},
                          "node_config": {
                            "machine_type": "n2-standard-8", "image_type": "COS_CONTAINERD", "spot": false,
                            "disk_type": "pd-balanced", "disk_size_gb": 100,
                            "service_account": "kf-test-nodes@example-kf-test.iam.gserviceaccount.com",
                            "oauth_scopes": ["https://www.googleapis.com/auth/cloud-platform"],
                            "labels": {"kfstack.dev/pool": "standard"},
                            "resource_labels": {"environment": "kf-test", "managed-by": "kfstack", "team": "ml-platform"},
                            "tags": ["kf-test-node"], "metadata": {"disable-legacy-endpoints": "true"},
                            "shielded_instance_config": {"enable_secure_boot": true, "enable_integrity_monitoring": true},
                            "workload_metadata_config": {"mode": "GKE_METADATA"},
                            "gcfs_config": {"enabled": true}, "gvnic": {"enabled": true}, "logging_variant": "DEFAULT",
                            "kubelet_config": {"insecure_kubelet_readonly_port_enabled": "FALSE", "pod_pids_limit": 4096}
                          }
                        }
                        """));
    }

    @Test
    void machinesThatAreHardToGetComeAsTheReferenceHasThem() {
        SynthAssert stack = cluster("""
                nodePools:
                  flex:
                    machineType: a3-ultragpu-8g
                    disk: {type: hyperdisk-balanced}
                    autoscaling: {totalMin: 0, totalMax: 4}
                    accelerator: {type: nvidia-h200-141gb, count: 8, driver: LATEST}
                    flexStart: {}
                  queued:
                    machineType: a2-highgpu-8g
                    autoscaling: {totalMin: 0, totalMax: 4}
                    accelerator: {type: nvidia-tesla-a100, count: 8}
                    flexStart: {maxRunHours: 24, queued: true}
                  h100:
                    machineType: a3-highgpu-8g
                    disk: {type: pd-ssd}
                    autoscaling: {totalMin: 0, totalMax: 4}
                    accelerator: {type: nvidia-h100-80gb, count: 8, driver: LATEST}
                    reservation: h100-reservation
                  hpc:
                    machineType: h4d-standard-192
                    disk: {type: hyperdisk-balanced}
                    autoscaling: {totalMin: 0, totalMax: 4}
                    flexStart: {}
                  compact:
                    machineType: c2-standard-60
                    autoscaling: {totalMin: 0, totalMax: 4}
                    compactPlacement: true
                """);

        var flex = stack.resource("google_container_node_pool.flex");
        flex.node("node_config.flex_start").isEqualTo(true);
        flex.node("node_config.max_run_duration").isEqualTo("604800s");
        flex.node("node_config.reservation_affinity").isEqualTo(json("{consume_reservation_type: 'NO_RESERVATION'}"));
        flex.node("node_config.ephemeral_storage_local_ssd_config").isEqualTo(json("{local_ssd_count: 32}"));
        flex.node("management").isEqualTo(json("{auto_repair: false, auto_upgrade: true}"));
        var queued = stack.resource("google_container_node_pool.queued");
        queued.node("queued_provisioning").isEqualTo(json("{enabled: true}"));
        queued.node("node_config.flex_start").isEqualTo(true);
        queued.node("node_config.max_run_duration").isEqualTo("86400s");
        var h100 = stack.resource("google_container_node_pool.h100");
        h100.node("node_config.reservation_affinity")
                .isEqualTo(json("{consume_reservation_type: 'SPECIFIC_RESERVATION', key:"
                        + " 'compute.googleapis.com/reservation-name', values: ['h100-reservation']}"));
        h100.node("node_config.ephemeral_storage_local_ssd_config").isEqualTo(json("{local_ssd_count: 16}"));
        h100.node("autoscaling.location_policy").isEqualTo("ANY");
        stack.resource("google_container_node_pool.hpc")
                .node("autoscaling.location_policy")
                .isEqualTo("ANY");
        stack.resource("google_container_node_pool.compact")
                .node("placement_policy")
                .isEqualTo(json("{type: 'COMPACT'}"));
    }

    @Test
    void imagesAreThereEarlyAndUpgradesCanGoBackWhereAskedFor() {
        SynthAssert stack = cluster("""
                nodePools:
                  cached:
                    machineType: n2-standard-16
                    autoscaling: {totalMin: 0, totalMax: 4}
                    secondaryBootDisks: [projects/example-kf-test/global/images/notebooks]
                    upgrade: {blueGreen: {}}
                """);

        stack.resource("google_container_node_pool.cached")
                .node("node_config.secondary_boot_disks")
                .isEqualTo(json("[{disk_image: 'projects/example-kf-test/global/images/notebooks', mode:"
                        + " 'CONTAINER_IMAGE_CACHE'}]"));
        stack.resource("google_container_node_pool.cached")
                .node("upgrade_settings")
                .isEqualTo(json("{strategy: 'BLUE_GREEN', blue_green_settings: {node_pool_soak_duration: '3600s',"
                        + " standard_rollout_policy: {batch_node_count: 1, batch_soak_duration: '600s'}}}"));
    }

    @Test
    void aGpuPoolTakesMachinesWhereThereAreSomeAndKeepsOthersOff() {
        SynthAssert stack = cluster(GPU);

        stack.resource("google_container_node_pool.gpu").node("node_locations").isEqualTo(json("[\"europe-west1-c\"]"));
        stack.resource("google_container_node_pool.gpu").node("location").isEqualTo("europe-west1");
        stack.resource("google_container_node_pool.gpu")
                .node("autoscaling.location_policy")
                .isEqualTo("ANY");
        stack.resource("google_container_node_pool.gpu")
                .node("node_config.taint")
                .isEqualTo(json("[{key: 'nvidia.com/gpu', value: 'present', effect: 'NO_SCHEDULE'}]"));
        stack.resource("google_container_node_pool.gpu")
                .node("node_config.guest_accelerator")
                .isEqualTo(json("[{type: 'nvidia-l4', count: 1, gpu_driver_installation_config: {gpu_driver_version:"
                        + " 'LATEST'}, gpu_sharing_config: {gpu_sharing_strategy: 'TIME_SHARING',"
                        + " max_shared_clients_per_gpu: 4}}]"));
        stack.resource("google_container_node_pool.gpu")
                .node("upgrade_settings")
                .isEqualTo(json("{strategy: 'SURGE', max_surge: 0, max_unavailable: 1}"));
    }

    @Test
    void aPartitionedGpuHasItsPartitionAndNoSharing() {
        SynthAssert stack =
                cluster("nodePools: {mig: {machineType: a2-highgpu-1g, autoscaling: {totalMin: 0, totalMax: 1},"
                        + " accelerator: {type: nvidia-tesla-a100, count: 1, partitionSize: 1g.5gb}}}");

        stack.resource("google_container_node_pool.mig")
                .node("node_config.guest_accelerator")
                .isEqualTo(json("[{type: 'nvidia-tesla-a100', count: 1, gpu_partition_size: '1g.5gb',"
                        + " gpu_driver_installation_config: {gpu_driver_version: 'DEFAULT'}}]"));
    }

    @Test
    void taintsOfADedicatedSpotPoolComeInAFixedOrder() {
        SynthAssert stack = cluster("nodePools: {cheap: {machineType: n2-standard-8, dedicated: true, spot: true,"
                + " autoscaling: {totalMin: 0, totalMax: 1}, labels: {b: x, a.example/z: y}}}");

        stack.resource("google_container_node_pool.cheap")
                .node("node_config.taint")
                .isEqualTo(json("[{key: 'kubeflow.org/pool', value: 'cheap', effect: 'NO_SCHEDULE'},"
                        + " {key: 'cloud.google.com/gke-spot', value: 'true', effect: 'NO_SCHEDULE'}]"));
        stack.resource("google_container_node_pool.cheap")
                .node("node_config.spot")
                .isEqualTo(true);
        stack.resource("google_container_node_pool.cheap")
                .node("autoscaling.location_policy")
                .isEqualTo("ANY");
        stack.resource("google_container_node_pool.cheap")
                .node("node_config.labels")
                .isEqualTo(json("{'a.example/z': 'y', 'b': 'x', 'kfstack.dev/pool': 'cheap'}"));
    }

    @Test
    void disksLocalSsdsAndPodsAreThePoolsOwn() {
        SynthAssert stack =
                cluster("nodePools: {fast: {machineType: n2-standard-8, maxPodsPerNode: 32, localSsdCount: 2,"
                        + " disk: {type: pd-ssd, sizeGb: 200}, autoscaling: {totalMin: 0, totalMax: 1}}}");

        stack.resource("google_container_node_pool.fast")
                .node("max_pods_per_node")
                .isEqualTo(32);
        stack.resource("google_container_node_pool.fast")
                .node("node_config.disk_type")
                .isEqualTo("pd-ssd");
        stack.resource("google_container_node_pool.fast")
                .node("node_config.disk_size_gb")
                .isEqualTo(200);
        stack.resource("google_container_node_pool.fast")
                .node("node_config.ephemeral_storage_local_ssd_config.local_ssd_count")
                .isEqualTo(2);
    }

    @Test
    void theFirstNodesOfARegionalPoolKeepWithinBothLimits() {
        SynthAssert stack = cluster("""
                location: {zones: [europe-west1-b, europe-west1-c, europe-west1-d]}
                nodePools:
                  standard: {autoscaling: {totalMin: 4, totalMax: 10}}
                  small: {machineType: n2-standard-8, autoscaling: {totalMin: 1, totalMax: 2}}
                """);

        stack.resource("google_container_node_pool.standard")
                .node("initial_node_count")
                .isEqualTo(2);
        stack.resource("google_container_node_pool.small")
                .node("initial_node_count")
                .isEqualTo(0);
    }

    private SynthAssert cluster(String changes) {
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", changes).validated();
        fixture.synth();
        return fixture.stack("kf-test-cluster");
    }
}
