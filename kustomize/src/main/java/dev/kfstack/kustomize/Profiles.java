package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Team;
import dev.kfstack.names.ResourceNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The teams as Kubeflow Profiles; the profile controller makes their namespaces. */
final class Profiles {

    private Profiles() {}

    /** Files below the environment's folder; none without teams. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        if (environment.teams().isEmpty()) {
            return files;
        }
        List<String> resources = environment.teams().keySet().stream()
                .map(team -> team + ".yaml")
                .toList();
        files.put("profiles/kustomization.yaml", Kustomization.plain(resources));
        environment
                .teams()
                .forEach((name, team) -> files.put("profiles/" + name + ".yaml", profile(name, team, environment)));
        return files;
    }

    private static Map<String, ?> profile(String name, Team team, Environment environment) {
        Map<String, Object> spec = new LinkedHashMap<>();
        Map<String, String> owner = new LinkedHashMap<>();
        owner.put("kind", "User");
        owner.put("name", team.owner());
        spec.put("owner", owner);
        team.serviceAccount().ifPresent(account -> {
            String email = new ResourceNames(environment).email(account);
            Map<String, Object> plugin = new LinkedHashMap<>();
            plugin.put("kind", "WorkloadIdentity");
            plugin.put("spec", Map.of("gcpServiceAccount", email));
            spec.put("plugins", List.of(plugin));
        });
        Map<String, String> quota = quota(team.quota());
        if (!quota.isEmpty()) {
            spec.put("resourceQuotaSpec", Map.of("hard", quota));
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        // a Profile that is pruned takes its namespace and everything in it along
        metadata.put("annotations", Map.of("argocd.argoproj.io/sync-options", "Prune=false,Delete=false"));
        Map<String, Object> profile = new LinkedHashMap<>();
        profile.put("apiVersion", "kubeflow.org/v1");
        profile.put("kind", "Profile");
        profile.put("metadata", metadata);
        profile.put("spec", spec);
        return profile;
    }

    /** The API server takes any key here and counts only these. */
    private static Map<String, String> quota(Team.Quota quota) {
        Map<String, String> hard = new LinkedHashMap<>();
        quota.notebooks().ifPresent(count -> hard.put("count/notebooks.kubeflow.org", count.toString()));
        quota.cpu().ifPresent(amount -> hard.put("requests.cpu", amount.text()));
        quota.memory().ifPresent(amount -> hard.put("requests.memory", amount.text()));
        quota.gpu().ifPresent(count -> hard.put("requests.nvidia.com/gpu", count.toString()));
        quota.storage().ifPresent(amount -> hard.put("requests.storage", amount.text()));
        return hard;
    }
}
