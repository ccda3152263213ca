package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.environment.Team;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.names.ResourceNames;
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
                        TeamRules::contributorsHaveNamesOfTheirOwn),
                new Rule(
                        "team-groups",
                        "Teams have groups only with cluster.securityGroup, by which GKE learns who is in them.",
                        TeamRules::groupsAreKnownToTheCluster),
                new Rule(
                        "team-group-once",
                        "A group is named once in a team, and no two groups come to the same address in Terraform.",
                        TeamRules::groupsAreNamedOnce));
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
                        * gpu.partitionSize()
                                .map(size -> Accelerators.partitionsOf(gpu.type(), size))
                                .orElse(1))
                .orElse(0);
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

    /** https://cloud.google.com/kubernetes-engine/docs/how-to/google-groups-rbac */
    private static void groupsAreKnownToTheCluster(Subject subject, Report report) {
        if (subject.environment().cluster().securityGroup().isEmpty()) {
            subject.environment().teams().forEach((name, team) -> {
                if (team.groups().byRole().values().stream().anyMatch(groups -> !groups.isEmpty())) {
                    report.error(
                            ConfigPath.of("teams", name, "groups"),
                            "need cluster.securityGroup: without it GKE asks nobody who is in a group",
                            "set cluster.securityGroup to gke-security-groups@ and your domain, and make each group a"
                                    + " member of it");
                }
            });
        }
    }

    private static void groupsAreNamedOnce(Subject subject, Report report) {
        Map<String, String> addresses = new HashMap<>();
        subject.environment().teams().forEach((name, team) -> {
            Map<String, String> seen = new HashMap<>();
            eachOf(ConfigPath.of("teams", name, "groups"), team.groups().byRole(), (path, role, group) -> {
                String earlier = seen.putIfAbsent(group, role);
                String address = addresses.putIfAbsent(ResourceNames.addressOf(group), group);
                if (earlier != null) {
                    report.error(path, group + " is named already (" + earlier + ")");
                } else if (address != null && !address.equals(group)) {
                    report.error(path, group + " and " + address + " come to the same address in Terraform");
                }
            });
        });
    }

    private interface Visit {
        void member(ConfigPath path, String role, String member);
    }

    private static void eachContributor(String name, Team team, Visit visit) {
        eachOf(ConfigPath.of("teams", name, "contributors"), team.contributors().byRole(), visit);
    }

    private static void eachOf(ConfigPath path, Map<String, List<String>> byRole, Visit visit) {
        byRole.forEach((role, members) -> {
            for (int i = 0; i < members.size(); i++) {
                visit.member(path.key(role).item(i), role, members.get(i));
            }
        });
    }
}
