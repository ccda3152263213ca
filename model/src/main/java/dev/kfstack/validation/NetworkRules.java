package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.network.AddressRange;
import dev.kfstack.network.IpPlan;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Address ranges: sizes, overlap, and room for the busiest hour. */
final class NetworkRules {

    /** Private address space (RFC 1918) and shared address space (RFC 6598), which GKE takes for pods too. */
    private static final List<Cidr> PRIVATE = Stream.of(
                    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
            .map(Cidr::parse)
            .toList();

    /** What a subnetwork holds too, and GKE's nodes take for private: class E, benchmarks, documentation. */
    private static final List<Cidr> RESERVED = Stream.of(
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4")
            .map(Cidr::parse)
            .toList();

    private static final Set<String> OF_THE_CLUSTER = Set.of("nodes", "pods", "services");

    /** Container runtimes on the nodes use it for their bridge. */
    private static final Cidr DOCKER_BRIDGE = Cidr.parse("172.17.0.0/16");

    /** No range is larger than this prefix allows: private address space has no larger one to spare. */
    private static final int LARGEST = 9;

    private static final int POD_WARNING_PERCENT = 80;
    private static final int NODE_WARNING_PERCENT = 75;

    private NetworkRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "range-size",
                        "Subnetworks are /29 or larger, pods /24 to /9, services /28 to /16, private services /24 or"
                                + " larger.",
                        NetworkRules::rangesHaveLegalSizes),
                new Rule(
                        "range-private",
                        "Ranges lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, outside"
                                + " 172.17.0.0/16. Those of nodes, pods and services may also lie in 240.0.0.0/4, 198.18.0.0/15"
                                + " and the others that belong to nobody.",
                        NetworkRules::rangesArePrivate),
                new Rule(
                        "range-overlap",
                        "No two ranges of an environment overlap, reserved ones included.",
                        NetworkRules::rangesDoNotOverlap),
                new Rule(
                        "range-overlap-environments",
                        "No range overlaps one of another environment on the same network.",
                        NetworkRules::rangesDoNotOverlapNeighbours),
                new Rule(
                        "range-names",
                        "The secondary ranges of pods and services have different names.",
                        NetworkRules::rangeNamesDiffer),
                new Rule(
                        "pod-capacity",
                        "The pods' range holds all pools at their largest, during an upgrade.",
                        NetworkRules::podsFit),
                new Rule(
                        "node-capacity",
                        "The nodes' subnetwork holds all pools at their largest, during an upgrade.",
                        NetworkRules::nodesFit),
                new Rule(
                        "private-services-owner",
                        "privateServices.ownedBy is network-team or an environment on the same network with"
                                + " managedBy kfstack; all environments of a network agree.",
                        NetworkRules::privateServicesHaveOneOwner),
                new Rule(
                        "database-path",
                        "With a database, exactly one of network.privateServices and network.psc is given.",
                        NetworkRules::databaseHasOnePath));
    }

    private static void rangesHaveLegalSizes(Subject subject, Report report) {
        Network network = subject.environment().network();
        size(
                report,
                ConfigPath.of("network", "subnetwork", "cidr"),
                network.subnetwork().cidr(),
                8,
                29);
        size(report, ConfigPath.of("network", "pods", "cidr"), network.pods().cidr(), 9, 24);
        size(
                report,
                ConfigPath.of("network", "services", "cidr"),
                network.services().cidr(),
                16,
                28);
        network.privateServices()
                .ifPresent(services ->
                        size(report, ConfigPath.of("network", "privateServices", "cidr"), services.cidr(), 8, 24));
        network.psc().ifPresent(psc -> size(report, ConfigPath.of("network", "psc", "cidr"), psc.cidr(), 8, 29));
    }

    private static void size(Report report, ConfigPath path, Cidr cidr, int largest, int smallest) {
        if (cidr.prefix() < largest || cidr.prefix() > smallest) {
            report.error(path, "must be between /" + largest + " and /" + smallest + ", got " + cidr);
        }
    }

    private static void rangesArePrivate(Subject subject, Report report) {
        for (AddressRange range : subject.ipPlan().ranges()) {
            if (range.use().startsWith("reserved")) {
                continue;
            }
            if (!isPrivate(range.cidr()) && !(OF_THE_CLUSTER.contains(range.use()) && isReserved(range.cidr()))) {
                report.error(
                        range.path(),
                        "must lie in private address space (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or"
                                + " 100.64.0.0/10), got " + range.cidr());
            } else if (range.cidr().overlaps(DOCKER_BRIDGE)) {
                report.error(
                        range.path(),
                        range.cidr() + " overlaps " + DOCKER_BRIDGE + ", which container runtimes use on every node");
            }
        }
    }

    /** Whether no address of the range is one of the internet. */
    static boolean isPrivate(Cidr range) {
        return PRIVATE.stream().anyMatch(range::isWithin);
    }

    private static boolean isReserved(Cidr range) {
        return RESERVED.stream().anyMatch(range::isWithin);
    }

    private static void rangesDoNotOverlap(Subject subject, Report report) {
        List<AddressRange> ranges = subject.ipPlan().ranges();
        for (int i = 0; i < ranges.size(); i++) {
            for (AddressRange earlier : ranges.subList(0, i)) {
                AddressRange range = ranges.get(i);
                if (range.cidr().overlaps(earlier.cidr()) && !bothReserved(range, earlier)) {
                    AddressRange blamed = range.use().startsWith("reserved") ? earlier : range;
                    AddressRange other = blamed.equals(range) ? earlier : range;
                    report.error(
                            blamed.path(),
                            blamed.cidr() + " (" + blamed.use() + ") overlaps " + other.cidr() + " (" + other.use()
                                    + ")");
                }
            }
        }
    }

    private static boolean bothReserved(AddressRange a, AddressRange b) {
        return a.use().startsWith("reserved") && b.use().startsWith("reserved");
    }

    private static void rangesDoNotOverlapNeighbours(Subject subject, Report report) {
        Environment environment = subject.environment();
        List<AddressRange> shared = subject.ipPlan().sharedRanges();
        for (Environment neighbour : subject.neighbours()) {
            if (!sameNetwork(environment, neighbour)) {
                continue;
            }
            List<AddressRange> theirShared = new IpPlan(neighbour).sharedRanges();
            for (AddressRange range : subject.ipPlan().ranges()) {
                for (AddressRange other : new IpPlan(neighbour).ranges()) {
                    boolean commonToBoth = shared.contains(range) && theirShared.contains(other);
                    if (!commonToBoth && range.cidr().overlaps(other.cidr())) {
                        report.error(
                                range.path(),
                                range.cidr() + " (" + range.use() + ") overlaps " + other.cidr() + " (" + other.use()
                                        + " of " + neighbour.name() + ")");
                    }
                }
            }
        }
    }

    static boolean sameNetwork(Environment one, Environment other) {
        Network a = one.network();
        Network b = other.network();
        return a.network().equals(b.network())
                && a.hostProject().id().equals(b.hostProject().id());
    }

    private static void rangeNamesDiffer(Subject subject, Report report) {
        Network network = subject.environment().network();
        if (network.pods().rangeName().equals(network.services().rangeName())) {
            report.error(
                    ConfigPath.of("network", "services", "rangeName"),
                    "must differ from network.pods.rangeName, got \""
                            + network.services().rangeName() + "\" for both");
        }
    }

    private static void podsFit(Subject subject, Report report) {
        long need = subject.ipPlan().podAddresses();
        long have = subject.environment().network().pods().cidr().addresses();
        ConfigPath path = ConfigPath.of("network", "pods", "cidr");
        String numbers = String.format(
                Locale.ROOT,
                "%d nodes at the busiest need %d pod addresses, %s has %d (%d %%)",
                subject.ipPlan().peakNodes(),
                need,
                subject.environment().network().pods().cidr(),
                have,
                need * 100 / have);
        capacity(report, path, numbers, need, have, POD_WARNING_PERCENT, IpPlan.prefixFor(need));
    }

    private static void nodesFit(Subject subject, Report report) {
        long need = subject.ipPlan().peakNodes();
        long have = subject.ipPlan().nodeCapacity();
        ConfigPath path = ConfigPath.of("network", "subnetwork", "cidr");
        String numbers = String.format(
                Locale.ROOT,
                "%d nodes at the busiest, %s holds %d",
                need,
                subject.environment().network().subnetwork().cidr(),
                have);
        capacity(report, path, numbers, need, have, NODE_WARNING_PERCENT, IpPlan.subnetworkPrefixFor(need));
    }

    private static void capacity(
            Report report, ConfigPath path, String numbers, long need, long have, int warnAt, int fits) {
        if (!report.readable("nodePools") || !report.readable("location")) {
            return;
        }
        if (need > have) {
            String larger = fits < LARGEST ? "" : "a /" + fits + " is large enough, or ";
            report.error(path, numbers, larger + "lower totalMax of a node pool");
        } else if (need * 100 > have * warnAt) {
            report.warning(path, numbers + ": little is left to grow");
        }
    }

    private static void privateServicesHaveOneOwner(Subject subject, Report report) {
        Environment environment = subject.environment();
        environment.network().privateServices().ifPresent(services -> {
            ConfigPath path = ConfigPath.of("network", "privateServices", "ownedBy");
            String owner = services.ownedBy();
            TreeSet<String> allowed = new TreeSet<>(List.of(Network.PrivateServices.NETWORK_TEAM));
            Stream.concat(Stream.of(environment), subject.neighbours().stream())
                    .filter(other -> sameNetwork(environment, other))
                    .filter(other -> other.network().managedBy() == Network.ManagedBy.KFSTACK)
                    .map(Environment::name)
                    .forEach(allowed::add);
            if (!allowed.contains(owner)) {
                report.unknown(path, "network-team or an environment whose network kfstack manages", owner, allowed);
            }
            for (Environment neighbour : subject.neighbours()) {
                neighbour.network().privateServices().ifPresent(theirs -> {
                    if (sameNetwork(environment, neighbour) && !theirs.equals(services)) {
                        report.error(
                                path,
                                "one network has one private services range and one owner: " + neighbour.name()
                                        + " says " + theirs.name() + " " + theirs.cidr() + " owned by "
                                        + theirs.ownedBy());
                    }
                });
            }
        });
    }

    private static void databaseHasOnePath(Subject subject, Report report) {
        Environment environment = subject.environment();
        Network network = environment.network();
        boolean both = network.privateServices().isPresent() && network.psc().isPresent();
        boolean none = network.privateServices().isEmpty() && network.psc().isEmpty();
        if (environment.database().isPresent() && (both || none)) {
            report.error(
                    ConfigPath.of("network"),
                    "the database needs exactly one of privateServices and psc, got " + (both ? "both" : "none"));
        }
    }
}
