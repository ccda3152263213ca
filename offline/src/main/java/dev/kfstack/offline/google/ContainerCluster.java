package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** {@code google_container_cluster}. */
final class ContainerCluster {

    private ContainerCluster() {}

    static void checkName(Value.Fields config, List<Problem> problems) {
        String name = config.get("name").text();
        if (name.isEmpty()) {
            return;
        }
        if (name.length() > 40) {
            problems.add(Problem.error("name", "\"name\" cannot be longer than 40 characters", "got " + name));
        }
        if (!name.matches("[a-z0-9-]+")) {
            problems.add(Problem.error(
                    "name", "\"name\" can only contain lowercase letters, numbers and hyphens", "got " + name));
        }
        if (!name.matches("[a-z].*")) {
            problems.add(Problem.error("name", "\"name\" must start with a letter", "got " + name));
        }
        if (!name.matches(".*[a-z0-9]")) {
            problems.add(Problem.error("name", "\"name\" must end with a number or a letter", "got " + name));
        }
    }

    static void checkMasterRange(Value.Fields config, List<Problem> problems) {
        String path = "private_cluster_config.0.master_ipv4_cidr_block";
        String range = config.at(path).text();
        if (!range.contains("/")) {
            return;
        }
        String bits = range.substring(range.indexOf('/') + 1);
        if (!bits.equals("28")) {
            problems.add(Problem.error(
                    path,
                    "expected \"" + path
                            + "\" to contain a network Value with between 28 and 28 significant bits, got: " + bits,
                    ""));
            return;
        }
        int last = range.lastIndexOf('.');
        int host = Integer.parseInt(range.substring(last + 1, range.indexOf('/')));
        if (host % 16 != 0) {
            String network = range.substring(0, last + 1) + (host - host % 16) + "/28";
            problems.add(Problem.error(
                    path,
                    "expected " + path + " to contain a valid network Value, expected " + network + ", got " + range,
                    ""));
        }
    }

    /** Turning these off replaces the cluster; turning them on does not. */
    static void featuresThatCannotBeTurnedOff(Change change) {
        for (String feature : List.of("enable_l4_ilb_subsetting", "enable_fqdn_network_policy")) {
            if (change.changes(feature) && change.prior().at(feature).equals(Value.of(true))) {
                change.replace(feature);
            }
        }
    }

    /**
     * A cluster without its default node pool reports no {@code node_config}: where the configuration has one and does not
     * ignore it, the next plan replaces the cluster.
     */
    static Value.Fields reported(Value.Fields cluster) {
        return cluster.get("remove_default_node_pool").equals(Value.of(true))
                ? cluster.with("node_config", Value.list()).with("node_pool", Value.list())
                : cluster;
    }
}
