package dev.kfstack.names;

/**
 * Google's own agents in a project that encrypt with the environment's keys. An agent exists at the earliest once its API
 * is enabled; those of Cloud SQL and Secret Manager only after a first use, or when asked for
 * ({@code gcloud beta services identity create}).
 *
 * @see <a href="https://cloud.google.com/iam/docs/service-agents">service agents</a>
 */
public enum ServiceAgent {
    CLOUD_SQL("gcp-sa-cloud-sql", "sqladmin"),
    COMPUTE("compute-system", "compute"),
    CONTAINER_ENGINE("container-engine-robot", "container"),
    SECRET_MANAGER("gcp-sa-secretmanager", "secretmanager"),
    STORAGE("gs-project-accounts", "storage");

    private final String domain;
    private final String service;

    ServiceAgent(String domain, String service) {
        this.domain = domain;
        this.service = service;
    }

    /** The part of its address that says whose agent it is, as {@code gcp-sa-cloud-sql}. */
    public String domain() {
        return domain;
    }

    /** Its API, without {@code .googleapis.com}. */
    public String service() {
        return service;
    }
}
