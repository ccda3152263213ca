package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of one attribute plans: what the real provider was seen to plan for the same change. */
class ChangeTest {

    @ParameterizedTest(name = "{1}: {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
        kf-test-cluster | google_container_cluster.kubeflow | release_channel.channel = "STABLE" | in place
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config.enable_private_nodes = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config.enable_private_endpoint = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | control_plane_endpoints_config.ip_endpoints_config.enabled = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | node_locations = ["europe-west1-c"] | in place
        kf-test-cluster | google_container_cluster.kubeflow | min_master_version = "1.34" | in place
        kf-test-cluster | google_container_cluster.kubeflow | authenticator_groups_config.security_group = "gke-security-groups@example.org" | in place
        kf-test-cluster | google_container_cluster.kubeflow | database_encryption.state = "DECRYPTED" | in place
        kf-test-cluster | google_container_cluster.kubeflow | resource_labels.environment = "other" | in place
        kf-test-cluster | google_container_cluster.kubeflow | enable_intranode_visibility = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | enable_cilium_clusterwide_network_policy = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | enable_shielded_nodes = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | logging_config.enable_components = ["SYSTEM_COMPONENTS"] | in place
        kf-test-cluster | google_container_cluster.kubeflow | monitoring_config.managed_prometheus.enabled = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | maintenance_policy - | in place
        kf-test-cluster | google_container_cluster.kubeflow | addons_config.gcs_fuse_csi_driver_config.enabled = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | deletion_protection = true | in place
        kf-test-cluster | google_container_cluster.kubeflow | gateway_api_config.channel = "CHANNEL_DISABLED" | in place
        kf-test-cluster | google_container_cluster.kubeflow | fleet - | in place
        kf-test-cluster | google_container_cluster.kubeflow | dns_config.cluster_dns_scope = "VPC_SCOPE" | in place
        kf-test-cluster | google_container_cluster.kubeflow | cost_management_config.enabled = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | vertical_pod_autoscaling.enabled = false | in place
        kf-test-cluster | google_container_cluster.kubeflow | location = "europe-west1" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | network = "projects/net-host/global/networks/other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | subnetwork = "projects/net-host/regions/europe-west1/subnetworks/other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | ip_allocation_policy.cluster_secondary_range_name = "other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | datapath_provider = "LEGACY_DATAPATH" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | default_max_pods_per_node = 32 | replaced
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config.private_endpoint_subnetwork = "projects/net-host/regions/europe-west1/subnetworks/other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | master_auth.client_certificate_config.issue_client_certificate = true | replaced
        kf-test-cluster | google_container_cluster.kubeflow | enable_l4_ilb_subsetting = false | replaced
        kf-test-cluster | google_container_cluster.kubeflow | enable_fqdn_network_policy = false | replaced
        kf-test-cluster | google_container_cluster.kubeflow | cluster_autoscaling.auto_provisioning_defaults.boot_disk_kms_key = "projects/p/locations/l/keyRings/r/cryptoKeys/other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | description = "other" | replaced
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | workload_identity_config - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | authenticator_groups_config - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | addons_config.gcs_fuse_csi_driver_config - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | network_policy - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | master_authorized_networks_config - | nothing
        kf-test-cluster | google_container_cluster.kubeflow | network = "https://www.googleapis.com/compute/v1/projects/net-host/global/networks/shared" | nothing
        kf-test-cluster | google_container_node_pool.standard | node_config.machine_type = "n2-standard-16" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.labels.other = "label" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.taint = [{"key": "k", "value": "v", "effect": "NO_SCHEDULE"}] | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.tags = ["other"] | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.disk_size_gb = 200 | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.disk_type = "pd-ssd" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.image_type = "UBUNTU_CONTAINERD" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.workload_metadata_config.mode = "GCE_METADATA" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.gcfs_config.enabled = false | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.gvnic - | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.logging_variant = "MAX_THROUGHPUT" | in place
        kf-test-cluster | google_container_node_pool.standard | node_config.kubelet_config.pod_pids_limit = 2048 | in place
        kf-test-cluster | google_container_node_pool.standard | autoscaling.total_max_node_count = 11 | in place
        kf-test-cluster | google_container_node_pool.standard | autoscaling = {"min_node_count": 0, "max_node_count": 3} | in place
        kf-test-cluster | google_container_node_pool.standard | autoscaling - | in place
        kf-test-cluster | google_container_node_pool.standard | node_locations = ["europe-west1-c"] | in place
        kf-test-cluster | google_container_node_pool.standard | upgrade_settings.max_surge = 2 | in place
        kf-test-cluster | google_container_node_pool.standard | management.auto_upgrade = false | in place
        kf-test-cluster | google_container_node_pool.standard | version = "1.34.1" | in place
        kf-test-cluster | google_container_node_pool.standard | name = "other" | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.oauth_scopes = ["https://www.googleapis.com/auth/devstorage.read_only"] | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.metadata.other = "value" | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.service_account = "other@kf-test-svc.iam.gserviceaccount.com" | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.spot = true | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.min_cpu_platform = "Intel Ice Lake" | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.shielded_instance_config.enable_secure_boot = false | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.boot_disk_kms_key - | replaced
        kf-test-cluster | google_container_node_pool.standard | max_pods_per_node = 32 | replaced
        kf-test-cluster | google_container_node_pool.standard | network_config.pod_range = "other" | replaced
        kf-test-cluster | google_container_node_pool.standard | placement_policy = {"type": "COMPACT"} | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.reservation_affinity = {"consume_reservation_type": "NO_RESERVATION"} | replaced
        kf-test-cluster | google_container_node_pool.standard | queued_provisioning = {"enabled": true} | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.secondary_boot_disks = [{"disk_image": "projects/p/global/images/i"}] | replaced
        kf-test-cluster | google_container_node_pool.standard | node_config.max_run_duration = "3600s" | replaced
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator.0.count = 2 | replaced
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator.0.type = "nvidia-l4" | replaced
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator.0.gpu_driver_installation_config.gpu_driver_version = "LATEST" | replaced
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator.0.gpu_driver_installation_config - | nothing
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator - | nothing
        kf-test-cluster | google_container_node_pool.t4 | node_config.taint - | in place
        kf-test-cluster | google_gke_backup_backup_plan.daily | location = "europe-west4" | replaced
        kf-test-cluster | google_gke_backup_backup_plan.daily | backup_schedule.cron_schedule = "0 4 * * *" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.tier = "db-custom-4-15360" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | database_version = "MYSQL_8_0" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.edition = "ENTERPRISE_PLUS" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.availability_type = "REGIONAL" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.disk_type = "PD_HDD" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.ip_configuration.ipv4_enabled = true | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.ip_configuration.private_network = "projects/net-host/global/networks/other" | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.deny_maintenance_period - | in place
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.ip_configuration.private_network - | replaced
        kf-test-foundation | google_sql_database_instance.kubeflow | encryption_key_name = "projects/p/locations/l/keyRings/r/cryptoKeys/other" | replaced
        kf-test-foundation | google_sql_database_instance.kubeflow | region = "europe-west4" | replaced
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.collation = "utf8mb4" | replaced
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.user_labels - | nothing
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.insights_config - | nothing
        kf-test-foundation | google_secret_manager_secret_version.database-password | secret_data_wo_version = 2 | replaced
        kf-test-foundation | google_secret_manager_secret_version.database-password | enabled = false | in place
        kf-test-foundation | google_secret_manager_secret.oauth-client | secret_id = "other" | replaced
        kf-test-foundation | google_secret_manager_secret.oauth-client | labels.other = "label" | in place
        kf-test-foundation | google_sql_user.kubeflow | password_wo_version = 2 | in place
        kf-test-foundation | google_sql_user.kubeflow | host = "localhost" | replaced
        kf-test-foundation | google_sql_user.kubeflow | name = "other" | replaced
        kf-test-foundation | google_compute_disk.notebooks | size = 300 | in place
        kf-test-foundation | google_compute_disk.notebooks | size = 100 | replaced
        kf-test-foundation | google_compute_disk.notebooks | type = "pd-ssd" | replaced
        kf-test-foundation | google_compute_disk.notebooks | labels.other = "label" | in place
        kf-test-foundation | google_compute_disk.notebooks | disk_encryption_key - | replaced
        kf-test-foundation | google_compute_disk.notebooks | description = "new" | replaced
        kf-test-foundation | google_compute_region_disk.artifacts | size = 100 | replaced
        kf-test-foundation | google_compute_region_disk.artifacts | replica_zones = ["europe-west1-c", "europe-west1-b"] | replaced
        kf-test-foundation | google_compute_resource_policy.daily-snapshots | name = "other" | in place
        kf-test-foundation | google_storage_bucket.pipelines | storage_class = "NEARLINE" | in place
        kf-test-foundation | google_storage_bucket.pipelines | versioning.enabled = false | in place
        kf-test-foundation | google_storage_bucket.pipelines | lifecycle_rule - | in place
        kf-test-foundation | google_storage_bucket.pipelines | encryption - | in place
        kf-test-foundation | google_storage_bucket.pipelines | location = "EUROPE-WEST4" | replaced
        kf-test-foundation | google_storage_bucket.pipelines | soft_delete_policy - | nothing
        kf-test-foundation | google_service_account.nodes | display_name = "other" | in place
        kf-test-foundation | google_service_account.nodes | account_id = "other-account" | replaced
        kf-test-foundation | google_kms_crypto_key.gke | rotation_period = "8640000s" | in place
        kf-test-foundation | google_kms_crypto_key.gke | destroy_scheduled_duration = "172800s" | replaced
        kf-test-foundation | google_artifact_registry_repository.images | description = "other" | in place
        kf-test-foundation | google_artifact_registry_repository.images | format = "NPM" | replaced
        kf-test-foundation | google_artifact_registry_repository.images | kms_key_name - | replaced
        kf-test-foundation | google_pubsub_topic.gke-notifications | name = "other" | replaced
        kf-test-foundation | google_project_iam_member.nodes-artifactregistry-reader | role = "roles/viewer" | replaced
        kf-test-foundation | google_sql_database.metadb | charset = "utf8" | in place
        kf-test-network | google_compute_subnetwork.nodes | ip_cidr_range = "10.10.0.0/23" | in place
        kf-test-network | google_compute_subnetwork.nodes | ip_cidr_range = "10.10.0.0/25" | replaced
        kf-test-network | google_compute_subnetwork.nodes | secondary_ip_range.0.ip_cidr_range = "10.21.0.0/18" | in place
        kf-test-network | google_compute_subnetwork.nodes | secondary_ip_range = [{"range_name": "kf-test-services", "ip_cidr_range": "10.30.0.0/22"}, {"range_name": "kf-test-pods", "ip_cidr_range": "10.20.0.0/18"}] | nothing
        kf-test-network | google_compute_subnetwork.nodes | log_config - | in place
        kf-test-network | google_compute_subnetwork.nodes | private_ip_google_access = false | in place
        kf-test-network | google_compute_subnetwork.nodes | name = "other" | replaced
        kf-test-network | google_compute_firewall.webhooks | target_tags = ["other"] | in place
        kf-test-network | google_compute_firewall.webhooks | direction = "EGRESS" | replaced
        kf-test-network | google_compute_router_nat.nat | min_ports_per_vm = 128 | in place
        kf-test-network | google_compute_global_address.psa | prefix_length = 20 | replaced
        kf-test-network | google_service_networking_connection.psa | reserved_peering_ranges = ["other"] | in place
        """)
    void aChangeIsPlannedAsTheRealProviderPlansIt(String stack, String address, String edit, String outcome)
            throws Refusal {
        ReferenceResource resource = new ReferenceResource(stack, address);
        Value state = resource.create();
        // where node_config is not ignored, the whole cluster is replaced: every configuration ignores it
        if (address.startsWith("google_container_cluster")) {
            resource.edit("node_config -");
        }
        assertThat(resource.plan(state).planned()).as("before the change").isEqualTo(state);

        Change change = resource.edit(edit).plan(state);

        String planned =
                change.planned().equals(state) ? "nothing" : change.replacing().isEmpty() ? "in place" : "replaced";
        assertThat(planned).as("replacing %s", change.replacing()).isEqualTo(outcome);
    }
}
