package dev.kfstack.names;

import dev.kfstack.environment.Database;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Project;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every physical name of one environment. Stacks and overlays refer to each other by these plain strings and by nothing
 * else, so a name is computed here or nowhere.
 */
public record ResourceNames(Environment environment) {

    /** Labels that say what a resource belongs to; an environment cannot set them. */
    public static final List<String> OWN_LABELS = List.of("environment", "managed-by");

    /** {@code kf-test-cluster}: the stack's name, its folder and its state's prefix. */
    public String stack(Stack stack) {
        return environment.name() + "-" + stack.suffix();
    }

    /**
     * Labels of every resource that takes labels, sorted: those of the file and {@link #OWN_LABELS}.
     */
    public SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>(environment.labels());
        labels.put("environment", environment.name());
        labels.put("managed-by", "kfstack");
        return Collections.unmodifiableSortedMap(labels);
    }

    public String cluster() {
        return environment.name();
    }

    /** {@code projects/P/locations/L/clusters/C}. */
    public String clusterId() {
        return "projects/" + project().id() + "/locations/"
                + environment.location().clusterLocation() + "/clusters/" + cluster();
    }

    /** The only workload pool a project has. */
    public String workloadPool() {
        return project().id() + ".svc.id.goog";
    }

    /** Network tag of every node: what firewall rules aim at. */
    public String nodeTag() {
        return environment.name() + "-node";
    }

    /** {@code projects/HOST/global/networks/N}. */
    public String network() {
        return "projects/" + host().id() + "/global/networks/"
                + environment.network().network();
    }

    /** {@code projects/HOST/regions/R/subnetworks/S}, for any subnetwork of the host project. */
    public String subnetwork(String name) {
        return "projects/" + host().id() + "/regions/" + environment.location().region() + "/subnetworks/" + name;
    }

    /** Account id of a Google service account: 6 to 30 characters. */
    public String accountId(String serviceAccount) {
        return environment.name() + "-" + serviceAccount;
    }

    /** E-mail address of a Google service account. */
    public String email(String serviceAccount) {
        return accountId(serviceAccount) + "@" + project().id() + ".iam.gserviceaccount.com";
    }

    /** {@code projects/P/secrets/S} without the project: the secret's id. */
    public String secret(String name) {
        return environment.name() + "-" + name;
    }

    public String disk(String name) {
        return environment.name() + "-" + name;
    }

    /** Bucket names are the whole world's: the project's id makes them unique. */
    public String bucket(String name) {
        return project().id() + "-" + environment.name() + "-" + name;
    }

    public String databaseInstance(Database database) {
        return environment.name() + "-kubeflow-" + database.instanceSuffix();
    }

    /** {@code project:region:instance}, as the Cloud SQL proxy wants it. */
    public String databaseConnection(Database database) {
        return project().id() + ":" + environment.location().region() + ":" + databaseInstance(database);
    }

    /** Google's own agent of GKE in the service project. */
    public String containerEngineAgent() {
        return "service-" + project().number() + "@container-engine-robot.iam.gserviceaccount.com";
    }

    private Project project() {
        return environment.project();
    }

    private Project host() {
        return environment.network().hostProject();
    }
}
