package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values that the real provider refuses, and the attribute it names. */
class ValidationTest {

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        kf-test-cluster | google_container_cluster.kubeflow | name = "a2345678901234567890123456789012345678901" | "name" cannot be longer than 40 characters
        kf-test-cluster | google_container_cluster.kubeflow | name = "Kf" | "name" can only contain lowercase letters, numbers and hyphens
        kf-test-cluster | google_container_cluster.kubeflow | name = "kf-" | "name" must end with a number or a letter
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config.master_ipv4_cidr_block = "172.16.0.0/27" | contain a network Value with between 28 and 28 significant bits, got: 27
        kf-test-cluster | google_container_cluster.kubeflow | private_cluster_config.master_ipv4_cidr_block = "172.16.0.5/28" | expected 172.16.0.0/28, got 172.16.0.5/28
        kf-test-cluster | google_container_cluster.kubeflow | datapath_provider = "DATAPLANE_V2" | expected datapath_provider to be one of ["ADVANCED_DATAPATH" "DATAPATH_PROVIDER_UNSPECIFIED" "LEGACY_DATAPATH"], got DATAPLANE_V2
        kf-test-cluster | google_container_cluster.kubeflow | release_channel.channel = "regular" | expected release_channel.0.channel to be one of
        kf-test-cluster | google_container_cluster.kubeflow | enable_autopilot = true | "remove_default_node_pool": conflicts with enable_autopilot
        kf-test-cluster | google_container_cluster.kubeflow | ip_allocation_policy.cluster_ipv4_cidr_block = "/18" | conflicts with ip_allocation_policy.0.cluster_ipv4_cidr_block
        kf-test-cluster | google_container_cluster.kubeflow | cluster_ipv4_cidr = "10.0.0.0/14" | "ip_allocation_policy": conflicts with cluster_ipv4_cidr
        kf-test-cluster | google_container_cluster.kubeflow | database_encryption.state = "encrypted" | expected database_encryption.0.state to be one of
        kf-test-cluster | google_container_cluster.kubeflow | binary_authorization.evaluation_mode = "ENFORCE" | expected binary_authorization.0.evaluation_mode to be one of ["DISABLED" "PROJECT_SINGLETON_POLICY_ENFORCE"], got ENFORCE
        kf-test-cluster | google_container_cluster.kubeflow | binary_authorization.enabled = true | "binary_authorization.0.evaluation_mode": conflicts with binary_authorization.0.enabled
        kf-test-cluster | google_container_cluster.kubeflow | maintenance_policy.daily_maintenance_window = {"start_time": "02:00"} | only one of `maintenance_policy.0.daily_maintenance_window,
        kf-test-cluster | google_container_cluster.kubeflow | maintenance_policy.recurring_window.start_time = "02:00" | parsing time "02:00"
        kf-test-cluster | google_container_cluster.kubeflow | maintenance_policy.maintenance_exclusion.0.exclusion_options.scope = "NONE" | expected maintenance_policy.0.maintenance_exclusion.0.exclusion_options.0.scope to be one of
        kf-test-cluster | google_container_cluster.kubeflow | gateway_api_config.channel = "STANDARD" | expected gateway_api_config.0.channel to be one of
        kf-test-cluster | google_container_cluster.kubeflow | logging_config.enable_components = ["EVERYTHING"] | expected logging_config.0.enable_components.0 to be one of
        kf-test-cluster | google_container_cluster.kubeflow | master_authorized_networks_config.cidr_blocks.0.cidr_block = "10.0.0.0" | invalid CIDR address: 10.0.0.0
        kf-test-cluster | google_container_cluster.kubeflow | confidential_nodes = {"confidential_instance_type": "SGX"} | expected confidential_nodes.0.confidential_instance_type to be one of
        kf-test-cluster | google_container_cluster.kubeflow | self_link = "x" | Can't configure a value for "self_link"
        kf-test-cluster | google_container_node_pool.standard | autoscaling.location_policy = "RANDOM" | expected autoscaling.0.location_policy to be one of ["ANY" "BALANCED"], got RANDOM
        kf-test-cluster | google_container_node_pool.standard | node_config.reservation_affinity = {"consume_reservation_type": "SOME"} | expected node_config.0.reservation_affinity.0.consume_reservation_type to be one of
        kf-test-cluster | google_container_node_pool.t4 | node_config.guest_accelerator.0.gpu_driver_installation_config.gpu_driver_version = "NEWEST" | expected node_config.0.guest_accelerator.0.gpu_driver_installation_config.0.gpu_driver_version to be one of
        kf-test-cluster | google_container_node_pool.t4 | node_config.taint.0.effect = "NoSchedule" | expected node_config.0.taint.0.effect to be one of
        kf-test-cluster | google_container_node_pool.standard | node_config.workload_metadata_config.mode = "GKE_METADATA_SERVER" | expected node_config.0.workload_metadata_config.0.mode to be one of
        kf-test-cluster | google_container_node_pool.standard | node_config.disk_size_gb = 5 | expected node_config.0.disk_size_gb to be at least (10), got 5
        kf-test-cluster | google_container_node_pool.standard | node_config.kubelet_config.insecure_kubelet_readonly_port_enabled = "false" | expected node_config.0.kubelet_config.0.insecure_kubelet_readonly_port_enabled to be one of ["FALSE" "TRUE"], got false
        kf-test-cluster | google_container_node_pool.standard | node_config.kubelet_config.cpu_manager_policy = "dynamic" | expected node_config.0.kubelet_config.0.cpu_manager_policy to be one of
        kf-test-cluster | google_container_node_pool.standard | node_config.sandbox_config = {"type": "gvisor"} | expected node_config.0.sandbox_config.0.type to be one of ["GVISOR"], got gvisor
        kf-test-cluster | google_gke_backup_backup_plan.daily | backup_config.selected_namespaces = {"namespaces": ["a"]} | only one of `backup_config.0.all_namespaces
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.edition = "enterprise" | expected settings.0.edition to be one of ["ENTERPRISE" "ENTERPRISE_PLUS"], got enterprise
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.ip_configuration.private_network = "shared" | "settings.0.ip_configuration.0.private_network" ("shared") doesn't match regexp
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.ip_configuration.ssl_mode = "REQUIRED" | expected settings.0.ip_configuration.0.ssl_mode to be one of
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.maintenance_window.day = 0 | expected settings.0.maintenance_window.0.day to be in the range (1 - 7), got 0
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.maintenance_window.hour = 24 | expected settings.0.maintenance_window.0.hour to be in the range (0 - 23), got 24
        kf-test-foundation | google_sql_database_instance.kubeflow | settings.final_backup_config = {"enabled": true, "retention_days": 0} | expected settings.0.final_backup_config.0.retention_days to be in the range (1 - 36135), got 0
        kf-test-foundation | google_sql_user.kubeflow | password_wo = "y" ; password = "x" | "password_wo": conflicts with password
        kf-test-foundation | google_sql_user.kubeflow | password_wo_version - | "password_wo": all of `password_wo,password_wo_version` must be specified
        kf-test-foundation | google_service_account.nodes | account_id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | must be between 6 and 30 characters long
        kf-test-foundation | google_service_account.nodes | account_id = "abcde" | must be between 6 and 30 characters long
        kf-test-foundation | google_service_account.nodes | account_id = "kf_test_node" | "account_id" ("kf_test_node") doesn't match regexp
        kf-test-foundation | google_service_account.nodes | account_id = "1kf-test" | "account_id" ("1kf-test") doesn't match regexp
        kf-test-foundation | google_project_iam_member.nodes-artifactregistry-reader | member = "a@p.iam.gserviceaccount.com" | invalid value "a@p.iam.gserviceaccount.com" for member
        kf-test-foundation | google_compute_disk.notebooks | name = "my_disk" | "name" ("my_disk") doesn't match regexp "^(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$"
        kf-test-foundation | google_compute_region_disk.artifacts | replica_zones = ["europe-west1-b"] | Attribute replica_zones requires 2 item minimum, but config has only 1 declared.
        kf-test-foundation | google_compute_region_disk.artifacts | replica_zones = ["a", "b", "c"] | Attribute replica_zones supports 2 item maximum, but config has 3 declared.
        kf-test-foundation | google_compute_resource_policy.daily-snapshots | snapshot_schedule_policy.retention_policy.on_source_disk_delete = "KEEP" | expected snapshot_schedule_policy.0.retention_policy.0.on_source_disk_delete to be one of
        kf-test-foundation | google_secret_manager_secret.oauth-client | replication = {"auto": {}, "user_managed": {"replicas": [{"location": "europe-west1"}]}} | only one of `replication.0.auto,replication.0.user_managed` can be specified, but `replication.0.auto,replication.0.user_managed` were specified.
        kf-test-foundation | google_secret_manager_secret_version.database-password | secret_data_wo = "y" ; secret_data = "x" | only one of `secret_data,secret_data_wo` can be specified, but `secret_data,secret_data_wo` were specified.
        kf-test-foundation | google_secret_manager_secret_version.database-password | secret_data_wo - | one of `secret_data,secret_data_wo` must be specified
        kf-test-foundation | google_artifact_registry_repository.images | mode = "PROXY" | expected mode to be one of
        kf-test-foundation | google_project_service.pubsub | service = "container" | to be a domain like serviceusage.googleapis.com
        kf-test-network | google_compute_subnetwork.nodes | log_config.aggregation_interval = "10m" | expected log_config.0.aggregation_interval to be one of
        kf-test-network | google_compute_subnetwork.nodes | secondary_ip_range.0.range_name = "kf_pods" | "secondary_ip_range.0.range_name" ("kf_pods") doesn't match regexp
        kf-test-network | google_compute_firewall.webhooks | deny = {"protocol": "tcp"} | only one of `allow,deny` can be specified, but `allow,deny` were specified.
        kf-test-network | google_compute_firewall.webhooks | target_service_accounts = ["a@b"] | "target_tags": conflicts with target_service_accounts
        kf-prod-foundation | google_compute_resource_policy.daily-snapshots | snapshot_schedule_policy.schedule.daily_schedule.start_time = "04:30" | "snapshot_schedule_policy.0.schedule.0.daily_schedule.0.start_time" does not allow minutes, it must be in the format HH:00, got: 04:30
        kf-prod-foundation | google_compute_resource_policy.daily-snapshots | snapshot_schedule_policy.schedule.daily_schedule.start_time = "24:00" | it must be in the format HH:00, got: 24:00
        kf-prod-foundation | google_compute_resource_policy.daily-snapshots | snapshot_schedule_policy.schedule.weekly_schedule = {"day_of_weeks": {"day": "MON", "start_time": "04:00"}} | only one of `snapshot_schedule_policy.0.schedule.0.daily_schedule,
        kf-prod-foundation | google_kms_crypto_key.gke | rotation_period = "43200s" | rotation_period: Rotation period must be greater than one day
        kf-prod-foundation | google_kms_crypto_key.gke | rotation_period = "90d" | rotation_period: Invalid rotation period format: 90d
        kf-prod-foundation | google_kms_crypto_key_iam_member.gke-gke | member = "group" | invalid value "group" for member
        kf-prod-foundation | google_service_account_iam_member.pipelines-workload-identity | service_account_id = "pipelines" | "service_account_id" ("pipelines") doesn't match regexp
        kf-prod-foundation | google_storage_bucket_iam_member.pipelines | member = "a@b" | invalid value "a@b" for member
        kf-test-cluster | google_container_cluster.kubeflow | maintenance_policy.recurring_window - ; maintenance_policy.daily_maintenance_window = {"start_time": "25:00"} | "maintenance_policy.0.daily_maintenance_window.0.start_time" ("25:00") must be in the format HH:mm (RFC3339)
        extra | google_project_iam_custom_role.fw | role_id = "a-b" | "role_id" ("a-b") doesn't match regexp
        extra | google_dns_record_set.sql | name = "sql.example.com" | "name" ("sql.example.com") doesn't end with "."
        kf-test-network | google_compute_firewall.webhooks | priority = 70000 | expected priority to be in the range (0 - 65535), got 70000
        """)
    void aWrongValueIsRefusedWithItsAttribute(String stack, String address, String edit, String message) {
        ReferenceResource resource = new ReferenceResource(stack, address);
        assertThat(texts(resource)).as("before the change").isEmpty();

        for (String one : edit.split(" ; ", -1)) {
            resource.edit(one);
        }
        assertThat(texts(resource)).anySatisfy(text -> assertThat(text).contains(message));
    }

    private static List<String> texts(ReferenceResource resource) {
        return resource.provider().validate(resource.type(), resource.unresolved()).stream()
                .map(problem -> problem.summary() + ": " + problem.detail())
                .toList();
    }
}
