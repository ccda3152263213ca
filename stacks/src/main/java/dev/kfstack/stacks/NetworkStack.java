package dev.kfstack.stacks;

import dev.kfstack.constructs.CloudNat;
import dev.kfstack.constructs.ClusterFirewall;
import dev.kfstack.constructs.ControlPlaneSubnetwork;
import dev.kfstack.constructs.EgressFirewall;
import dev.kfstack.constructs.EnabledServices;
import dev.kfstack.constructs.NetworkDns;
import dev.kfstack.constructs.NodeSubnetwork;
import dev.kfstack.constructs.PrivateServiceConnect;
import dev.kfstack.constructs.PrivateServicesAccess;
import dev.kfstack.constructs.SharedVpcAccess;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.names.RequiredServices;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import java.util.SortedSet;
import software.constructs.Construct;

/** The environment's part of the host project: what a network team creates where there is one. */
public final class NetworkStack extends EnvironmentStack {

    /**
     * Adds the stack to {@code scope}.
     *
     * @param webhookPorts of the pods that serve webhooks
     */
    public NetworkStack(Construct scope, ResourceNames names, SortedSet<Integer> webhookPorts) {
        super(scope, Stack.NETWORK, names);
        Environment environment = names.environment();
        Network network = environment.network();
        EnabledServices services = new EnabledServices(
                this,
                "services",
                new EnabledServices.Props(network.hostProject().id(), RequiredServices.ofHostProject(environment)));
        new SharedVpcAccess(this, "shared-vpc", new SharedVpcAccess.Props(names, services));
        NodeSubnetwork nodes = new NodeSubnetwork(this, "nodes", new NodeSubnetwork.Props(names, services));
        new CloudNat(this, "nat", new CloudNat.Props(names, nodes, services));
        new ClusterFirewall(this, "firewall", new ClusterFirewall.Props(names, webhookPorts, services));
        network.egress()
                .ifPresent(closed -> new EgressFirewall(this, "egress", new EgressFirewall.Props(names, services)));
        if (environment.cluster().controlPlane().access() instanceof ControlPlaneAccess.PrivateSubnetwork spec) {
            new ControlPlaneSubnetwork(this, "control-plane", new ControlPlaneSubnetwork.Props(names, spec, services));
        }
        network.privateServices()
                .filter(range -> range.ownedBy().equals(environment.name()))
                .ifPresent(range -> new PrivateServicesAccess(
                        this, "private-services", new PrivateServicesAccess.Props(names, range, services)));
        network.dns()
                .filter(dns -> dns.ownedBy().equals(environment.name()))
                .ifPresent(dns -> new NetworkDns(this, "dns", new NetworkDns.Props(names, dns, services)));
        network.psc()
                .ifPresent(subnetwork -> new PrivateServiceConnect(
                        this, "psc", new PrivateServiceConnect.Props(names, subnetwork, services)));
    }
}
