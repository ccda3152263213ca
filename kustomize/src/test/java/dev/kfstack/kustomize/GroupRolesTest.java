package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupRolesTest {

    private static final String CLUSTER_ROLE = "rbac.authorization.k8s.io/v1 ClusterRole ";
    private static final String BINDING = "rbac.authorization.k8s.io/v1 RoleBinding recommendations/groups-";
    private static final String FILE = "kf-test/access/recommendations.yaml";

    @Test
    void aGroupHasEachInstalledAppsOwnRoleInTheNamespaceOfItsTeam() {
        KubernetesObjects objects = access(groups("[katib, profiles]", "edit: [red@example.com, blue@example.com]"));

        assertThat(objects.all().keySet().stream().filter(key -> key.contains("groups-")))
                .containsExactly(BINDING + "katib-edit");
        assertThat(objects.at(BINDING + "katib-edit", "roleRef", "name")).isEqualTo("kubeflow-katib-edit");
        assertThat(objects.at(BINDING + "katib-edit", "subjects"))
                .isEqualTo(List.of(group("red@example.com"), group("blue@example.com")));
    }

    @Test
    void whoSubmitsATrainingJobMayLookAtTheRuntimesOfTheCluster() {
        KubernetesObjects objects =
                access(groups("[trainer, profiles]", "edit: [red@example.com], view: [guests@example.com]"));
        String binding = "rbac.authorization.k8s.io/v1 ClusterRoleBinding"
                + " groups-recommendations-kubeflow-trainer-view-cluster-runtimes";

        assertThat(objects.all().keySet().stream().filter(key -> key.contains("groups-")))
                .containsExactly(binding, BINDING + "trainer-edit", BINDING + "trainer-view");
        assertThat(objects.at(binding, "subjects"))
                .isEqualTo(List.of(group("guests@example.com"), group("red@example.com")));
    }

    @Test
    void withoutGroupsNothingIsBound() {
        assertThat(access(groups("[katib, trainer, profiles]", "edit: []"))
                        .all()
                        .keySet())
                .noneMatch(key -> key.contains("groups-"));
    }

    @Test
    void everyRoleIsOneThatTheReleaseBrings() {
        EnvironmentFile file = everything();

        assertThat(Sample.inventory(file).objects()).containsAll(roles(file));
    }

    /** As kubectl builds it, with the roles that others are made of. */
    @Test
    void noRoleReadsSecretsOrOpensAShell() {
        KubernetesObjects objects = Builds.of(everything());

        assertThat(roles(everything())).hasSize(17).allSatisfy(role -> {
            List<Map<String, Object>> rules = rules(objects, role);
            assertThat(rules).isNotEmpty();
            assertThat(rules.stream()
                            .flatMap(rule -> KubernetesObjects.list(rule, "resources").stream())
                            .map(String::valueOf))
                    .doesNotContain(
                            "secrets", "pods/exec", "pods/attach", "pods/portforward", "serviceaccounts/token", "*");
        });
    }

    /** Own rules, and those of the roles that are gathered by their labels. */
    private static List<Map<String, Object>> rules(KubernetesObjects objects, String role) {
        Map<String, Object> object = KubernetesObjects.map(objects.all(), role);
        Stream<Map<String, Object>> own =
                KubernetesObjects.list(object, "rules").stream().map(rule -> KubernetesObjects.map(rule));
        Stream<Map<String, Object>> gathered =
                KubernetesObjects.list(object, "aggregationRule", "clusterRoleSelectors").stream()
                        .map(selector -> KubernetesObjects.map(selector, "matchLabels"))
                        .flatMap(wanted -> objects.all().entrySet().stream()
                                .filter(other -> other.getKey().startsWith(CLUSTER_ROLE))
                                .filter(other -> KubernetesObjects.map(other.getValue(), "metadata", "labels")
                                        .entrySet()
                                        .containsAll(wanted.entrySet()))
                                .flatMap(other -> rules(objects, other.getKey()).stream()));
        return Stream.concat(own, gathered).toList();
    }

    private static Set<String> roles(EnvironmentFile file) {
        Set<String> roles = new TreeSet<>();
        access(file).all().forEach((key, object) -> {
            if (key.contains("groups-")) {
                roles.add(CLUSTER_ROLE + KubernetesObjects.text(object, "roleRef", "name"));
            }
        });
        return roles;
    }

    private static EnvironmentFile everything() {
        return groups(YamlName.all(App.class).toString(), "edit: [red@example.com], view: [guests@example.com]");
    }

    private static EnvironmentFile groups(String apps, String groups) {
        return Sample.changed("{kubeflow: {components: " + apps + "}, serviceAccounts: {pipelines: {kubernetes: []}},"
                + " teams: {recommendations: {groups: {" + groups + "}}}}");
    }

    private static KubernetesObjects access(EnvironmentFile file) {
        return new KubernetesObjects(Builds.files(file).get(FILE));
    }

    private static Map<String, String> group(String name) {
        return Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", "Group", "name", name);
    }
}
