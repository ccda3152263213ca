package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Gateway;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The way in from outside. */
final class GatewayRules {

    private static final ConfigPath ACCESS = ConfigPath.of("gateway", "access");

    private GatewayRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "gateway-access",
                        "With login iap, gateway.access names somebody.",
                        GatewayRules::somebodyGetsIn),
                new Rule("gateway-access-once", "Nobody is named twice.", GatewayRules::membersAreNamedOnce),
                new Rule(
                        "gateway-security-policy",
                        "securityPolicy.allow holds ranges of the internet, and not all of it.",
                        GatewayRules::rangesAreOfTheInternet));
    }

    private static void somebodyGetsIn(Subject subject, Report report) {
        boolean iap = subject.environment().kubeflow().login() == Login.IAP;
        if (iap && subject.environment().gateway().access().isEmpty()) {
            report.warning(ACCESS, "names nobody: Identity-Aware Proxy will let nobody in");
        }
    }

    /** Each is a grant of its own in Terraform. */
    private static void membersAreNamedOnce(Subject subject, Report report) {
        List<String> members = subject.environment().gateway().access();
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            String member = members.get(i);
            String earlier = named.putIfAbsent(ResourceNames.addressOf(member), member);
            if (member.equals(earlier)) {
                report.error(ACCESS.item(i), "\"" + member + "\" is named twice");
            } else if (earlier != null) {
                report.error(
                        ACCESS.item(i),
                        "\"" + member + "\" and \"" + earlier + "\" come to the same address in Terraform",
                        "put both into a group");
            }
        }
    }

    /** https://cloud.google.com/armor/docs/security-policy-overview: what it sees is the client's address. */
    private static void rangesAreOfTheInternet(Subject subject, Report report) {
        subject.environment()
                .gateway()
                .securityPolicy()
                .map(Gateway.SecurityPolicy::allow)
                .ifPresent(allow -> {
                    ConfigPath path = ConfigPath.of("gateway", "securityPolicy", "allow");
                    if (allow.isEmpty()) {
                        report.error(path, "must name at least one range, or nobody reaches the login");
                    }
                    allow.forEach((name, range) -> check(range, path.key(name), report));
                });
    }

    private static void check(Cidr range, ConfigPath path, Report report) {
        if (range.prefix() == 0) {
            report.error(path, "0.0.0.0/0 is everybody", "leave securityPolicy out");
        } else if (NetworkRules.isPrivate(range)) {
            report.error(
                    path,
                    range + " is private: requests come from the internet, with the public address of the office or of"
                            + " its VPN");
        }
    }
}
