package dev.kfstack.review.guard;

import dev.kfstack.review.plan.Change;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of resource that holds what cannot be made again.
 *
 * @param noun what people call it
 * @param loss what goes with it
 */
public record DataHolder(String noun, String loss) {

    private static final String DNS_ZONE = "google_dns_managed_zone";

    private static final Map<String, DataHolder> BY_TYPE = Map.ofEntries(
            Map.entry("google_sql_database_instance", of("Cloud SQL instance", "its databases and its backups")),
            Map.entry("google_sql_database", of("database", "its tables")),
            Map.entry("google_compute_disk", of("disk", "what is on it")),
            Map.entry("google_compute_region_disk", of("regional disk", "what is on it")),
            Map.entry("google_storage_bucket", of("bucket", "its objects")),
            Map.entry("google_filestore_instance", of("Filestore instance", "its files")),
            Map.entry("google_secret_manager_secret", of("secret", "all its versions")),
            Map.entry("google_kms_key_ring", of("key ring", "its keys, and what they encrypt")),
            Map.entry("google_kms_crypto_key", of("encryption key", "everything that it encrypts")),
            Map.entry("google_artifact_registry_repository", of("image repository", "its images")),
            Map.entry("google_container_cluster", of("cluster", "all that runs in it, and volumes that it made")),
            Map.entry("google_gke_backup_backup_plan", of("backup plan", "its backups")),
            Map.entry("google_pubsub_topic", of("topic", "messages that nobody has read yet")),
            Map.entry(DNS_ZONE, of("DNS zone", "its records, and its name servers")),
            Map.entry("kubernetes_namespace_v1", of("namespace", "everything in it")),
            Map.entry("kubernetes_persistent_volume_v1", of("volume", "the binding of its claim to its disk")),
            Map.entry("kubernetes_persistent_volume_claim_v1", of("volume claim", "its volume")));

    private static DataHolder of(String noun, String loss) {
        return new DataHolder(noun, loss);
    }

    /** What goes when the object of a change goes; empty when it can be made again from the configuration. */
    public static Optional<DataHolder> of(Change change) {
        return holdsOwnRecordsAlone(change) ? Optional.empty() : Optional.ofNullable(BY_TYPE.get(change.type()));
    }

    /**
     * Cloud DNS deletes no zone with records that Terraform does not take out before, unless force_destroy says so, and no
     * registrar knows name servers of a private one.
     */
    private static boolean holdsOwnRecordsAlone(Change change) {
        return change.type().equals(DNS_ZONE)
                && had(change, "visibility", "private")
                && !had(change, "force_destroy", "true");
    }

    private static boolean had(Change change, String path, String value) {
        return change.had().stream()
                .anyMatch(attribute -> attribute.path().text().equals(path)
                        && attribute.before().isKnown()
                        && attribute.before().text().equals(value));
    }
}
