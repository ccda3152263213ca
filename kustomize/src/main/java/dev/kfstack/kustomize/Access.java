package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the teams' namespaces get beside their Profiles: defaults and fences, what brings pods to the node pools, and the
 * contributors, in the form in which Kubeflow's own user interface writes and lists them: for each a role in the team's
 * namespace and a way through the mesh. And what its Google Groups may do by kubectl.
 *
 * <p>A build of its own: the namespaces are made by the profile controller, some time after the Profiles are applied.
 */
final class Access {

    private static final String FOLDER = "access/";

    /** Who passes a user's requests on: the ingress gateway, and the user interface of Pipelines. */
    private static final List<String> PRINCIPALS = List.of(
            "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account",
            "cluster.local/ns/kubeflow/sa/ml-pipeline-ui");

    private Access() {}

    /** Files below the environment's folder, one a team; none without teams. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        Map<String, Map<String, ?>> teams = new LinkedHashMap<>();
        environment.teams().forEach((name, team) -> {
            List<Map<String, ?>> objects = new ArrayList<>(TeamNamespace.objects(name, team));
            objects.addAll(objects(name, team.contributors()));
            objects.addAll(GroupRoles.of(environment, name, team));
            objects.addAll(PipelinesToken.of(environment, name));
            objects.addAll(PoolPodDefaults.of(environment, name));
            teams.put(name + ".yaml", list(objects));
        });
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        if (!teams.isEmpty()) {
            files.put(FOLDER + "kustomization.yaml", Kustomization.plain(List.copyOf(teams.keySet())));
            teams.forEach((file, objects) -> files.put(FOLDER + file, objects));
        }
        return files;
    }

    private static List<Map<String, ?>> objects(String team, Team.Contributors contributors) {
        List<Map<String, ?>> objects = new ArrayList<>();
        contributors
                .byRole()
                .forEach((role, users) -> users.forEach(user -> {
                    objects.add(roleBinding(team, role, user));
                    objects.add(authorizationPolicy(team, role, user));
                }));
        return objects;
    }

    private static Map<String, ?> list(List<Map<String, ?>> items) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", items);
        return list;
    }

    private static Map<String, ?> roleBinding(String team, String role, String user) {
        Map<String, Object> roleRef = new LinkedHashMap<>();
        roleRef.put("apiGroup", "rbac.authorization.k8s.io");
        roleRef.put("kind", "ClusterRole");
        roleRef.put("name", "kubeflow-" + role);
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("apiGroup", "rbac.authorization.k8s.io");
        subject.put("kind", "User");
        subject.put("name", user);
        Map<String, Object> binding = object("rbac.authorization.k8s.io/v1", "RoleBinding", team, role, user);
        binding.put("roleRef", roleRef);
        binding.put("subjects", List.of(subject));
        return binding;
    }

    private static Map<String, ?> authorizationPolicy(String team, String role, String user) {
        Map<String, Object> when = new LinkedHashMap<>();
        when.put("key", "request.headers[kubeflow-userid]");
        when.put("values", List.of(user));
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("from", List.of(Map.of("source", Map.of("principals", PRINCIPALS))));
        rule.put("when", List.of(when));
        Map<String, Object> policy = object("security.istio.io/v1beta1", "AuthorizationPolicy", team, role, user);
        policy.put("spec", Map.of("rules", List.of(rule)));
        return policy;
    }

    private static Map<String, Object> object(String apiVersion, String kind, String team, String role, String user) {
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("role", role);
        annotations.put("user", user);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", Team.Contributors.bindingName(user, role));
        metadata.put("namespace", team);
        metadata.put("annotations", annotations);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", metadata);
        return object;
    }
}
