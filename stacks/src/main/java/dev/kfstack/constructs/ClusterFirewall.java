package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_firewall.ComputeFirewall;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallAllow;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallLogConfig;
import dev.kfstack.environment.Cidr;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.RequiredFirewall;
import java.util.List;
import java.util.SortedSet;
import software.constructs.Construct;

/** Who may reach the nodes: the API server that calls webhooks, and Google's health checks. */
public final class ClusterFirewall extends EnvironmentConstruct {

    /**
     * The rules aim at the environment's nodes.
     *
     * @param webhookPorts of the pods that serve webhooks; none means no rule
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, SortedSet<Integer> webhookPorts, EnabledServices services) {}

    public ClusterFirewall(Construct scope, String id, Props props) {
        super(scope, id);
        RequiredFirewall.ingress(props.names().environment(), props.webhookPorts())
                .forEach(required -> allow(props, required));
    }

    private void allow(Props props, RequiredFirewall required) {
        ComputeFirewallAllow.Builder allowed = ComputeFirewallAllow.builder().protocol("tcp");
        if (!required.rule().ports().isEmpty()) {
            allowed.ports(required.rule().ports().stream().map(String::valueOf).toList());
        }
        ComputeFirewall resource = ComputeFirewall.Builder.create(this, required.name())
                .project(props.names().environment().network().hostProject().id())
                .network(props.names().network())
                .name(props.names().firewallRule(required.name()))
                .direction("INGRESS")
                .priority(1000)
                .sourceRanges(
                        required.rule().from().stream().map(Cidr::toString).toList())
                .targetTags(List.of(props.names().nodeTag()))
                .allow(List.of(allowed.build()))
                .logConfig(ComputeFirewallLogConfig.builder()
                        .metadata("INCLUDE_ALL_METADATA")
                        .build())
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(resource, ComputeFirewall.TF_RESOURCE_TYPE, required.name(), required.origin());
    }
}
