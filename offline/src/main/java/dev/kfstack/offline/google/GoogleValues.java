package dev.kfstack.offline.google;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kfstack.offline.provider.Digest;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.Type;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import java.util.Base64;
import java.util.Map;

/** Values that Google gives, of the form in which it gives them; the same for the same resource in every run. */
final class GoogleValues {

    private static final String CREATED = "2026-01-01T00:00:00Z";
    private static final String CERTIFICATE = Base64.getEncoder()
            .encodeToString("-----BEGIN CERTIFICATE-----\noffline\n-----END CERTIFICATE-----\n".getBytes(US_ASCII));

    private GoogleValues() {}

    static Value computed(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        String type = identity.type();
        Value special =
                switch (type) {
                    case "google_container_cluster" -> cluster(identity, path, resource);
                    case "google_sql_database_instance" -> instance(identity, path, resource);
                    case "google_certificate_manager_dns_authorization" -> authorization(identity, path, resource);
                    case "google_service_account" -> account(path, resource);
                    case "google_secret_manager_secret_version" -> secretVersion(identity, path);
                    default -> Value.Absent.NULL;
                };
        return special.isNull() ? general(identity, path, attribute, resource) : special;
    }

    static String projectNumber(String project) {
        return Digest.number("project " + project, 12);
    }

    static String email(Value.Fields account) {
        return account.get("account_id").text() + "@" + account.get("project").text() + ".iam.gserviceaccount.com";
    }

    private static Value cluster(Identity identity, String path, Value.Fields cluster) {
        return switch (path) {
            case "endpoint",
                    "control_plane_endpoints_config.ip_endpoints_config.public_endpoint",
                    "private_cluster_config.public_endpoint" -> address("34.22", identity);
            case "control_plane_endpoints_config.ip_endpoints_config.private_endpoint",
                    "private_cluster_config.private_endpoint" -> address("172.16", identity);
            case "control_plane_endpoints_config.dns_endpoint_config.endpoint" ->
                Value.of("gke-" + Digest.hex(identity.id(), 28) + "-"
                        + projectNumber(cluster.get("project").text()) + "."
                        + region(cluster.get("location").text()) + ".gke.goog");
            case "master_auth.cluster_ca_certificate" -> Value.of(CERTIFICATE);
            case "master_version", "node_version" -> Value.of("1.33.5-gke.1308000");
            case "workload_identity_config.workload_pool" ->
                Value.of(cluster.get("project").text() + ".svc.id.goog");
            default -> Value.Absent.NULL;
        };
    }

    private static Value instance(Identity identity, String path, Value.Fields instance) {
        String project = instance.get("project").text();
        String region = instance.get("region").text();
        return switch (path) {
            case "connection_name" -> Value.of(project + ":" + region + ":" + identity.name());
            case "private_ip_address", "first_ip_address" -> address("10.40", identity);
            case "public_ip_address" -> address("34.78", identity);
            case "ip_address" ->
                Value.list(Value.fields(Map.of(
                        "ip_address",
                        address("10.40", identity),
                        "type",
                        Value.of("PRIVATE"),
                        "time_to_retire",
                        Value.of(""))));
            case "dns_name" ->
                Value.of(Digest.hex(identity.id(), 12) + "." + Digest.hex(region, 12) + "." + region + ".sql.goog.");
            case "psc_service_attachment_link" ->
                Value.of("projects/" + Digest.hex(identity.id(), 16) + "-tp/regions/" + region
                        + "/serviceAttachments/a-" + Digest.hex(identity.id(), 12) + "-psc-service-attachment");
            case "service_account_email_address" ->
                Value.of("p" + projectNumber(project) + "-" + Digest.hex(identity.id(), 6)
                        + "@gcp-sa-cloud-sql.iam.gserviceaccount.com");
            default -> Value.Absent.NULL;
        };
    }

    private static Value authorization(Identity identity, String path, Value.Fields authorization) {
        return path.equals("dns_resource_record")
                ? Value.list(Value.fields(Map.of(
                        "name",
                        Value.of(
                                "_acme-challenge." + authorization.get("domain").text() + "."),
                        "type",
                        Value.of("CNAME"),
                        "data",
                        Value.of(Digest.hex(identity.id(), 32) + ".1.authorize.certificatemanager.goog."))))
                : Value.Absent.NULL;
    }

    private static Value account(String path, Value.Fields account) {
        return switch (path) {
            case "email" -> Value.of(email(account));
            case "member" -> Value.of("serviceAccount:" + email(account));
            case "unique_id" -> Value.of(Digest.number(email(account), 21));
            default -> Value.Absent.NULL;
        };
    }

    private static Value secretVersion(Identity version, String path) {
        return switch (path) {
            case "version" -> Value.of(version.name());
            case "project" -> Value.of(version.id().replaceFirst("^projects/([^/]*)/.*", "$1"));
            default -> Value.Absent.NULL;
        };
    }

    private static Value general(Identity identity, String path, Block.Attribute attribute, Value.Fields resource) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (name.endsWith("_id") && attribute.type() instanceof Type.Primitive primitive) {
            String digits = Digest.number(identity + path, 18);
            return switch (primitive.kind()) {
                case NUMBER -> Value.of(Long.parseLong(digits));
                case STRING -> attribute.optional() ? Value.Absent.NULL : Value.of(digits);
                default -> Value.Absent.NULL;
            };
        }
        return switch (path) {
            case "self_link" -> Value.of(selfLink(identity, resource));
            case "name" ->
                Value.of(attribute.optional() || !identity.id().contains("/") ? identity.name() : identity.id());
            case "create_time", "creation_timestamp", "update_time", "creation_time", "time_created", "updated" ->
                Value.of(CREATED);
            case "fingerprint", "label_fingerprint", "etag" -> Value.of(Digest.hex(identity + path, 11) + "=");
            case "address", "ip_address" -> address("10.60", identity);
            case "gateway_address" ->
                Value.of(resource.get("ip_cidr_range").text().replaceFirst("\\.\\d+/\\d+$", ".1"));
            case "url" -> Value.of("gs://" + identity.id());
            case "project_number", "number" ->
                number(attribute, projectNumber(resource.get("project").text()));
            case "registry_uri" ->
                Value.of(resource.get("location").text() + "-docker.pkg.dev/"
                        + resource.get("project").text() + "/" + identity.name());
            case "output_name" -> resource.get("name");
            case "iam_email" -> resource.get("name");
            default -> Value.Absent.NULL;
        };
    }

    private static Value number(Block.Attribute attribute, String digits) {
        return attribute.type().equals(Type.STRING) ? Value.of(digits) : Value.of(Long.parseLong(digits));
    }

    private static String selfLink(Identity identity, Value.Fields resource) {
        String service = identity.type().split("_", -1)[1];
        return switch (service) {
            case "compute" -> "https://www.googleapis.com/compute/v1/" + identity.id();
            case "container" -> "https://container.googleapis.com/v1/" + identity.id();
            case "sql" -> "https://sqladmin.googleapis.com/sql/v1beta4/" + identity.id();
            case "storage" ->
                "https://www.googleapis.com/storage/v1/b/"
                        + (resource.get("bucket").isNull()
                                ? identity.id()
                                : resource.get("bucket").text() + "/o/"
                                        + resource.get("name").text());
            default -> "https://" + service + ".googleapis.com/v1/" + identity.id();
        };
    }

    private static Value address(String network, Identity identity) {
        byte[] digest = Digest.bytes(identity.toString());
        return Value.of(network + "." + (digest[0] & 0xff) + "." + (1 + (digest[1] & 0x7f)));
    }

    /** {@code europe-west1-b} is in {@code europe-west1}. */
    private static String region(String location) {
        return location.replaceFirst("^(\\w+-\\w+\\d)-[a-z]$", "$1");
    }
}
