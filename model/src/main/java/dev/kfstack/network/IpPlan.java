package dev.kfstack.network;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Cluster;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.NodePool;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many addresses an environment needs at its busiest, and which ranges it takes.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr">how many addresses a node takes
 *     for its pods</a>
 */
public record IpPlan(Environment environment) {

    private static final String NODES = "nodes";
    private static final String PODS = "pods";

    /** Google keeps the first two and the last two addresses of every subnetwork. */
    private static final int KEPT_BY_GOOGLE = 4;

    /** e2-medium */
    private static final int CPUS_OF_SMALLEST_NODE = 2;

    /** GKE makes one node a zone at creation, before the pool it belongs to is removed. */
    private int defaultPoolNodes() {
        return environment.location().zones().size();
    }

    /** Nodes of one pool at the height of an upgrade. */
    public static int peakNodes(NodePool pool) {
        int most = pool.autoscaling().totalMax();
        return pool.upgrade().blueGreen().isPresent()
                ? 2 * most
                : most + pool.upgrade().maxSurge();
    }

    /** Nodes of all pools at the height of an upgrade, the short-lived default pool and GKE's own pools included. */
    public long peakNodes() {
        return environment.nodePools().values().stream()
                        .mapToLong(IpPlan::peakNodes)
                        .sum()
                + otherNodes();
    }

    /** The most that node auto-provisioning can add: machines of the fewest CPUs that it chooses. */
    private int autoProvisionedNodes() {
        return environment
                .cluster()
                .nodeAutoProvisioning()
                .map(limits -> (limits.cpu() + CPUS_OF_SMALLEST_NODE - 1) / CPUS_OF_SMALLEST_NODE)
                .orElse(0);
    }

    private int otherNodes() {
        return defaultPoolNodes() + autoProvisionedNodes();
    }

    /** Addresses that the peak takes from the pods' range. */
    public long podAddresses() {
        Cluster cluster = environment.cluster();
        long pools = environment.nodePools().values().stream()
                .mapToLong(pool -> peakNodes(pool)
                        * podAddressesOfNode(pool.maxPodsPerNode().orElse(cluster.maxPodsPerNode())))
                .sum();
        return pools + otherNodes() * podAddressesOfNode(cluster.maxPodsPerNode());
    }

    /**
     * Addresses one node takes for its pods: at least twice as many as it may run, as a power of two, and never fewer
     * than 16.
     */
    public static long podAddressesOfNode(int maxPods) {
        return Math.max(16, Long.highestOneBit(2L * Math.max(1, maxPods) - 1) * 2);
    }

    /** Nodes that fit the subnetwork of the nodes. */
    public long nodeCapacity() {
        return Math.max(0, environment.network().subnetwork().cidr().addresses() - KEPT_BY_GOOGLE);
    }

    /** Length of the smallest prefix with room for {@code addresses}. */
    public static int prefixFor(long addresses) {
        return 32 - (64 - Long.numberOfLeadingZeros(Math.max(1, addresses) - 1));
    }

    /** Length of the smallest prefix of a subnetwork with room for {@code nodes}. */
    public static int subnetworkPrefixFor(long nodes) {
        return Math.min(29, prefixFor(nodes + KEPT_BY_GOOGLE));
    }

    /** Every range of {@link #ranges}, in its order, and how full each will be. */
    public List<RangeUse> uses() {
        return ranges().stream().map(this::use).toList();
    }

    private RangeUse use(AddressRange range) {
        return switch (range.use()) {
            case NODES -> new RangeUse(range, nodeCapacity(), OptionalLong.of(peakNodes()));
            case PODS -> new RangeUse(range, range.cidr().addresses(), OptionalLong.of(podAddresses()));
            default -> new RangeUse(range, range.cidr().addresses(), OptionalLong.empty());
        };
    }

    /** Every range the environment takes or knows of, in a fixed order. */
    public List<AddressRange> ranges() {
        Network network = environment.network();
        List<AddressRange> ranges = new ArrayList<>();
        ranges.add(range(NODES, network.subnetwork().cidr(), "subnetwork"));
        ranges.add(range(PODS, network.pods().cidr(), "pods"));
        ranges.add(range("services", network.services().cidr(), "services"));
        network.psc().ifPresent(psc -> ranges.add(range("Private Service Connect", psc.cidr(), "psc")));
        controlPlane().ifPresent(ranges::add);
        ranges.addAll(sharedRanges());
        return List.copyOf(ranges);
    }

    /** Ranges that several environments of a network name alike: private services and what is reserved elsewhere. */
    public List<AddressRange> sharedRanges() {
        Network network = environment.network();
        List<AddressRange> ranges = new ArrayList<>();
        network.privateServices()
                .ifPresent(services -> ranges.add(range("private services", services.cidr(), "privateServices")));
        network.reserved()
                .forEach((name, cidr) -> ranges.add(
                        new AddressRange("reserved range " + name, cidr, ConfigPath.of("network", "reserved", name))));
        return List.copyOf(ranges);
    }

    private Optional<AddressRange> controlPlane() {
        ConfigPath path = ConfigPath.of("cluster", "controlPlane", "access");
        ControlPlaneAccess access = environment.cluster().controlPlane().access();
        if (access instanceof ControlPlaneAccess.PrivateCidr own) {
            return Optional.of(new AddressRange("control plane", own.cidr(), path.key("privateCidr")));
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork) {
            return Optional.of(new AddressRange(
                    "control plane",
                    subnetwork.cidr(),
                    path.key("privateSubnetwork").key("cidr")));
        }
        return Optional.empty();
    }

    private static AddressRange range(String use, Cidr cidr, String key) {
        return new AddressRange(use, cidr, ConfigPath.of("network", key, "cidr"));
    }
}
