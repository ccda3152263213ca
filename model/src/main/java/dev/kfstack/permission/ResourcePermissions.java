package dev.kfstack.permission;

import dev.kfstack.names.Stack;
import java.util.List;

/**
 * What one type of resource asks of whoever plans or applies the stack it is in.
 *
 * @param type as Terraform names it
 * @param reads permissions that a plan needs, for the provider reads every resource again
 * @param plannerRole the least of Google's own roles with them; one of {@link PlannerRoles}, but {@link #CUSTOM_ROLE}
 * @param writes permissions that an apply needs on top; {@code .update} stands beside the one before it
 * @param applierRole the least of Google's own roles with them; one of {@link ApplierRoles}, but {@link #ABOVE_THE_PROJECT}
 * @see <a href="https://cloud.google.com/iam/docs/roles-permissions">roles and their permissions</a>
 */
public record ResourcePermissions(
        Stack stack, String type, String reads, String plannerRole, String writes, String applierRole) {

    /** Granted on a folder or the organization only: no project can grant it, and so no environment can. */
    public static final String ABOVE_THE_PROJECT = "roles/compute.xpnAdmin";

    /** What Google has no role for that reads and does nothing else: kfstack makes one, of this permission alone. */
    public static final String CUSTOM_ROLE = "a custom role";

    private static final List<ResourcePermissions> ALL = List.of(
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_project_service",
                    "serviceusage.services.get",
                    "roles/serviceusage.serviceUsageViewer",
                    "serviceusage.services.enable",
                    "roles/serviceusage.serviceUsageAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_project_iam_custom_role",
                    "iam.roles.get",
                    "roles/iam.roleViewer",
                    "iam.roles.create, .update, .delete",
                    "roles/iam.roleAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_project_iam_member",
                    "resourcemanager.projects.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "resourcemanager.projects.setIamPolicy",
                    "roles/resourcemanager.projectIamAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_shared_vpc_service_project",
                    "compute.projects.get",
                    "roles/compute.networkViewer",
                    "compute.organizations.enableXpnResource, on the folder or organization",
                    "roles/compute.xpnAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_subnetwork",
                    "compute.subnetworks.get",
                    "roles/compute.networkViewer",
                    "compute.subnetworks.create, .update, .expandIpCidrRange, .setPrivateIpGoogleAccess, .delete; compute.networks.updatePolicy",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_subnetwork_iam_member",
                    "compute.subnetworks.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "compute.subnetworks.setIamPolicy",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_router",
                    "compute.routers.get",
                    "roles/compute.networkViewer",
                    "compute.routers.create, .update, .delete",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_router_nat",
                    "compute.routers.get",
                    "roles/compute.networkViewer",
                    "compute.routers.update",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_firewall",
                    "compute.firewalls.get",
                    "roles/compute.networkViewer",
                    "compute.firewalls.create, .update, .delete; compute.networks.updatePolicy",
                    "roles/compute.securityAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_compute_global_address",
                    "compute.globalAddresses.get",
                    "roles/compute.networkViewer",
                    "compute.globalAddresses.createInternal, .deleteInternal, .setLabels; compute.networks.use",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_service_networking_connection",
                    "servicenetworking.services.get",
                    "roles/compute.networkViewer",
                    "servicenetworking.services.addPeering; compute.networks.addPeering",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_network_connectivity_service_connection_policy",
                    "networkconnectivity.serviceConnectionPolicies.get",
                    CUSTOM_ROLE,
                    "networkconnectivity.serviceConnectionPolicies.create, .update, .delete",
                    "roles/compute.networkAdmin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_dns_managed_zone",
                    "dns.managedZones.get",
                    "roles/dns.reader",
                    "dns.managedZones.create, .update, .delete; dns.networks.bindPrivateDNSZone",
                    "roles/dns.admin"),
            new ResourcePermissions(
                    Stack.NETWORK,
                    "google_dns_record_set",
                    "dns.resourceRecordSets.list",
                    "roles/dns.reader",
                    "dns.changes.create; dns.resourceRecordSets.create, .update, .delete",
                    "roles/dns.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_project_service",
                    "serviceusage.services.get",
                    "roles/serviceusage.serviceUsageViewer",
                    "serviceusage.services.enable",
                    "roles/serviceusage.serviceUsageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_project_iam_custom_role",
                    "iam.roles.get",
                    "roles/iam.roleViewer",
                    "iam.roles.create, .update, .delete",
                    "roles/iam.roleAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_project_iam_member",
                    "resourcemanager.projects.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "resourcemanager.projects.setIamPolicy",
                    "roles/resourcemanager.projectIamAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_service_account",
                    "iam.serviceAccounts.get",
                    "roles/iam.serviceAccountViewer",
                    "iam.serviceAccounts.create, .update, .delete",
                    "roles/iam.serviceAccountAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_service_account_iam_member",
                    "iam.serviceAccounts.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "iam.serviceAccounts.setIamPolicy",
                    "roles/iam.serviceAccountAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_iam_workload_identity_pool",
                    "iam.googleapis.com/workloadIdentityPools.get",
                    "roles/iam.workloadIdentityPoolViewer",
                    "iam.googleapis.com/workloadIdentityPools.create, .update, .delete",
                    "roles/iam.workloadIdentityPoolAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_iam_workload_identity_pool_provider",
                    "iam.googleapis.com/workloadIdentityPoolProviders.get",
                    "roles/iam.workloadIdentityPoolViewer",
                    "iam.googleapis.com/workloadIdentityPoolProviders.create, .update, .delete",
                    "roles/iam.workloadIdentityPoolAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_kms_key_ring",
                    "cloudkms.keyRings.get",
                    "roles/cloudkms.viewer",
                    "cloudkms.keyRings.create",
                    "roles/cloudkms.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_kms_crypto_key",
                    "cloudkms.cryptoKeys.get",
                    "roles/cloudkms.viewer",
                    "cloudkms.cryptoKeys.create, .update; cloudkms.cryptoKeyVersions.list, .destroy",
                    "roles/cloudkms.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_kms_crypto_key_iam_member",
                    "cloudkms.cryptoKeys.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "cloudkms.cryptoKeys.setIamPolicy",
                    "roles/cloudkms.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_disk",
                    "compute.disks.get",
                    "roles/compute.viewer",
                    "compute.disks.create, .resize, .setLabels, .delete",
                    "roles/compute.storageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_region_disk",
                    "compute.disks.get",
                    "roles/compute.viewer",
                    "compute.disks.create, .resize, .setLabels, .delete",
                    "roles/compute.storageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_resource_policy",
                    "compute.resourcePolicies.get",
                    "roles/compute.viewer",
                    "compute.resourcePolicies.create, .update, .delete",
                    "roles/compute.storageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_disk_resource_policy_attachment",
                    "compute.disks.get",
                    "roles/compute.viewer",
                    "compute.disks.addResourcePolicies, .removeResourcePolicies; compute.resourcePolicies.use",
                    "roles/compute.storageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_region_disk_resource_policy_attachment",
                    "compute.disks.get",
                    "roles/compute.viewer",
                    "compute.disks.addResourcePolicies, .removeResourcePolicies; compute.resourcePolicies.use",
                    "roles/compute.storageAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_pubsub_topic",
                    "pubsub.topics.get",
                    "roles/pubsub.viewer",
                    "pubsub.topics.create, .update, .delete",
                    "roles/pubsub.editor"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_sql_database_instance",
                    "cloudsql.instances.get",
                    "roles/cloudsql.viewer",
                    "cloudsql.instances.create, .update, .delete; in the host project compute.networks.list, to see that the network has a way for it",
                    "roles/cloudsql.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_sql_database",
                    "cloudsql.databases.get",
                    "roles/cloudsql.viewer",
                    "cloudsql.databases.create, .update, .delete",
                    "roles/cloudsql.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_sql_user",
                    "cloudsql.users.list",
                    "roles/cloudsql.viewer",
                    "cloudsql.users.create, .update, .delete",
                    "roles/cloudsql.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_storage_bucket",
                    "storage.buckets.get",
                    "roles/storage.bucketViewer",
                    "storage.buckets.create, .update, .delete",
                    "roles/storage.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_storage_bucket_iam_member",
                    "storage.buckets.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "storage.buckets.setIamPolicy",
                    "roles/storage.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_secret_manager_secret",
                    "secretmanager.secrets.get",
                    "roles/secretmanager.viewer",
                    "secretmanager.secrets.create, .update, .delete",
                    "roles/secretmanager.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_secret_manager_secret_version",
                    "secretmanager.versions.get; secretmanager.versions.access on the secrets that are generated",
                    "roles/secretmanager.viewer",
                    "secretmanager.versions.add, .enable, .disable",
                    "roles/secretmanager.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_secret_manager_secret_iam_member",
                    "secretmanager.secrets.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "secretmanager.secrets.setIamPolicy",
                    "roles/secretmanager.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_global_address",
                    "compute.globalAddresses.get",
                    "roles/compute.viewer",
                    "compute.globalAddresses.create, .setLabels, .delete",
                    "roles/compute.loadBalancerAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_ssl_policy",
                    "compute.sslPolicies.get",
                    "roles/compute.viewer",
                    "compute.sslPolicies.create, .update, .delete",
                    "roles/compute.loadBalancerAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_compute_security_policy",
                    "compute.securityPolicies.get",
                    "roles/compute.viewer",
                    "compute.securityPolicies.create, .update, .delete",
                    "roles/compute.securityAdmin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_certificate_manager_certificate",
                    "certificatemanager.certs.get",
                    "roles/certificatemanager.viewer",
                    "certificatemanager.certs.create, .update, .delete",
                    "roles/certificatemanager.owner"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_certificate_manager_certificate_map",
                    "certificatemanager.certmaps.get",
                    "roles/certificatemanager.viewer",
                    "certificatemanager.certmaps.create, .update, .delete",
                    "roles/certificatemanager.owner"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_certificate_manager_certificate_map_entry",
                    "certificatemanager.certmapentries.get",
                    "roles/certificatemanager.viewer",
                    "certificatemanager.certmapentries.create, .update, .delete",
                    "roles/certificatemanager.owner"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_certificate_manager_dns_authorization",
                    "certificatemanager.dnsauthorizations.get",
                    "roles/certificatemanager.viewer",
                    "certificatemanager.dnsauthorizations.create, .update, .delete",
                    "roles/certificatemanager.owner"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_dns_record_set",
                    "dns.resourceRecordSets.list",
                    "roles/dns.reader",
                    "dns.changes.create; dns.resourceRecordSets.create, .update, .delete",
                    "roles/dns.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_iap_web_iam_member",
                    "iap.web.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "iap.web.setIamPolicy",
                    "roles/iap.admin"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_monitoring_alert_policy",
                    "monitoring.alertPolicies.get",
                    "roles/monitoring.viewer",
                    "monitoring.alertPolicies.create, .update, .delete",
                    "roles/monitoring.alertPolicyEditor"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_monitoring_notification_channel",
                    "monitoring.notificationChannels.get",
                    "roles/monitoring.viewer",
                    "monitoring.notificationChannels.create, .update, .delete",
                    "roles/monitoring.notificationChannelEditor"),
            new ResourcePermissions(
                    Stack.FOUNDATION,
                    "google_monitoring_uptime_check_config",
                    "monitoring.uptimeCheckConfigs.get",
                    "roles/monitoring.viewer",
                    "monitoring.uptimeCheckConfigs.create, .update, .delete",
                    "roles/monitoring.uptimeCheckConfigEditor"),
            new ResourcePermissions(
                    Stack.CLUSTER,
                    "google_container_cluster",
                    "container.clusters.get",
                    "roles/container.viewer",
                    "container.clusters.create, .update, .delete; iam.serviceAccounts.actAs; in the host project compute.subnetworks.use",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.CLUSTER,
                    "google_container_node_pool",
                    "container.clusters.get; compute.instanceGroupManagers.list",
                    "roles/container.viewer",
                    "container.clusters.update; iam.serviceAccounts.actAs",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.CLUSTER,
                    "google_gke_backup_backup_plan",
                    "gkebackup.backupPlans.get",
                    "roles/gkebackup.viewer",
                    "gkebackup.backupPlans.create, .update, .delete",
                    "roles/gkebackup.admin"),
            new ResourcePermissions(
                    Stack.CLUSTER,
                    "google_service_account_iam_member",
                    "iam.serviceAccounts.getIamPolicy",
                    "roles/iam.securityReviewer",
                    "iam.serviceAccounts.setIamPolicy",
                    "roles/iam.serviceAccountAdmin"),
            new ResourcePermissions(
                    Stack.KUBERNETES,
                    "kubernetes_namespace_v1",
                    "container.namespaces.get",
                    "roles/container.viewer",
                    "container.namespaces.create, .update, .delete",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.KUBERNETES,
                    "kubernetes_persistent_volume_v1",
                    "container.persistentVolumes.get",
                    "roles/container.viewer",
                    "container.persistentVolumes.create, .update, .delete",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.KUBERNETES,
                    "kubernetes_role_v1",
                    "container.roles.get",
                    "roles/container.viewer",
                    "container.roles.create, .update, .delete, .bind",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.KUBERNETES,
                    "kubernetes_role_binding_v1",
                    "container.roleBindings.get",
                    "roles/container.viewer",
                    "container.roleBindings.create, .update, .delete",
                    "roles/container.admin"),
            new ResourcePermissions(
                    Stack.KUBERNETES,
                    "kubernetes_secret_v1",
                    "get on the secrets that Terraform writes, by the Role kfstack-planner in their namespace",
                    "roles/container.viewer",
                    "container.secrets.create, .get, .update, .delete",
                    "roles/container.admin"));

    /** Every type that a stack may hold, in the order in which stacks are applied. */
    public static List<ResourcePermissions> all() {
        return ALL;
    }
}
