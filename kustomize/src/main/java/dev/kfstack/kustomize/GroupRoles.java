package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.environment.Team;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a team's Google Groups may do through the Kubernetes API: in the team's namespace the role that each installed app
 * has for its own kinds, and in the cluster a look at the Trainer's runtimes. Not {@code kubeflow-edit}, which reads secrets
 * and opens shells.
 */
final class GroupRoles {

    private static final String RBAC = "rbac.authorization.k8s.io";

    /** The cluster roles of each app, without {@code edit} or {@code view}, as the release names them. */
    private static final Map<App, String> ROLES = new EnumMap<>(Map.of(
            App.PIPELINES, "kubeflow-pipelines-",
            App.KATIB, "kubeflow-katib-",
            App.NOTEBOOKS, "notebook-controller-kubeflow-notebooks-",
            App.VOLUMES, "volumes-web-app-kubeflow-volume-ui-",
            App.TENSORBOARDS, "tensorboards-web-app-kubeflow-tensorboard-ui-",
            App.TRAINER, "kubeflow-trainer-",
            App.KSERVE, "kubeflow-kserve-",
            App.SPARK_OPERATOR, "kubeflow-spark-"));

    /** ClusterTrainingRuntimes are of no namespace, and a training job names one. */
    private static final String RUNTIMES = "kubeflow-trainer-view-cluster-runtimes";

    private GroupRoles() {}

    /** The bindings of one team; none without groups. */
    static List<Map<String, ?>> of(Environment environment, String name, Team team) {
        List<App> apps = environment.kubeflow().components();
        List<Map<String, ?>> objects = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>();
        team.groups().byRole().forEach((role, groups) -> {
            all.addAll(groups);
            if (!groups.isEmpty()) {
                ROLES.forEach((app, clusterRole) -> {
                    if (apps.contains(app)) {
                        objects.add(binding(name, YamlName.of(app) + "-" + role, clusterRole + role, groups));
                    }
                });
            }
        });
        if (!all.isEmpty() && apps.contains(App.TRAINER)) {
            objects.add(clusterBinding("groups-" + name + "-" + RUNTIMES, List.copyOf(all)));
        }
        return objects;
    }

    private static Map<String, ?> binding(String team, String name, String clusterRole, List<String> groups) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "groups-" + name);
        metadata.put("namespace", team);
        return object("RoleBinding", metadata, clusterRole, groups);
    }

    private static Map<String, ?> clusterBinding(String name, List<String> groups) {
        return object("ClusterRoleBinding", Map.of("name", name), RUNTIMES, groups);
    }

    private static Map<String, ?> object(
            String kind, Map<String, Object> metadata, String clusterRole, List<String> groups) {
        Map<String, Object> roleRef = new LinkedHashMap<>();
        roleRef.put("apiGroup", RBAC);
        roleRef.put("kind", "ClusterRole");
        roleRef.put("name", clusterRole);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", RBAC + "/v1");
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.put("roleRef", roleRef);
        object.put("subjects", groups.stream().map(GroupRoles::subject).toList());
        return object;
    }

    private static Map<String, ?> subject(String group) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("apiGroup", RBAC);
        subject.put("kind", "Group");
        subject.put("name", group);
        return subject;
    }
}
