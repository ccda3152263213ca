package dev.kfstack.network;

import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.FirewallRule;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.names.RequiredServices;
import dev.kfstack.names.ResourceNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** What an environment asks a network team for, written as the answer that says that all of it is there. */
public final class RequiredNetwork {

    private RequiredNetwork() {}

    /**
     * The answer as asked for.
     *
     * @param webhookPorts of the pods that serve webhooks
     */
    public static NetworkAnswer of(Environment environment, SortedSet<Integer> webhookPorts) {
        Network network = environment.network();
        return new NetworkAnswer(
                network.hostProject().id(),
                network.network(),
                environment.location().region(),
                network.subnetwork(),
                network.pods(),
                network.services(),
                network.privateServices().map(range -> new Network.Subnetwork(range.name(), range.cidr())),
                network.psc(),
                environment.cluster().controlPlane().access() instanceof ControlPlaneAccess.PrivateSubnetwork access
                        ? Optional.of(new Network.Subnetwork(access.name(), access.cidr()))
                        : Optional.empty(),
                environment.project().id(),
                RequiredServices.ofHostProject(environment).keySet().stream()
                        .map(service -> service + ".googleapis.com")
                        .toList(),
                grants(new ResourceNames(environment)),
                firewall(environment, webhookPorts),
                network.dns()
                        .filter(dns -> dns.ownedBy().equals(Network.PrivateServices.NETWORK_TEAM))
                        .map(dns -> new NetworkAnswer.Zones(dns.forwarding(), dns.googleApis())));
    }

    /** GKE puts the cluster into the subnetwork and makes firewall rules; the other agent makes the nodes. */
    private static Map<String, List<String>> grants(ResourceNames names) {
        Map<String, List<String>> grants = new LinkedHashMap<>();
        grants.put(
                names.containerEngineAgent(),
                List.of(
                        "roles/compute.networkUser",
                        "roles/container.hostServiceAgentUser",
                        "projects/"
                                + names.environment().network().hostProject().id() + "/roles/"
                                + names.customRole(ResourceNames.FIREWALL_ROLE)));
        grants.put(names.googleApisAgent(), List.of("roles/compute.networkUser"));
        return grants;
    }

    private static Map<String, FirewallRule> firewall(Environment environment, SortedSet<Integer> webhookPorts) {
        ResourceNames names = new ResourceNames(environment);
        Map<String, FirewallRule> rules = new LinkedHashMap<>();
        Stream.concat(
                        RequiredFirewall.ingress(environment, webhookPorts).stream(),
                        RequiredFirewall.egress(environment).stream())
                .forEach(required -> rules.put(names.firewallRule(required.name()), required.rule()));
        return rules;
    }
}
