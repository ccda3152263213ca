package dev.kfstack.validation;

import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.Project;
import dev.kfstack.problem.ConfigPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What environments in one host project must leave to each other. */
final class SharedNetworkRules {

    private SharedNetworkRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "host-project-number",
                        "Host project and service project have different numbers, unless they are one project.",
                        SharedNetworkRules::projectsHaveNumbersOfTheirOwn),
                new Rule(
                        "subnetwork-names",
                        "No two subnetworks of a host project's region have the same name.",
                        SharedNetworkRules::subnetworksHaveNamesOfTheirOwn),
                new Rule(
                        "psc-once",
                        "Of the environments with managedBy kfstack in one network and region, one at most has network.psc.",
                        SharedNetworkRules::cloudSqlHasOnePolicy));
    }

    private static void projectsHaveNumbersOfTheirOwn(Subject subject, Report report) {
        Project service = subject.environment().project();
        Project host = subject.environment().network().hostProject();
        if (host.number().equals(service.number()) != host.id().equals(service.id())) {
            report.error(
                    ConfigPath.of("network", "hostProject", "number"),
                    host.id() + " and " + service.id() + " are given the numbers " + host.number() + " and "
                            + service.number() + ": two projects never share one, and one never has two");
        }
    }

    /** https://cloud.google.com/vpc/docs/subnets */
    private static void subnetworksHaveNamesOfTheirOwn(Subject subject, Report report) {
        Environment environment = subject.environment();
        Map<String, String> taken = new LinkedHashMap<>();
        for (Environment neighbour : subject.neighbours()) {
            if (sameRegionOfHost(environment, neighbour)) {
                subnetworks(neighbour).forEach((path, name) -> taken.putIfAbsent(name, neighbour.name()));
            }
        }
        subnetworks(environment).forEach((path, name) -> {
            String owner = taken.putIfAbsent(name, "another key of this environment");
            if (owner != null) {
                report.error(
                        path,
                        "the subnetwork \"" + name + "\" of "
                                + environment.location().region() + " belongs to " + owner + " already");
            }
        });
    }

    private static Map<ConfigPath, String> subnetworks(Environment environment) {
        Network network = environment.network();
        Map<ConfigPath, String> names = new LinkedHashMap<>();
        names.put(
                ConfigPath.of("network", "subnetwork", "name"),
                network.subnetwork().name());
        network.psc().ifPresent(psc -> names.put(ConfigPath.of("network", "psc", "name"), psc.name()));
        if (environment.cluster().controlPlane().access() instanceof ControlPlaneAccess.PrivateSubnetwork own) {
            names.put(
                    ConfigPath.of("cluster", "controlPlane", "access")
                            .key("privateSubnetwork")
                            .key("name"),
                    own.name());
        }
        return names;
    }

    private static boolean sameRegionOfHost(Environment one, Environment other) {
        return one.network()
                        .hostProject()
                        .id()
                        .equals(other.network().hostProject().id())
                && one.location().region().equals(other.location().region());
    }

    /** https://cloud.google.com/vpc/docs/about-service-connection-policies: one a network, region and service class. */
    private static void cloudSqlHasOnePolicy(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!makesPolicy(environment)) {
            return;
        }
        for (Environment neighbour : subject.neighbours()) {
            if (makesPolicy(neighbour)
                    && NetworkRules.sameNetwork(environment, neighbour)
                    && sameRegionOfHost(environment, neighbour)) {
                report.error(
                        ConfigPath.of("network", "psc"),
                        neighbour.name() + " has Private Service Connect in "
                                + environment.location().region()
                                + " already: a network's region has one policy for Cloud SQL",
                        "use privateServices, which environments share");
            }
        }
    }

    private static boolean makesPolicy(Environment environment) {
        return environment.network().managedBy() == Network.ManagedBy.KFSTACK
                && environment.network().psc().isPresent();
    }
}
