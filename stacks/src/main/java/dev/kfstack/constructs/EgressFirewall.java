package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_firewall.ComputeFirewall;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallAllow;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallDeny;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallLogConfig;
import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.GoogleApisNames;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import software.constructs.Construct;

/**
 * Where the nodes and their pods may go, and that they may go nowhere else. The metadata server, by which names are
 * resolved too, is reached under any rule.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules">what a cluster needs</a>
 */
public final class EgressFirewall extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "egress");
    private static final int ALLOW = 1000;

    /** Behind every rule that anybody else may have for the network. */
    private static final int DENY = 65000;

    /**
     * The rules aim at the environment's nodes.
     *
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, Network.Egress egress, EnabledServices services) {}

    private final Props props;

    public EgressFirewall(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        deny();
        allow("egress-cluster", ownRanges(), anything(), ORIGIN);
        network()
                .dns()
                .flatMap(Network.Dns::googleApis)
                .ifPresent(apis ->
                        allow("egress-google-apis", GoogleApisNames.ranges(apis, iap()), tcp(List.of(443)), ORIGIN));
        List<Cidr> database = database();
        if (!database.isEmpty()) {
            allow("egress-private-services", database, tcp(List.of()), ORIGIN);
        }
        props.egress()
                .allow()
                .forEach((name, destination) -> allow(
                        ResourceNames.egressRule(name),
                        destination.ranges(),
                        destination.ports().isEmpty() ? anything() : tcp(destination.ports()),
                        ORIGIN.key("allow").key(name)));
    }

    private boolean iap() {
        return props.names().environment().kubeflow().login() == Login.IAP;
    }

    private Network network() {
        return props.names().environment().network();
    }

    /** Nodes, pods, and the control plane, which has its address among the nodes' when it has no range of its own. */
    private List<Cidr> ownRanges() {
        Environment environment = props.names().environment();
        List<Cidr> ranges = new ArrayList<>(
                List.of(network().subnetwork().cidr(), network().pods().cidr()));
        ControlPlaneAccess access = environment.cluster().controlPlane().access();
        if (access instanceof ControlPlaneAccess.PrivateCidr own) {
            ranges.add(own.cidr());
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork) {
            ranges.add(subnetwork.cidr());
        }
        return ranges;
    }

    /** Where Cloud SQL has its address. */
    private List<Cidr> database() {
        List<Cidr> ranges = new ArrayList<>();
        network().privateServices().ifPresent(range -> ranges.add(range.cidr()));
        network().psc().ifPresent(subnetwork -> ranges.add(subnetwork.cidr()));
        return ranges;
    }

    private static ComputeFirewallAllow anything() {
        return ComputeFirewallAllow.builder().protocol("all").build();
    }

    private static ComputeFirewallAllow tcp(List<Integer> ports) {
        ComputeFirewallAllow.Builder allow = ComputeFirewallAllow.builder().protocol("tcp");
        if (!ports.isEmpty()) {
            allow.ports(ports.stream().map(String::valueOf).toList());
        }
        return allow.build();
    }

    private void deny() {
        ComputeFirewall resource = rule("egress-deny", List.of(Cidr.parse("0.0.0.0/0")), DENY)
                .deny(List.of(ComputeFirewallDeny.builder().protocol("all").build()))
                .logConfig(ComputeFirewallLogConfig.builder()
                        .metadata("INCLUDE_ALL_METADATA")
                        .build())
                .build();
        name(resource, ComputeFirewall.TF_RESOURCE_TYPE, "egress-deny", ORIGIN);
    }

    private void allow(String rule, List<Cidr> destinations, ComputeFirewallAllow allowed, ConfigPath origin) {
        ComputeFirewall resource =
                rule(rule, destinations, ALLOW).allow(List.of(allowed)).build();
        name(resource, ComputeFirewall.TF_RESOURCE_TYPE, rule, origin);
    }

    private ComputeFirewall.Builder rule(String rule, List<Cidr> destinations, int priority) {
        return ComputeFirewall.Builder.create(this, rule)
                .project(network().hostProject().id())
                .network(props.names().network())
                .name(props.names().firewallRule(rule))
                .direction("EGRESS")
                .priority(priority)
                .destinationRanges(destinations.stream().map(Cidr::toString).toList())
                .targetTags(List.of(props.names().nodeTag()))
                .dependsOn(List.of(props.services().service("compute")));
    }
}
