package dev.kfstack.addresses;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of the cluster cannot change in place: the provider would destroy it with all that runs on it, then make another
 * one, or its ranges would no longer be those that its nodes, pods and services have. Keys are places in the environment
 * file.
 *
 * @param address of the cluster
 * @param fixed value by key, without spaces
 */
public record FixedCluster(StackAddress address, SortedMap<String, String> fixed) {

    /** What nodes that GKE provisions encrypt their disks with: the key once given stays, also when provisioning ends. */
    private static final String PROVISIONING = "cluster.nodeAutoProvisioning";

    /** The one range that may change under a cluster: a subnetwork can grow. */
    private static final String NODES = "network.subnetwork.cidr";

    private static final String NOTHING = "nothing";

    /** That of an environment. */
    public static FixedCluster of(Environment environment) {
        ResourceNames names = new ResourceNames(environment);
        Network network = environment.network();
        SortedMap<String, String> fixed = new TreeMap<>();
        fixed.put("project.id", environment.project().id());
        fixed.put("location", environment.location().clusterLocation());
        fixed.put("network.hostProject.id", network.hostProject().id());
        fixed.put("network.network", network.network());
        fixed.put("network.subnetwork.name", network.subnetwork().name());
        fixed.put(NODES, network.subnetwork().cidr().toString());
        fixed.put("network.pods.rangeName", network.pods().rangeName());
        fixed.put("network.pods.cidr", network.pods().cidr().toString());
        fixed.put("network.services.rangeName", network.services().rangeName());
        fixed.put("network.services.cidr", network.services().cidr().toString());
        fixed.put("cluster.maxPodsPerNode", String.valueOf(environment.cluster().maxPodsPerNode()));
        if (environment.encryption().isPresent()) {
            boolean provisions = environment.cluster().nodeAutoProvisioning().isPresent();
            fixed.put(PROVISIONING, provisions ? "encrypted" : NOTHING);
        }
        return new FixedCluster(
                new StackAddress(names.stack(Stack.CLUSTER), "google_container_cluster.kubeflow"), fixed);
    }

    /**
     * Reports what a change would replace the cluster by.
     *
     * @param file the environment as it is now
     * @param promised what is committed; what is not in it is not judged
     */
    public static void check(EnvironmentFile file, AddressFile promised, Problems problems) {
        FixedCluster now = of(file.environment());
        promised.fixed().getOrDefault(now.address(), new TreeMap<>()).forEach((key, was) -> {
            String is = now.fixed().getOrDefault(key, was);
            if (!was.equals(is) && !mayBecome(key, was, is)) {
                ConfigPath path = path(key);
                problems.error(
                        file.reading().sources().place(path),
                        path.text(),
                        "was " + was + " and is " + is + ", " + consequence(key),
                        "cluster-replaced",
                        hint(key, AddressFile.name(file.name())));
            }
        });
    }

    private static boolean mayBecome(String key, String was, String is) {
        return switch (key) {
            case PROVISIONING -> is.equals(NOTHING);
            case NODES -> grows(was, is);
            default -> false;
        };
    }

    private static boolean grows(String was, String is) {
        try {
            return Cidr.parse(was).isWithin(Cidr.parse(is));
        } catch (IllegalArgumentException editedByHand) {
            return false;
        }
    }

    private static String consequence(String key) {
        return switch (key) {
            case NODES -> "but a subnetwork in use can only grow";
            case "network.pods.cidr", "network.services.cidr" -> "but a cluster keeps its ranges for life";
            default -> "which would replace the cluster and stop all that runs on it";
        };
    }

    private static String hint(String key, String addresses) {
        return key.equals(PROVISIONING)
                ? "leave it out, or rebuild the cluster as docs/rebuild-cluster.md says; where there is none, or it provisioned"
                        + " before and so may have the key, take " + key + "=" + NOTHING + " out of " + addresses
                        + ": the plan then says whether it stays"
                : "set it back, or rebuild the cluster as docs/rebuild-cluster.md says; where there is none, take its line out"
                        + " of " + addresses;
    }

    private static ConfigPath path(String key) {
        List<String> keys = List.of(key.split("\\.", -1));
        ConfigPath path = ConfigPath.of(keys.get(0));
        for (String part : keys.subList(1, keys.size())) {
            path = path.key(part);
        }
        return path;
    }
}
