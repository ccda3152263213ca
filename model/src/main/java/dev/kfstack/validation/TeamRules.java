package dev.kfstack.validation;

import dev.kfstack.environment.Team;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who works in a team. */
final class TeamRules {

    private TeamRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "contributor-once",
                        "A contributor of a team is named once, and is not its owner, who may do everything.",
                        TeamRules::contributorsAreNamedOnce),
                new Rule(
                        "contributor-name",
                        "No two contributors of a team differ in nothing but punctuation and case: Kubeflow makes the"
                                + " same name of both.",
                        TeamRules::contributorsHaveNamesOfTheirOwn));
    }

    private static void contributorsAreNamedOnce(Subject subject, Report report) {
        subject.environment().teams().forEach((name, team) -> {
            Map<String, String> seen = new HashMap<>(Map.of(team.owner(), "the team's owner"));
            eachContributor(name, team, (path, role, user) -> {
                String earlier = seen.putIfAbsent(user, "a contributor (" + role + ")");
                if (earlier != null) {
                    report.error(path, user + " is " + earlier + " already");
                }
            });
        });
    }

    private static void contributorsHaveNamesOfTheirOwn(Subject subject, Report report) {
        subject.environment().teams().forEach((name, team) -> {
            Map<String, String> named = new HashMap<>();
            eachContributor(name, team, (path, role, user) -> {
                String binding = Team.Contributors.bindingName(user, role);
                String earlier = named.putIfAbsent(binding, user);
                if (earlier != null && !earlier.equals(user)) {
                    report.error(path, user + " comes to the same name as " + earlier + ": " + binding);
                }
            });
        });
    }

    private interface Visit {
        void contributor(ConfigPath path, String role, String user);
    }

    private static void eachContributor(String name, Team team, Visit visit) {
        team.contributors().byRole().forEach((role, users) -> {
            for (int i = 0; i < users.size(); i++) {
                visit.contributor(
                        ConfigPath.of("teams", name, "contributors", role).item(i), role, users.get(i));
            }
        });
    }
}
