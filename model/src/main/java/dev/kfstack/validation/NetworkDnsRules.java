package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.network.GoogleApisNames;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whom the network's DNS asks. */
final class NetworkDnsRules {

    private static final ConfigPath DNS = ConfigPath.of("network", "dns");
    private static final ConfigPath FORWARDING = DNS.key("forwarding");

    /** https://cloud.google.com/dns/quotas: target name servers of a forwarding zone. */
    private static final int RESOLVERS_MAX = 50;

    /** Answered by the cluster or by Compute Engine before any zone is looked at. */
    private static final List<String> ANSWERED_FIRST = List.of("cluster.local", "internal");

    private NetworkDnsRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "dns-owner",
                        "dns.ownedBy is network-team or an environment on the same network with managedBy kfstack; all"
                                + " environments of a network say the same of its dns.",
                        NetworkDnsRules::zonesHaveOneOwner),
                new Rule(
                        "dns-domains",
                        "Each domain of dns.forwarding stands there once, and is none that the cluster or dns.googleApis"
                                + " answers.",
                        NetworkDnsRules::domainsAreAnsweredOnce),
                new Rule(
                        "dns-resolvers",
                        "A domain has 1 to 50 resolvers; one that is no private address is a warning.",
                        NetworkDnsRules::resolversAreReached));
    }

    private static void zonesHaveOneOwner(Subject subject, Report report) {
        Environment environment = subject.environment();
        environment.network().dns().ifPresent(dns -> {
            TreeSet<String> allowed = new TreeSet<>(List.of(Network.PrivateServices.NETWORK_TEAM));
            Stream.concat(Stream.of(environment), subject.neighbours().stream())
                    .filter(other -> NetworkRules.sameNetwork(environment, other))
                    .filter(other -> other.network().managedBy() == Network.ManagedBy.KFSTACK)
                    .map(Environment::name)
                    .forEach(allowed::add);
            if (!allowed.contains(dns.ownedBy())) {
                report.unknown(
                        DNS.key("ownedBy"),
                        "network-team or an environment whose network kfstack manages",
                        dns.ownedBy(),
                        allowed);
            }
            subject.neighbours().stream()
                    .filter(neighbour -> NetworkRules.sameNetwork(environment, neighbour))
                    .filter(neighbour -> neighbour.network().dns().stream().anyMatch(theirs -> !theirs.equals(dns)))
                    .forEach(neighbour -> report.error(
                            DNS,
                            "differs from that of " + neighbour.name() + ", and one network has one DNS",
                            "say it once, in base.yaml"));
        });
    }

    private static void domainsAreAnsweredOnce(Subject subject, Report report) {
        subject.environment().network().dns().ifPresent(dns -> {
            Map<String, String> seen = new HashMap<>();
            ANSWERED_FIRST.forEach(domain -> seen.put(domain, "the cluster"));
            dns.googleApis().ifPresent(apis -> GoogleApisNames.of(apis)
                    .forEach(google -> seen.put(google.domain(), "network.dns.googleApis")));
            dns.forwarding().forEach((name, forwarding) -> {
                String earlier = seen.putIfAbsent(forwarding.domain(), name);
                if (earlier != null) {
                    report.error(
                            FORWARDING.key(name).key("domain"),
                            forwarding.domain() + " is answered by " + earlier + " already");
                }
            });
        });
    }

    private static void resolversAreReached(Subject subject, Report report) {
        subject.environment().network().dns().ifPresent(dns -> dns.forwarding().forEach((name, forwarding) -> {
            ConfigPath path = FORWARDING.key(name).key("resolvers");
            int count = forwarding.resolvers().size();
            if (count == 0 || count > RESOLVERS_MAX) {
                report.error(path, "must be 1 to " + RESOLVERS_MAX + " addresses, got " + count);
            }
            for (int i = 0; i < count; i++) {
                String resolver = forwarding.resolvers().get(i);
                if (report.readable("network") && !NetworkRules.isPrivate(Cidr.parse(resolver + "/32"))) {
                    report.warning(
                            path.item(i),
                            resolver + " is no private address, and is asked through the network all the same, not"
                                    + " through the internet");
                }
            }
        }));
    }
}
