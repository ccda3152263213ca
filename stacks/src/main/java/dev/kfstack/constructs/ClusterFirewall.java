package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_firewall.ComputeFirewall;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallAllow;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallLogConfig;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import software.constructs.Construct;

/** Who may reach the nodes: the API server that calls webhooks, and Google's health checks. */
public final class ClusterFirewall extends EnvironmentConstruct {

    /** https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges */
    private static final List<String> HEALTH_CHECKS = List.of("130.211.0.0/22", "35.191.0.0/16");

    /**
     * The rules aim at the environment's nodes.
     *
     * @param webhookPorts of the pods that serve webhooks; none means no rule
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, SortedSet<Integer> webhookPorts, EnabledServices services) {}

    private final Props props;

    public ClusterFirewall(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        if (!props.webhookPorts().isEmpty()) {
            allow(
                    "webhooks",
                    callers(),
                    ComputeFirewallAllow.builder()
                            .protocol("tcp")
                            .ports(props.webhookPorts().stream()
                                    .map(String::valueOf)
                                    .toList())
                            .build(),
                    ConfigPath.of("kubeflow", "components"));
        }
        allow(
                "health-checks",
                HEALTH_CHECKS,
                ComputeFirewallAllow.builder().protocol("tcp").build(),
                ConfigPath.of("network"));
    }

    /** A control plane without addresses of its own calls through agents that run as pods. */
    private List<String> callers() {
        Network network = props.names().environment().network();
        ControlPlaneAccess access =
                props.names().environment().cluster().controlPlane().access();
        if (access instanceof ControlPlaneAccess.PrivateCidr own) {
            return List.of(own.cidr().toString());
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork) {
            return List.of(subnetwork.cidr().toString());
        }
        return Stream.of(network.subnetwork().cidr(), network.pods().cidr())
                .map(Object::toString)
                .toList();
    }

    private void allow(String rule, List<String> sources, ComputeFirewallAllow allowed, ConfigPath origin) {
        ComputeFirewall resource = ComputeFirewall.Builder.create(this, rule)
                .project(props.names().environment().network().hostProject().id())
                .network(props.names().network())
                .name(props.names().firewallRule(rule))
                .direction("INGRESS")
                .priority(1000)
                .sourceRanges(sources)
                .targetTags(List.of(props.names().nodeTag()))
                .allow(List.of(allowed))
                .logConfig(ComputeFirewallLogConfig.builder()
                        .metadata("INCLUDE_ALL_METADATA")
                        .build())
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(resource, ComputeFirewall.TF_RESOURCE_TYPE, rule, origin);
    }
}
