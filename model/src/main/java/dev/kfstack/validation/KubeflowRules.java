package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.environment.Kubeflow.ArtifactStore;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.environment.Quantity;
import dev.kfstack.environment.ServiceAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What runs in the cluster. */
final class KubeflowRules {

    /** https://cloud.google.com/iam/quotas: conditional role bindings in an allow policy. */
    private static final int MOST_CONDITIONS = 100;

    private KubeflowRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "components-given",
                        "kubeflow.components names at least one app, each once.",
                        KubeflowRules::componentsAreGiven),
                new Rule(
                        "teams-need-profiles",
                        "With teams, kubeflow.components has profiles.",
                        KubeflowRules::teamsNeedProfiles),
                new Rule(
                        "artifact-store",
                        "artifactStore disk needs a disk with claim kubeflow/seaweedfs-pvc, gcs a bucket named"
                                + " artifacts; only with pipelines.",
                        KubeflowRules::artifactStoreExists),
                new Rule(
                        "artifact-disk",
                        "A disk has the claim kubeflow/seaweedfs-pvc only where Pipelines keeps artifacts on it.",
                        KubeflowRules::artifactDiskIsUsed),
                new Rule(
                        "artifact-account",
                        "With artifactStore gcs each team has a serviceAccount, which its default-editor acts as, which is no"
                                + " other team's, and which has no role on the whole bucket artifacts; there are at most "
                                + MOST_CONDITIONS + " teams.",
                        KubeflowRules::teamsReachTheirArtifactsAlone),
                new Rule(
                        "database-needed",
                        "Pipelines, Katib and the model registry keep their data in the database: there must be one.",
                        KubeflowRules::databaseExists),
                new Rule(
                        "hostname-length",
                        "kubeflow.hostname has at most 253 characters.",
                        KubeflowRules::hostnameFits),
                new Rule("replica-bounds", "minReplicas is at most maxReplicas.", KubeflowRules::replicasAreOrdered),
                new Rule(
                        "request-limit",
                        "What a platform part requests is at most its limit.",
                        KubeflowRules::requestsAreWithinLimits));
    }

    /** RFC 1035, 2.3.4, without the root's dot. */
    private static void hostnameFits(Subject subject, Report report) {
        int length = subject.environment().kubeflow().hostname().length();
        if (length > 253) {
            report.error(ConfigPath.of("kubeflow", "hostname"), "must have at most 253 characters, got " + length);
        }
    }

    private static void componentsAreGiven(Subject subject, Report report) {
        List<App> components = subject.environment().kubeflow().components();
        ConfigPath path = ConfigPath.of("kubeflow", "components");
        if (components.isEmpty()) {
            report.error(path, "must name at least one app");
        }
        report.twice(path, components.stream().map(YamlName::of).toList());
    }

    private static void teamsNeedProfiles(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!environment.teams().isEmpty() && !has(environment, App.PROFILES)) {
            report.error(
                    ConfigPath.of("kubeflow", "components"),
                    "must name profiles, which makes the namespaces of teams",
                    "add profiles, or remove teams");
        }
    }

    private static void artifactStoreExists(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!has(environment, App.PIPELINES)) {
            return;
        }
        ConfigPath path = ConfigPath.of("kubeflow", "artifactStore");
        boolean disk = environment.kubeflow().artifactStore() == ArtifactStore.DISK;
        boolean claimed = environment.disks().values().stream()
                .anyMatch(candidate -> candidate.claim().equals(Optional.of(ResourceNames.ARTIFACT_CLAIM)));
        if (disk && !claimed && report.readable("disks")) {
            report.error(path, "disk needs an entry in disks with claim: " + ResourceNames.ARTIFACT_CLAIM);
        }
        if (!disk && !environment.buckets().containsKey(ResourceNames.ARTIFACTS) && report.readable("buckets")) {
            report.error(path, "gcs needs a bucket named " + ResourceNames.ARTIFACTS, "add buckets: {artifacts: {}}");
        }
    }

    /** A warning: the disk of an environment that has changed its mind may still be needed for what is on it. */
    private static void artifactDiskIsUsed(Subject subject, Report report) {
        Environment environment = subject.environment();
        boolean used = has(environment, App.PIPELINES) && !environment.keepsArtifactsInBucket();
        if (used || !report.readable("kubeflow")) {
            return;
        }
        environment.disks().forEach((name, disk) -> {
            if (disk.claim().equals(Optional.of(ResourceNames.ARTIFACT_CLAIM))) {
                report.warning(
                        ConfigPath.of("disks", name, "claim"),
                        "nothing mounts " + ResourceNames.ARTIFACT_CLAIM
                                + ", which pipelines with artifactStore disk would: the disk is paid for, and idle");
            }
        });
    }

    private static void teamsReachTheirArtifactsAlone(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!environment.keepsArtifactsInBucket()) {
            return;
        }
        if (environment.teams().size() > MOST_CONDITIONS) {
            report.error(
                    ConfigPath.of("teams"),
                    "must be at most " + MOST_CONDITIONS + " with artifactStore gcs, got "
                            + environment.teams().size() + ": each is a condition in the policy of one bucket");
        }
        Map<String, String> teamOf = new TreeMap<>();
        environment.teams().forEach((name, team) -> {
            ConfigPath path = ConfigPath.of("teams", name);
            if (team.serviceAccount().isEmpty()) {
                report.error(
                        path,
                        "must have a serviceAccount: with artifactStore gcs its pipelines read and write as that account",
                        "add serviceAccounts: {" + name + ": {kubernetes: [" + name
                                + "/default-editor]}} and serviceAccount: " + name);
            } else {
                String account = team.serviceAccount().get();
                String earlier = teamOf.putIfAbsent(account, name);
                if (earlier != null) {
                    report.error(
                            path.key("serviceAccount"),
                            account + " is the account of " + earlier
                                    + " already: with artifactStore gcs each would read the other's artifacts");
                }
                if (report.readable("serviceAccounts")) {
                    accountIsTheTeams(environment, name, account, report);
                }
            }
        });
    }

    private static void accountIsTheTeams(Environment environment, String team, String account, Report report) {
        ServiceAccount spec = environment.serviceAccounts().get(account);
        if (spec == null) {
            return;
        }
        ConfigPath path = ConfigPath.of("serviceAccounts", account);
        NamespacedName editor = new NamespacedName(team, "default-editor");
        if (!spec.kubernetes().contains(editor)) {
            report.error(
                    path,
                    "must have " + editor + " in kubernetes: as it the pipelines of " + team + " reach their artifacts",
                    "add kubernetes: [" + editor + "]");
        }
        if (spec.buckets().containsKey(ResourceNames.ARTIFACTS)) {
            report.error(
                    path.key("buckets").key(ResourceNames.ARTIFACTS),
                    "reaches the artifacts of all teams, and " + team + " acts as " + account
                            + ": with artifactStore gcs Terraform grants it the team's folder",
                    "remove it; in an environment's own file by buckets: {artifacts: null}");
        }
    }

    private static void databaseExists(Subject subject, Report report) {
        Environment environment = subject.environment();
        boolean needed = environment.kubeflow().components().stream().anyMatch(App::keepsDataInDatabase);
        if (needed && environment.database().isEmpty()) {
            report.error(
                    ConfigPath.of("kubeflow", "components"),
                    "pipelines, katib and model-registry need a database: the section database is missing");
        }
    }

    private static void replicasAreOrdered(Subject subject, Report report) {
        subject.environment().kubeflow().resources().forEach((name, resources) -> {
            int min = resources.minReplicas().orElse(1);
            int max = resources.maxReplicas().orElse(Integer.MAX_VALUE);
            if (min > max) {
                report.error(
                        ConfigPath.of("kubeflow", "resources", name),
                        "minReplicas must be at most maxReplicas, got " + min + " and " + max);
            }
        });
    }

    private static void requestsAreWithinLimits(Subject subject, Report report) {
        subject.environment().kubeflow().resources().forEach((name, resources) -> {
            ConfigPath path = ConfigPath.of("kubeflow", "resources", name);
            within(path, "cpu", resources.cpu(), resources.cpuLimit(), report);
            within(path, "memory", resources.memory(), resources.memoryLimit(), report);
        });
    }

    private static void within(
            ConfigPath path, String key, Optional<Quantity> request, Optional<Quantity> limit, Report report) {
        if (request.isPresent()
                && limit.isPresent()
                && request.get().amount().compareTo(limit.get().amount()) > 0) {
            report.error(path, key + " must be at most " + key + "Limit, got " + request.get() + " and " + limit.get());
        }
    }

    private static boolean has(Environment environment, App app) {
        Kubeflow kubeflow = environment.kubeflow();
        return kubeflow.components().contains(app);
    }
}
