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
                        "With egress, images come from a registry that is open: without a mirror in Google's registries or a"
                                + " destination on the internet this is a warning.",
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
        Optional<Network.Egress> egress = subject.environment().network().egress();
        Optional<String> mirror = subject.environment().kubeflow().images().mirror();
        boolean elsewhere = egress.stream()
                .flatMap(ways -> ways.allow().values().stream())
                .flatMap(destination -> destination.ranges().stream())
                .anyMatch(range -> mirror.isPresent() || !NetworkRules.isPrivate(range));
        boolean googles =
                mirror.filter(path -> GOOGLES_REGISTRY.matcher(path).matches()).isPresent();
        if (egress.isPresent() && !googles && !elsewhere) {
            report.warning(
                    EGRESS,
                    mirror.map(path -> "the images of " + path + " are out of reach: allow names no way to it")
                            .orElse(
                                    "the images of the release are out of reach: they lie in registries on the internet,"
                                            + " and kubeflow.images.mirror names no copy of them"));
        }
    }
}
