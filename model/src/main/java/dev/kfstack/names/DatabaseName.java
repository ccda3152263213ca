package dev.kfstack.names;

/** The databases in the Cloud SQL instance, one for each part that wants its own. */
public enum DatabaseName {
    PIPELINES("mlpipeline"),
    METADATA("metadb"),
    CACHE("cachedb"),
    KATIB("katib"),
    MODEL_REGISTRY("model_registry");

    private final String database;

    DatabaseName(String database) {
        this.database = database;
    }

    /** The name as MySQL knows it. */
    public String database() {
        return database;
    }
}
