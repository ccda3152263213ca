package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Cluster;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.ControlPlaneAccess.Dns;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

/** The cluster itself. */
final class ClusterRules {

    /** https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation */
    private static final int AUTHORIZED_NETWORKS_MAX = 100;

    private ClusterRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "control-plane-range",
                        "controlPlane.access.privateCidr is a /28; a privateSubnetwork is a /28 or larger.",
                        ClusterRules::controlPlaneRangeFits),
                new Rule(
                        "authorized-networks",
                        "authorizedNetworks go with a control plane that has addresses, and never hold 0.0.0.0/0.",
                        ClusterRules::authorizedNetworksMakeSense),
                new Rule(
                        "authorized-networks-count",
                        "There are at most 100 authorizedNetworks.",
                        ClusterRules::authorizedNetworksAreFew),
                new Rule(
                        "auto-provisioning-gpus",
                        "nodeAutoProvisioning.gpus names GPUs that GKE offers.",
                        ClusterRules::provisionedGpusAreKnown));
    }

    private static void controlPlaneRangeFits(Subject subject, Report report) {
        ControlPlaneAccess access =
                subject.environment().cluster().controlPlane().access();
        ConfigPath path = ConfigPath.of("cluster", "controlPlane", "access");
        if (access instanceof ControlPlaneAccess.PrivateCidr own && own.cidr().prefix() != 28) {
            report.error(path.key("privateCidr"), "must be a /28, got " + own.cidr());
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork
                && subnetwork.cidr().prefix() > 28) {
            report.error(
                    path.key("privateSubnetwork").key("cidr"), "must be a /28 or larger, got " + subnetwork.cidr());
        }
    }

    private static void authorizedNetworksMakeSense(Subject subject, Report report) {
        Cluster.ControlPlane controlPlane = subject.environment().cluster().controlPlane();
        ConfigPath path = ConfigPath.of("cluster", "controlPlane", "authorizedNetworks");
        if (controlPlane.access() instanceof Dns
                && !controlPlane.authorizedNetworks().isEmpty()) {
            report.error(
                    path,
                    "goes with privateCidr or privateSubnetwork only: with access dns IAM alone decides who gets in");
        }
        Cidr everything = Cidr.parse("0.0.0.0/0");
        controlPlane.authorizedNetworks().forEach((name, cidr) -> {
            if (cidr.equals(everything)) {
                report.error(path.key(name), "0.0.0.0/0 lets the whole world in");
            }
        });
    }

    private static void authorizedNetworksAreFew(Subject subject, Report report) {
        int count = subject.environment()
                .cluster()
                .controlPlane()
                .authorizedNetworks()
                .size();
        if (count > AUTHORIZED_NETWORKS_MAX) {
            report.error(
                    ConfigPath.of("cluster", "controlPlane", "authorizedNetworks"),
                    "must be at most " + AUTHORIZED_NETWORKS_MAX + " networks, got " + count,
                    "name a larger range that holds several of them");
        }
    }

    private static void provisionedGpusAreKnown(Subject subject, Report report) {
        subject.environment().cluster().nodeAutoProvisioning().ifPresent(limits -> limits.gpus().keySet().stream()
                .filter(type -> !Accelerators.types().contains(type))
                .forEach(type -> report.unknown(
                        ConfigPath.of("cluster", "nodeAutoProvisioning", "gpus", type),
                        "a GPU type",
                        type,
                        Accelerators.types())));
    }
}
