package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Gateway;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

/** The way in from outside. */
final class GatewayRules {

    private static final ConfigPath ACCESS = ConfigPath.of("gateway", "access");

    private GatewayRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "gateway-access",
                        "With login iap, gateway.access names somebody; with login dex it is not read.",
                        GatewayRules::somebodyGetsIn),
                new Rule(
                        "gateway-access-once",
                        "gateway.access names nobody twice.",
                        (subject, report) -> Members.areNamedOnce(
                                subject.environment().gateway().access(), ACCESS, report)),
                new Rule(
                        "gateway-security-policy",
                        "gateway.securityPolicy.allow holds ranges of the internet, and not all of it.",
                        GatewayRules::rangesAreOfTheInternet));
    }

    private static void somebodyGetsIn(Subject subject, Report report) {
        boolean iap = subject.environment().kubeflow().login() == Login.IAP;
        if (iap && subject.environment().gateway().access().isEmpty()) {
            report.warning(ACCESS, "names nobody: Identity-Aware Proxy will let nobody in");
        }
        if (!iap && !subject.environment().gateway().access().isEmpty()) {
            report.warning(
                    ACCESS,
                    "is not read with login dex, where whoever the connector lets in gets in: make it [] in this environment");
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
