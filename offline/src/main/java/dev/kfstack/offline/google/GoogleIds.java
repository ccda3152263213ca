package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Digest;
import dev.kfstack.offline.provider.IdTemplate;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Ids of Google's resources and the forms in which an import takes them. A new type is a row of {@link #TEMPLATES}. */
final class GoogleIds {

    private static final String GLOBAL = "projects/{project}/global/";
    private static final String REGION = "projects/{project}/regions/{region}/";
    private static final String ZONE = "projects/{project}/zones/{zone}/";
    private static final String LOCATION = "projects/{project}/locations/{location}/";
    private static final String CERTIFICATES = "projects/{project}/locations/global/";

    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("google_artifact_registry_repository", LOCATION + "repositories/{repository_id}"),
            Map.entry("google_billing_budget", "billingAccounts/{billing_account}/budgets/{name}"),
            Map.entry("google_binary_authorization_policy", "projects/{project}"),
            Map.entry("google_certificate_manager_certificate", LOCATION + "certificates/{name}"),
            Map.entry("google_certificate_manager_certificate_map", CERTIFICATES + "certificateMaps/{name}"),
            Map.entry(
                    "google_certificate_manager_certificate_map_entry",
                    CERTIFICATES + "certificateMaps/{map}/certificateMapEntries/{name}"),
            Map.entry("google_certificate_manager_dns_authorization", LOCATION + "dnsAuthorizations/{name}"),
            Map.entry("google_compute_address", REGION + "addresses/{name}"),
            Map.entry("google_compute_backend_service", GLOBAL + "backendServices/{name}"),
            Map.entry("google_compute_disk", ZONE + "disks/{name}"),
            Map.entry("google_compute_disk_resource_policy_attachment", "{project}/{zone}/{disk}/{name}"),
            Map.entry("google_compute_firewall", GLOBAL + "firewalls/{name}"),
            Map.entry("google_compute_forwarding_rule", REGION + "forwardingRules/{name}"),
            Map.entry("google_compute_global_address", GLOBAL + "addresses/{name}"),
            Map.entry("google_compute_global_forwarding_rule", GLOBAL + "forwardingRules/{name}"),
            Map.entry("google_compute_health_check", GLOBAL + "healthChecks/{name}"),
            Map.entry("google_compute_managed_ssl_certificate", GLOBAL + "sslCertificates/{name}"),
            Map.entry("google_compute_network", GLOBAL + "networks/{name}"),
            Map.entry("google_compute_region_disk", REGION + "disks/{name}"),
            Map.entry("google_compute_region_disk_resource_policy_attachment", "{project}/{region}/{disk}/{name}"),
            Map.entry("google_compute_reservation", ZONE + "reservations/{name}"),
            Map.entry("google_compute_resource_policy", REGION + "resourcePolicies/{name}"),
            Map.entry("google_compute_router", REGION + "routers/{name}"),
            Map.entry("google_compute_router_nat", "{project}/{region}/{router}/{name}"),
            Map.entry("google_compute_security_policy", GLOBAL + "securityPolicies/{name}"),
            Map.entry("google_compute_shared_vpc_host_project", "{project}"),
            Map.entry("google_compute_shared_vpc_service_project", "{host_project}/{service_project}"),
            Map.entry("google_compute_ssl_policy", GLOBAL + "sslPolicies/{name}"),
            Map.entry("google_compute_subnetwork", REGION + "subnetworks/{name}"),
            Map.entry("google_compute_target_https_proxy", GLOBAL + "targetHttpsProxies/{name}"),
            Map.entry("google_compute_url_map", GLOBAL + "urlMaps/{name}"),
            Map.entry("google_container_cluster", LOCATION + "clusters/{name}"),
            Map.entry("google_container_node_pool", LOCATION + "clusters/{cluster}/nodePools/{name}"),
            Map.entry("google_dns_managed_zone", "projects/{project}/managedZones/{name}"),
            Map.entry("google_dns_policy", "projects/{project}/policies/{name}"),
            Map.entry("google_dns_record_set", "projects/{project}/managedZones/{managed_zone}/rrsets/{name}/{type}"),
            Map.entry("google_filestore_instance", LOCATION + "instances/{name}"),
            Map.entry("google_gke_backup_backup_plan", LOCATION + "backupPlans/{name}"),
            Map.entry("google_gke_hub_membership", LOCATION + "memberships/{membership_id}"),
            Map.entry(
                    "google_iam_workload_identity_pool",
                    CERTIFICATES + "workloadIdentityPools/{workload_identity_pool_id}"),
            Map.entry(
                    "google_iam_workload_identity_pool_provider",
                    CERTIFICATES + "workloadIdentityPools/{workload_identity_pool_id}/providers/"
                            + "{workload_identity_pool_provider_id}"),
            Map.entry("google_iap_settings", "{name}"),
            Map.entry("google_kms_crypto_key", "{key_ring}/cryptoKeys/{name}"),
            Map.entry("google_kms_key_ring", LOCATION + "keyRings/{name}"),
            Map.entry("google_network_connectivity_internal_range", CERTIFICATES + "internalRanges/{name}"),
            Map.entry(
                    "google_network_connectivity_service_connection_policy",
                    LOCATION + "serviceConnectionPolicies/{name}"),
            Map.entry("google_project_iam_audit_config", "{project}/audit_config/{service}"),
            Map.entry("google_project_iam_custom_role", "projects/{project}/roles/{role_id}"),
            Map.entry("google_project_service", "{project}/{service}"),
            Map.entry("google_pubsub_topic", "projects/{project}/topics/{name}"),
            Map.entry("google_secret_manager_secret", "projects/{project}/secrets/{secret_id}"),
            Map.entry(
                    "google_service_account",
                    "projects/{project}/serviceAccounts/{account_id}@{project}.iam.gserviceaccount.com"),
            Map.entry("google_service_networking_connection", "{network}:{service}"),
            Map.entry("google_sql_database", "projects/{project}/instances/{instance}/databases/{name}"),
            Map.entry("google_sql_database_instance", "projects/{project}/instances/{name}"),
            Map.entry("google_sql_user", "{name}/{host}/{instance}"),
            Map.entry("google_storage_bucket", "{name}"),
            Map.entry("google_storage_bucket_object", "{bucket}-{output_name}"));

    /** To what an additive IAM resource adds: the start of its id. */
    private static final Map<String, String> IAM_PARENTS = Map.of(
            "google_project_iam_member", "{project}",
            "google_service_account_iam_member", "{service_account_id}",
            "google_kms_crypto_key_iam_member", "{crypto_key_id}",
            "google_compute_subnetwork_iam_member", "projects/{project}/regions/{region}/subnetworks/{subnetwork}",
            "google_storage_bucket_iam_member", "b/{bucket}",
            "google_secret_manager_secret_iam_member", "projects/{project}/secrets/{secret_id}",
            "google_artifact_registry_repository_iam_member",
                    "projects/{project}/locations/{location}/repositories/{repository}",
            "google_iap_web_iam_member", "projects/{project}/iap_web",
            "google_iap_web_backend_service_iam_member",
                    "projects/{project}/iap_web/compute/services/{web_backend_service}",
            "google_pubsub_topic_iam_member", "projects/{project}/topics/{topic}");

    /** Types of which creating what exists is no conflict, beside the additive IAM ones. */
    private static final Set<String> SHARED = Set.of(
            "google_binary_authorization_policy",
            "google_compute_shared_vpc_host_project",
            "google_compute_shared_vpc_service_project",
            "google_iap_settings",
            "google_project_iam_audit_config",
            "google_project_service",
            "google_service_networking_connection",
            "google_storage_bucket_object");

    /** Attributes that stand in an id as they are written; of others it is the last segment. */
    private static final Set<String> WHOLE =
            Set.of("crypto_key_id", "key_ring", "member", "network", "output_name", "role", "service_account_id");

    private GoogleIds() {}

    static boolean unique(String type) {
        return !IAM_PARENTS.containsKey(type) && !SHARED.contains(type);
    }

    static String id(String type, Value.Fields resource, World world) {
        if (type.equals("google_secret_manager_secret_version")) {
            return nextVersion(
                    secret(
                            resource.get("secret").text(),
                            resource.get("project").text()),
                    world);
        }
        return template(type).fill(name -> segment(type, name, resource));
    }

    /** The id of a secret that is named by its id or by its name. */
    static String secret(String written, String project) {
        return written.contains("/") ? written : "projects/" + project + "/secrets/" + written;
    }

    /** The id of a data source's resource; the data source takes the same attributes. */
    static String lookup(String type, Value.Fields config) {
        return template(type).fill(config);
    }

    static Optional<String> imported(String type, String id, Value provider) {
        if (IAM_PARENTS.containsKey(type)) {
            String[] words = id.split(" ", -1);
            return words.length >= 3 ? Optional.of(String.join("/", words)) : Optional.empty();
        }
        if (importForms(type).size() == 1) {
            return id.contains("/") || !template(type).text().contains("/") ? Optional.of(id) : Optional.empty();
        }
        for (String form : importForms(type)) {
            Optional<TreeMap<String, String>> parsed = new IdTemplate(form).parse(id);
            if (parsed.isPresent()) {
                TreeMap<String, String> attributes = parsed.get();
                return Optional.of(template(type)
                        .fill(name ->
                                attributes.getOrDefault(name, provider.at(name).text())));
            }
        }
        return Optional.empty();
    }

    /** The full id; its attributes alone; these without the project. */
    static List<String> importForms(String type) {
        if (IAM_PARENTS.containsKey(type)) {
            return List.of(IAM_PARENTS.get(type) + " {role} {member}");
        }
        IdTemplate full = template(type);
        List<String> forms = new ArrayList<>(List.of(full.text()));
        List<String> attributes = full.attributes().stream().distinct().toList();
        if (full.text().startsWith("projects/{project}/")) {
            forms.add(joined(attributes));
            forms.add(joined(
                    attributes.stream().filter(name -> !name.equals("project")).toList()));
        }
        return forms;
    }

    private static String joined(List<String> attributes) {
        return attributes.stream().map(name -> "{" + name + "}").collect(Collectors.joining("/"));
    }

    private static IdTemplate template(String type) {
        String parent = IAM_PARENTS.get(type);
        return new IdTemplate(
                parent == null
                        ? TEMPLATES.getOrDefault(type, "projects/{project}/" + type + "/{name}")
                        : parent + "/{role}/{member}");
    }

    private static String segment(String type, String name, Value.Fields resource) {
        Value value = resource.get(name);
        if (value.isUnknown()) {
            return "terraform-" + Digest.hex(type + resource, 12);
        }
        boolean whole = WHOLE.contains(name) || type.equals("google_iap_settings");
        // most references may be written as a name, an id or a link
        return whole ? value.text() : value.text().substring(value.text().lastIndexOf('/') + 1);
    }

    private static String nextVersion(String secret, World world) {
        String prefix = secret + "/versions/";
        int last =
                latestVersion(secret, world).map(latest -> version(latest.id())).orElse(0);
        return prefix + (last + 1);
    }

    /** The last version of a secret that exists. */
    static Optional<Identity> latestVersion(String secret, World world) {
        String prefix = secret + "/versions/";
        return world.all("google_secret_manager_secret_version").keySet().stream()
                .filter(id -> id.startsWith(prefix))
                .max((a, b) -> Integer.compare(version(a), version(b)))
                .map(id -> new Identity("google_secret_manager_secret_version", id));
    }

    private static int version(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('/') + 1));
    }
}
