package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

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
                        "An environment that is given up owns no private services range that another one uses.",
                        DecommissionRules::rangeIsNotLentOut));
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

    private static void rangeIsNotLentOut(Subject subject, Report report) {
        String name = subject.environment().name();
        List<String> users = subject.neighbours().stream()
                .filter(neighbour -> neighbour.network().privateServices().stream()
                        .anyMatch(range -> range.ownedBy().equals(name)))
                .map(Environment::name)
                .toList();
        if (subject.environment().decommission().isPresent() && !users.isEmpty()) {
            report.error(
                    PATH,
                    name + " owns the private services range of " + String.join(", ", users),
                    "name another owner in network.privateServices.ownedBy, and move the range to it first");
        }
    }
}
