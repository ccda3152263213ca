package dev.kfstack.network;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.FirewallRule;
import dev.kfstack.environment.FirewallRule.Protocol;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A firewall rule that an environment needs in the host project. All aim at its nodes, by their tag.
 *
 * @param name as {@link ResourceNames#firewallRule} takes it
 * @param origin what in the environment asks for it
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules">what a cluster needs</a>
 */
public record RequiredFirewall(String name, FirewallRule rule, ConfigPath origin) {

    /** https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges */
    private static final List<Cidr> HEALTH_CHECKS = List.of(Cidr.parse("130.211.0.0/22"), Cidr.parse("35.191.0.0/16"));

    private static final ConfigPath EGRESS = ConfigPath.of("network", "egress");

    /**
     * Who may reach the nodes: the API server that calls webhooks, and Google's health checks.
     *
     * @param webhookPorts of the pods that serve webhooks; none means no rule
     */
    public static List<RequiredFirewall> ingress(Environment environment, SortedSet<Integer> webhookPorts) {
        List<RequiredFirewall> rules = new ArrayList<>();
        if (!webhookPorts.isEmpty()) {
            rules.add(in(
                    "webhooks",
                    callers(environment),
                    List.copyOf(webhookPorts),
                    ConfigPath.of("kubeflow", "components")));
        }
        rules.add(in("health-checks", HEALTH_CHECKS, List.of(), ConfigPath.of("network")));
        return rules;
    }

    /**
     * Where the nodes and their pods may go, and that they may go nowhere else; nothing where the way out is open. The
     * metadata server, by which names are resolved too, is reached under any rule.
     */
    public static List<RequiredFirewall> egress(Environment environment) {
        Optional<Network.Egress> egress = environment.network().egress();
        if (egress.isEmpty()) {
            return List.of();
        }
        boolean iap = environment.kubeflow().login() == Login.IAP;
        List<RequiredFirewall> rules = new ArrayList<>();
        rules.add(out("egress-deny", List.of(Cidr.parse("0.0.0.0/0")), Protocol.ALL, List.of(), true, EGRESS));
        rules.add(out("egress-cluster", ownRanges(environment), Protocol.ALL, List.of(), false, EGRESS));
        environment
                .network()
                .dns()
                .flatMap(Network.Dns::googleApis)
                .ifPresent(apis -> rules.add(out(
                        "egress-google-apis",
                        GoogleApisNames.ranges(apis, iap),
                        Protocol.TCP,
                        List.of(443),
                        false,
                        EGRESS)));
        List<Cidr> database = database(environment.network());
        if (!database.isEmpty()) {
            rules.add(out("egress-private-services", database, Protocol.TCP, List.of(), false, EGRESS));
        }
        egress.get()
                .allow()
                .forEach((name, destination) -> rules.add(out(
                        ResourceNames.egressRule(name),
                        destination.ranges(),
                        destination.ports().isEmpty() ? Protocol.ALL : Protocol.TCP,
                        destination.ports(),
                        false,
                        EGRESS.key("allow").key(name))));
        return rules;
    }

    /** A control plane without addresses of its own calls through agents that run as pods. */
    private static List<Cidr> callers(Environment environment) {
        return controlPlane(environment)
                .map(List::of)
                .orElseGet(() -> List.of(
                        environment.network().subnetwork().cidr(),
                        environment.network().pods().cidr()));
    }

    /** Nodes, pods, and the control plane, which has its address among the nodes' when it has no range of its own. */
    private static List<Cidr> ownRanges(Environment environment) {
        List<Cidr> ranges = new ArrayList<>(List.of(
                environment.network().subnetwork().cidr(),
                environment.network().pods().cidr()));
        controlPlane(environment).ifPresent(ranges::add);
        return ranges;
    }

    private static Optional<Cidr> controlPlane(Environment environment) {
        ControlPlaneAccess access = environment.cluster().controlPlane().access();
        if (access instanceof ControlPlaneAccess.PrivateCidr own) {
            return Optional.of(own.cidr());
        }
        return access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork
                ? Optional.of(subnetwork.cidr())
                : Optional.empty();
    }

    /** Where Cloud SQL has its address. */
    private static List<Cidr> database(Network network) {
        List<Cidr> ranges = new ArrayList<>();
        network.privateServices().ifPresent(range -> ranges.add(range.cidr()));
        network.psc().ifPresent(subnetwork -> ranges.add(subnetwork.cidr()));
        return ranges;
    }

    private static RequiredFirewall in(String name, List<Cidr> from, List<Integer> ports, ConfigPath origin) {
        return new RequiredFirewall(name, new FirewallRule(from, List.of(), Protocol.TCP, ports, false), origin);
    }

    private static RequiredFirewall out(
            String name, List<Cidr> to, Protocol protocol, List<Integer> ports, boolean denies, ConfigPath origin) {
        return new RequiredFirewall(name, new FirewallRule(List.of(), to, protocol, ports, denies), origin);
    }
}
