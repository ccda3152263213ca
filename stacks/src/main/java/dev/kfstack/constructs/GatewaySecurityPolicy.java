package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_security_policy.ComputeSecurityPolicy;
import dev.kfstack.bindings.google.compute_security_policy.ComputeSecurityPolicyRule;
import dev.kfstack.bindings.google.compute_security_policy.ComputeSecurityPolicyRuleMatch;
import dev.kfstack.bindings.google.compute_security_policy.ComputeSecurityPolicyRuleMatchConfig;
import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Gateway;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Cloud Armor: some ranges get through to the login, nobody else does. It has no rules against attacks by content, since
 * notebooks send code, and code looks like an attack.
 */
public final class GatewaySecurityPolicy extends EnvironmentConstruct {

    private static final int FIRST_PRIORITY = 1000;
    private static final int LAST_PRIORITY = Integer.MAX_VALUE;

    /**
     * The policy is the environment's.
     *
     * @param services must hold compute
     */
    public record Props(ResourceNames names, Gateway.SecurityPolicy spec, EnabledServices services) {}

    public GatewaySecurityPolicy(Construct scope, String id, Props props) {
        super(scope, id);
        ComputeSecurityPolicy resource = ComputeSecurityPolicy.Builder.create(this, "Resource")
                .project(props.names().environment().project().id())
                .name(props.names().securityPolicy())
                .type("CLOUD_ARMOR")
                .rule(rules(props.spec().allow()))
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(resource, ComputeSecurityPolicy.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("gateway", "securityPolicy"));
    }

    private static List<ComputeSecurityPolicyRule> rules(Map<String, Cidr> allow) {
        List<ComputeSecurityPolicyRule> rules = new ArrayList<>();
        allow.forEach((name, range) -> rules.add(rule(FIRST_PRIORITY + rules.size(), "allow", range.toString(), name)));
        rules.add(rule(LAST_PRIORITY, "deny(403)", "*", "everybody else"));
        return rules;
    }

    private static ComputeSecurityPolicyRule rule(int priority, String action, String range, String description) {
        return ComputeSecurityPolicyRule.builder()
                .priority(priority)
                .action(action)
                .description(description)
                .match(ComputeSecurityPolicyRuleMatch.builder()
                        .versionedExpr("SRC_IPS_V1")
                        .config(ComputeSecurityPolicyRuleMatchConfig.builder()
                                .srcIpRanges(List.of(range))
                                .build())
                        .build())
                .build();
    }
}
