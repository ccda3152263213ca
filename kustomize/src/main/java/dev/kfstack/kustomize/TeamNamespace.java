package dev.kfstack.kustomize;

import dev.kfstack.environment.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a team's namespace gets beside what its Profile makes. */
final class TeamNamespace {

    private TeamNamespace() {}

    static List<Map<String, ?>> objects(String team, Team spec) {
        List<Map<String, ?>> objects = new ArrayList<>();
        Map<String, String> requests = defaultRequests(spec.quota());
        if (!requests.isEmpty()) {
            objects.add(limitRange(team, requests));
        }
        objects.add(networkPolicy(team));
        return objects;
    }

    /** A quota refuses every pod that does not say what it asks for; these say it for them. */
    private static Map<String, String> defaultRequests(Team.Quota quota) {
        Map<String, String> requests = new LinkedHashMap<>();
        quota.cpu().ifPresent(cpu -> requests.put("cpu", "100m"));
        quota.memory().ifPresent(memory -> requests.put("memory", "256Mi"));
        return requests;
    }

    private static Map<String, ?> limitRange(String team, Map<String, String> requests) {
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("type", "Container");
        limit.put("defaultRequest", requests);
        Map<String, Object> object =
                ObjectKey.of("v1 LimitRange " + team + "/default-requests").head();
        object.put("spec", Map.of("limits", List.of(limit)));
        return object;
    }

    /** Pods of other teams stay out; the platform, and what GKE runs, come in. */
    private static Map<String, ?> networkPolicy(String team) {
        Map<String, Object> noTeam = new LinkedHashMap<>();
        // what the profile controller labels every team's namespace with
        noTeam.put("key", "app.kubernetes.io/part-of");
        noTeam.put("operator", "NotIn");
        noTeam.put("values", List.of("kubeflow-profile"));
        Map<String, ?> from = Map.of(
                "from",
                List.of(
                        Map.of("podSelector", Map.of()),
                        Map.of("namespaceSelector", Map.of("matchExpressions", List.of(noTeam)))));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("podSelector", Map.of());
        spec.put("policyTypes", List.of("Ingress"));
        spec.put("ingress", List.of(from));
        Map<String, Object> object = ObjectKey.of("networking.k8s.io/v1 NetworkPolicy " + team + "/teams-apart")
                .head();
        object.put("spec", spec);
        return object;
    }
}
