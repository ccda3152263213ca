package dev.kfstack.names;

import java.util.List;
import java.util.Locale;

/** What the environment's own encryption keys are for, one key each. */
public enum KeyUse {
    /** Kubernetes secrets in the cluster's own database. */
    CLUSTER,
    /** Boot disks of nodes, and the named disks. */
    DISKS,
    /** Cloud SQL with its backups. */
    SQL,
    /** Buckets. */
    STORAGE,
    /** Secret Manager. */
    SECRETS;

    /** The key's name in the environment's key ring. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Google's service agents that encrypt with the key, as {@link ResourceNames#serviceAgent} takes them.
     *
     * @see <a href="https://cloud.google.com/iam/docs/service-agents">service agents</a>
     */
    public List<String> agents() {
        return switch (this) {
            case CLUSTER -> List.of("container-engine-robot");
            case DISKS -> List.of("compute-system", "container-engine-robot");
            case SQL -> List.of("gcp-sa-cloud-sql");
            case STORAGE -> List.of("gs-project-accounts");
            case SECRETS -> List.of("gcp-sa-secretmanager");
        };
    }
}
