package dev.kfstack.names;

import java.util.Optional;

/**
 * Google's own service accounts in the service project that something is granted to. A grant to one that does not exist
 * yet fails, and the provider has no resource that makes them.
 *
 * @see <a href="https://cloud.google.com/iam/docs/service-agents">service agents</a>
 */
public enum ServiceAgent {
    /** Makes machines, and attaches disks to them. */
    COMPUTE("compute-system", "compute", "roles/compute.serviceAgent"),
    /** Runs the cluster. */
    CONTAINER("container-engine-robot", "container", "roles/container.serviceAgent"),
    SECRET_MANAGER("gcp-sa-secretmanager", "secretmanager", ""),
    CLOUD_SQL("gcp-sa-cloud-sql", "sqladmin", "roles/cloudsql.serviceAgent"),
    STORAGE("gs-project-accounts", "storage", ""),
    /** Runs the plans of Backup for GKE. */
    GKE_BACKUP("gcp-sa-gkebackup", "gkebackup", "roles/gkebackup.serviceAgent");

    private final String account;
    private final String service;
    private final String role;

    ServiceAgent(String account, String service, String role) {
        this.account = account;
        this.service = service;
        this.role = role;
    }

    /** The part of its e-mail address that is alike in all projects. */
    public String account() {
        return account;
    }

    /** The API it belongs to, without {@code .googleapis.com}. */
    public String service() {
        return service;
    }

    /** The role that it works with in its project, where it needs one. */
    public Optional<String> role() {
        return role.isEmpty() ? Optional.empty() : Optional.of(role);
    }
}
