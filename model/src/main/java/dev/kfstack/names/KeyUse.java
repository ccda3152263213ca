package dev.kfstack.names;

import dev.kfstack.environment.Environment;
import java.util.List;
import java.util.Locale;

/** What the environment's own encryption keys are for, one key each. */
public enum KeyUse {
    /** Kubernetes secrets in the cluster's own database. */
    CLUSTER,
    /** Boot disks of nodes, the named disks, and volumes that pods claim. */
    DISKS,
    /** Cloud SQL with its backups. */
    SQL,
    /** Buckets. */
    STORAGE,
    /** Secret Manager. */
    SECRETS,
    /** Backup for GKE. Encrypted volumes can only be backed up with a key of the plan's own. */
    BACKUP;

    /** The key's name in the environment's key ring. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the environment has what the key is for: an agent whose API is off does not exist, and cannot be granted one. */
    public boolean neededBy(Environment environment) {
        return switch (this) {
            case SQL -> environment.database().isPresent();
            case BACKUP -> environment.backup().gke().isPresent();
            case CLUSTER, DISKS, STORAGE, SECRETS -> true;
        };
    }

    /**
     * Google's service agents that encrypt with the key.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/add-on/backup-for-gke/concepts/about-cmek">who touches a backup</a>
     */
    public List<ServiceAgent> agents() {
        return switch (this) {
            case CLUSTER -> List.of(ServiceAgent.CONTAINER);
            case DISKS -> List.of(ServiceAgent.COMPUTE, ServiceAgent.CONTAINER);
            case SQL -> List.of(ServiceAgent.CLOUD_SQL);
            case STORAGE -> List.of(ServiceAgent.STORAGE);
            case SECRETS -> List.of(ServiceAgent.SECRET_MANAGER);
            // objects are written by the cluster's agent, snapshots of volumes by that of Compute Engine
            case BACKUP -> List.of(ServiceAgent.CONTAINER, ServiceAgent.GKE_BACKUP, ServiceAgent.COMPUTE);
        };
    }
}
