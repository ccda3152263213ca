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

    /** Google's service agents that encrypt with the key. */
    public List<ServiceAgent> agents() {
        return switch (this) {
            case CLUSTER -> List.of(ServiceAgent.CONTAINER_ENGINE);
            case DISKS -> List.of(ServiceAgent.COMPUTE, ServiceAgent.CONTAINER_ENGINE);
            case SQL -> List.of(ServiceAgent.CLOUD_SQL);
            case STORAGE -> List.of(ServiceAgent.STORAGE);
            case SECRETS -> List.of(ServiceAgent.SECRET_MANAGER);
        };
    }
}
