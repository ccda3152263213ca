package dev.kfstack.validation;

import dev.kfstack.environment.Network;
import dev.kfstack.environment.Network.Dns;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What still works where nodes and pods get nowhere by themselves. */
final class EgressRules {

    private static final ConfigPath EGRESS = ConfigPath.of("network", "egress");

    /** Registries behind {@code network.dns.googleApis}. */
    private static final Pattern GOOGLES_REGISTRY = Pattern.compile("([a-z0-9-]+\\.)*(pkg\\.dev|gcr\\.io)/.*");

    private EgressRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "egress-google-apis",
                        "With egress, network.dns.googleApis gives Google's APIs addresses that a firewall can name.",
                        EgressRules::googlesApisHaveKnownAddresses),
                new Rule(
                        "egress-destinations",
                        "A destination of egress.allow has ranges, and none is 0.0.0.0/0.",
                        EgressRules::destinationsAreSome),
                new Rule(
                        "egress-images",
                        "With egress, images come from a mirror in Google's registries, or in one that egress.allow can name:"
                                + " without, this is a warning.",
                        EgressRules::imagesAreReached));
    }

    private static void googlesApisHaveKnownAddresses(Subject subject, Report report) {
        Network network = subject.environment().network();
        if (network.egress().isPresent()
                && network.dns().flatMap(Dns::googleApis).isEmpty()) {
            report.error(
                    EGRESS,
                    "needs network.dns.googleApis: without it Google's APIs have public addresses that change, and no rule"
                            + " can allow them",
                    "set network.dns.googleApis to private, or to restricted within VPC Service Controls");
        }
    }

    private static void destinationsAreSome(Subject subject, Report report) {
        subject.environment().network().egress().ifPresent(egress -> egress.allow()
                .forEach((name, destination) -> {
                    ConfigPath path = EGRESS.key("allow").key(name).key("ranges");
                    if (destination.ranges().isEmpty()) {
                        report.error(path, "must name at least one range");
                    }
                    for (int i = 0; i < destination.ranges().size(); i++) {
                        if (destination.ranges().get(i).prefix() == 0) {
                            report.error(path.item(i), "0.0.0.0/0 is everywhere", "leave network.egress out");
                        }
                    }
                }));
    }

    private static void imagesAreReached(Subject subject, Report report) {
        Optional<String> mirror = subject.environment().kubeflow().images().mirror();
        subject.environment().network().egress().ifPresent(egress -> {
            if (mirror.isEmpty()) {
                report.warning(
                        EGRESS,
                        "the images of the release are out of reach: they lie in registries on the internet, and"
                                + " kubeflow.images.mirror names no copy of them");
            } else if (egress.allow().isEmpty()
                    && !GOOGLES_REGISTRY.matcher(mirror.get()).matches()) {
                report.warning(EGRESS, "the images of " + mirror.get() + " are out of reach: allow names no way to it");
            }
        });
    }
}
