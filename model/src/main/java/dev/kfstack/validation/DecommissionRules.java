package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.function.Predicate;

/** Giving an environment up: never by a slip of the finger, and never under the feet of another. */
final class DecommissionRules {

    private static final ConfigPath PATH = ConfigPath.of("decommission");

    private DecommissionRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "decommission-name",
                        "decommission.environment repeats the environment's name, and stands in its own file.",
                        DecommissionRules::nameIsRepeated),
                new Rule(
                        "decommission-range",
                        "An environment that is given up owns no private services range and no DNS zones that another one uses.",
                        DecommissionRules::networkIsNotLentOut));
    }

    private static void nameIsRepeated(Subject subject, Report report) {
        subject.environment().decommission().ifPresent(decommission -> {
            ConfigPath name = PATH.key("environment");
            if (!decommission.environment().equals(subject.environment().name())) {
                report.error(
                        name,
                        "must be the environment's own name, "
                                + subject.environment().name() + ", got " + decommission.environment());
            } else if (!report.isInOwnFile(name)) {
                report.error(
                        name,
                        "must stand in " + subject.fileName() + ".yaml: what all environments share gives none of them"
                                + " up");
            }
        });
    }

    private static void networkIsNotLentOut(Subject subject, Report report) {
        String name = subject.environment().name();
        if (subject.environment().decommission().isEmpty()) {
            return;
        }
        List<String> ofRange = users(subject, network -> network.privateServices().stream()
                .anyMatch(range -> range.ownedBy().equals(name)));
        if (!ofRange.isEmpty()) {
            report.error(
                    PATH,
                    name + " owns the private services range of " + String.join(", ", ofRange),
                    "name another owner in network.privateServices.ownedBy, and move the range to it first");
        }
        List<String> ofZones = users(subject, network -> network.dns().stream()
                .anyMatch(dns -> dns.ownedBy().equals(name)));
        if (!ofZones.isEmpty()) {
            report.error(
                    PATH,
                    name + " owns the DNS zones of " + String.join(", ", ofZones),
                    "name another owner in network.dns.ownedBy, and move the zones to it first");
        }
    }

    private static List<String> users(Subject subject, Predicate<Network> lent) {
        return subject.neighbours().stream()
                .filter(neighbour -> lent.test(neighbour.network()))
                .map(Environment::name)
                .toList();
    }
}
