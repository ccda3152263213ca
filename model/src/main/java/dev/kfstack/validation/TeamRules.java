package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
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
                        "team-gpus",
                        "A team's gpu quota is at most what the GPU pools hold at their maxima, shared GPUs counted as often as"
                                + " they are shared; together the teams may have more, which is a warning.",
                        TeamRules::gpuQuotasFitThePools),
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

    private static void gpuQuotasFitThePools(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!report.readable("nodePools")) {
            return;
        }
        int most = environment.nodePools().values().stream()
                .mapToInt(TeamRules::gpus)
                .sum();
        int sum = 0;
        for (Map.Entry<String, Team> team : environment.teams().entrySet()) {
            int quota = team.getValue().quota().gpu().orElse(0);
            sum += quota;
            if (quota > most) {
                report.error(
                        ConfigPath.of("teams", team.getKey(), "quota", "gpu"),
                        "must be at most " + most + ", which all GPU pools hold at their maxima, got " + quota);
            }
        }
        if (sum > most
                && environment.teams().values().stream()
                        .allMatch(team -> team.quota().gpu().orElse(0) <= most)) {
            report.warning(
                    ConfigPath.of("teams"),
                    "the teams' gpu quotas come to " + sum + ", and all GPU pools to " + most + " at their maxima");
        }
    }

    /** What a pool's nodes offer as nvidia.com/gpu. */
    private static int gpus(NodePool pool) {
        return pool.accelerator()
                .map(gpu -> pool.autoscaling().totalMax()
                        * gpu.count()
                        * gpu.sharing().map(NodePool.Sharing::clients).orElse(1)
                        * gpu.partitionSize().map(TeamRules::partitions).orElse(1))
                .orElse(0);
    }

    /** Of one GPU, which has seven slices: {@code 2g.10gb} takes two. */
    private static int partitions(String size) {
        return 7 / Integer.parseInt(size.substring(0, 1));
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
