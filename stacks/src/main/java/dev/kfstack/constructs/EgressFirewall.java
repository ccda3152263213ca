package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_firewall.ComputeFirewall;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallAllow;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallDeny;
import dev.kfstack.bindings.google.compute_firewall.ComputeFirewallLogConfig;
import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.FirewallRule;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.RequiredFirewall;
import dev.kfstack.schema.YamlName;
import java.util.List;
import software.constructs.Construct;

/**
 * Where the nodes and their pods may go, and that they may go nowhere else. The metadata server, by which names are
 * resolved too, is reached under any rule.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules">what a cluster needs</a>
 */
public final class EgressFirewall extends EnvironmentConstruct {

    private static final int ALLOW = 1000;

    /** Behind every rule that anybody else may have for the network. */
    private static final int DENY = 65000;

    /**
     * The rules aim at the environment's nodes.
     *
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final Props props;

    public EgressFirewall(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        RequiredFirewall.egress(props.names().environment()).forEach(required -> {
            ComputeFirewall.Builder rule = rule(required);
            if (required.rule().denies()) {
                rule.priority(DENY)
                        .deny(List.of(
                                ComputeFirewallDeny.builder().protocol("all").build()))
                        .logConfig(ComputeFirewallLogConfig.builder()
                                .metadata("INCLUDE_ALL_METADATA")
                                .build());
            } else {
                rule.priority(ALLOW).allow(List.of(allowed(required.rule())));
            }
            name(rule.build(), ComputeFirewall.TF_RESOURCE_TYPE, required.name(), required.origin());
        });
    }

    private static ComputeFirewallAllow allowed(FirewallRule rule) {
        ComputeFirewallAllow.Builder allow = ComputeFirewallAllow.builder().protocol(YamlName.of(rule.protocol()));
        if (!rule.ports().isEmpty()) {
            allow.ports(rule.ports().stream().map(String::valueOf).toList());
        }
        return allow.build();
    }

    private ComputeFirewall.Builder rule(RequiredFirewall required) {
        return ComputeFirewall.Builder.create(this, required.name())
                .project(props.names().environment().network().hostProject().id())
                .network(props.names().network())
                .name(props.names().firewallRule(required.name()))
                .direction("EGRESS")
                .destinationRanges(
                        required.rule().to().stream().map(Cidr::toString).toList())
                .targetTags(List.of(props.names().nodeTag()))
                .dependsOn(List.of(props.services().service("compute")));
    }
}
