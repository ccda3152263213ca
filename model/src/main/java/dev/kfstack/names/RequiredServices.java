package dev.kfstack.names;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.environment.Monitoring;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which Google APIs an environment needs, without {@code .googleapis.com}, and what in it asks for each. */
public final class RequiredServices {

    /** Without these no environment works, whatever it holds. */
    private static final List<String> ALWAYS =
            List.of("cloudkms", "cloudresourcemanager", "compute", "iam", "iamcredentials", "logging", "monitoring");

    /** What every cluster uses: its images, its name service, its CSI drivers and the Secret Manager add-on. */
    private static final List<String> CLUSTER =
            List.of("artifactregistry", "container", "dns", "file", "secretmanager", "storage");

    /** Networks and grants in the host project, and GKE's own API, which it wants there too. */
    private static final List<String> HOST = List.of("cloudresourcemanager", "compute", "container", "iam");

    private RequiredServices() {}

    /** In the host project. */
    public static SortedMap<String, ConfigPath> ofHostProject(Environment environment) {
        SortedMap<String, ConfigPath> services = new TreeMap<>();
        HOST.forEach(service -> services.put(service, ConfigPath.of("network", "hostProject")));
        environment
                .network()
                .privateServices()
                .ifPresent(range -> services.put("servicenetworking", ConfigPath.of("network", "privateServices")));
        environment
                .network()
                .psc()
                .ifPresent(subnetwork -> services.put("networkconnectivity", ConfigPath.of("network", "psc")));
        environment.network().dns().ifPresent(dns -> services.put("dns", ConfigPath.of("network", "dns")));
        return services;
    }

    /** In the service project. */
    public static SortedMap<String, ConfigPath> ofServiceProject(Environment environment) {
        SortedMap<String, ConfigPath> services = new TreeMap<>();
        ALWAYS.forEach(service -> services.put(service, ConfigPath.of("project")));
        CLUSTER.forEach(service -> services.put(service, ConfigPath.of("cluster")));
        environment.database().ifPresent(database -> services.put("sqladmin", ConfigPath.of("database")));
        environment
                .network()
                .privateServices()
                .ifPresent(range -> services.put("servicenetworking", ConfigPath.of("network", "privateServices")));
        if (environment.cluster().notifications()) {
            services.put("pubsub", ConfigPath.of("cluster", "notifications"));
        }
        environment.cluster().fleet().ifPresent(fleet -> services.put("gkehub", ConfigPath.of("cluster", "fleet")));
        environment.backup().gke().ifPresent(plan -> services.put("gkebackup", ConfigPath.of("backup", "gke")));
        environment
                .workloadIdentityFederation()
                .ifPresent(forge -> services.put("sts", ConfigPath.of("workloadIdentityFederation")));
        environment
                .monitoring()
                .flatMap(Monitoring::budget)
                .ifPresent(budget -> services.put("billingbudgets", ConfigPath.of("monitoring", "budget")));
        services.put("certificatemanager", ConfigPath.of("gateway"));
        if (environment.kubeflow().login() == Login.IAP) {
            services.put("iap", ConfigPath.of("kubeflow", "login"));
        }
        return services;
    }
}
