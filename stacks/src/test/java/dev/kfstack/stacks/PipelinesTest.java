package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.environment.Environment;
import dev.kfstack.permission.ApplierRoles;
import dev.kfstack.permission.PlannerRoles;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelinesTest {

    private static final String GITHUB = """
            workloadIdentityFederation: {github: {repository: example/kubeflow-platform}}
            """;

    private static final String SECRETS = """
            secrets:
              artifact-store: {generate: {password: 32}, kubernetes: {secret: kubeflow/store, keys: {key: generated}}}
              oauth-client: {}
            """;

    @TempDir
    Path root;

    @Test
    void onlyRunsOfTheProtectedBranchInTheEnvironmentOfGithubApply() {
        SynthAssert stack = foundation(GITHUB);

        stack.resource("google_iam_workload_identity_pool_provider.github")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test",
                          "workload_identity_pool_id": "${google_iam_workload_identity_pool.pipelines.workload_identity_pool_id}",
                          "workload_identity_pool_provider_id": "github",
                          "disabled": false,
                          "attribute_mapping": {
                            "google.subject": "assertion.repository_id + \\":\\" + assertion.run_id",
                            "attribute.identity": "assertion.ref == \\"refs/heads/main\\" && assertion.sub.endsWith(\\":environment:kf-test\\") ? \\"applier\\" : \\"planner\\""
                          },
                          "attribute_condition": "assertion.repository == \\"example/kubeflow-platform\\"",
                          "oidc": {"issuer_uri": "https://token.actions.githubusercontent.com"}
                        }
                        """));
        for (String account : List.of("planner", "applier")) {
            stack.resource("google_service_account_iam_member." + account + "_federation")
                    .whenIgnoringPaths("//")
                    .isEqualTo(json("""
                            {
                              "service_account_id": "${google_service_account.%1$s.name}",
                              "role": "roles/iam.workloadIdentityUser",
                              "member": "principalSet://iam.googleapis.com/projects/481516234201/locations/global/workloadIdentityPools/kf-test-ci/attribute.identity/%1$s"
                            }
                            """.formatted(account)));
        }
    }

    @Test
    void aRepositoryIsAlsoKnownByItsNumber() {
        JsonNode provider = foundation("""
                workloadIdentityFederation:
                  github: {repository: a/b, repositoryId: "42", branch: live, environment: production}
                """).json("google_iam_workload_identity_pool_provider.github");

        assertThat(provider.path("attribute_condition").asText())
                .isEqualTo("assertion.repository == \"a/b\" && assertion.repository_id == \"42\"");
        assertThat(provider.path("attribute_mapping").path("attribute.identity").asText())
                .contains("refs/heads/live", "assertion.sub.endsWith(\":environment:production\")");
    }

    @Test
    void onGitlabTheBranchMustBeProtected() {
        SynthAssert stack = foundation("""
                workloadIdentityFederation: {gitlab: {project: ml/kubeflow, issuer: "https://gitlab.example.com"}}
                """);

        stack.resource("google_iam_workload_identity_pool_provider.gitlab")
                .node("attribute_mapping")
                .isEqualTo(json("""
                        {
                          "google.subject": "assertion.project_id + \\":\\" + assertion.job_id",
                          "attribute.identity": "assertion.ref_type == \\"branch\\" && assertion.ref == \\"main\\" && assertion.ref_protected == \\"true\\" ? \\"applier\\" : \\"planner\\""
                        }
                        """));
        stack.resource("google_iam_workload_identity_pool_provider.gitlab")
                .node("oidc.issuer_uri")
                .isEqualTo("https://gitlab.example.com");
    }

    @Test
    void thePlannerHasTheRolesThatReadAndTheApplierThoseThatWrite() {
        SynthAssert stack = foundation(GITHUB + SECRETS);
        Environment environment = new SynthFixture(root).read("kf-test").get(0).environment();

        assertThat(roles(stack, "planner_"))
                .containsExactlyElementsOf(sorted(new PlannerRoles(environment).inServiceProject()))
                .allMatch(role -> role.matches(".*([vV]iewer|reader|securityReviewer)"));
        assertThat(roles(stack, "applier_"))
                .containsExactlyElementsOf(sorted(new ApplierRoles(environment).inServiceProject()));
    }

    @Test
    void inANetworkOfItsOwnTheyReachTheHostProjectToo() {
        SynthAssert stack = foundation(GITHUB + "network: {managedBy: kfstack}\n");

        stack.resource("google_project_iam_member.planner_host_compute-networkViewer")
                .node("project")
                .isEqualTo("example-net-host");
        stack.resource("google_project_iam_member.applier_host_compute-networkAdmin")
                .node("project")
                .isEqualTo("example-net-host");
        assertThat(foundation(GITHUB).addresses()).noneMatch(address -> address.contains("_host_"));
    }

    @Test
    void aConnectionPolicyIsReadByARoleThatCannotChangeIt() {
        String psc = GITHUB + "network: {managedBy: %s, psc: {name: psc, cidr: 10.41.0.0/28}}\n";
        SynthAssert stack = foundation(psc.formatted("kfstack"));

        stack.resource("google_project_iam_custom_role.connection-policies")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-net-host",
                          "role_id": "kf_test_connection_policies",
                          "title": "kf-test service connection policies",
                          "permissions": ["networkconnectivity.serviceConnectionPolicies.get"],
                          "stage": "GA"
                        }
                        """));
        stack.resource("google_project_iam_member.planner_host_connection-policies")
                .node("role")
                .isEqualTo("${google_project_iam_custom_role.connection-policies.name}");
        assertThat(foundation(psc.formatted("network-team")).addresses())
                .noneMatch(address -> address.contains("connection-policies"));
        assertThat(foundation(GITHUB + "network: {managedBy: kfstack}\n").addresses())
                .noneMatch(address -> address.contains("connection-policies"));
    }

    @Test
    void thePlannerReadsStatesAndLocksThemAndChangesNone() {
        SynthAssert stack = foundation(GITHUB + "terraform: {backend: {local: null, gcs: {bucket: states}}}\n");
        String mine = "resource.name.startsWith(\"projects/_/buckets/states/objects/kf-test/\")";

        assertGrant(
                stack,
                "planner_states-read",
                "roles/storage.objectViewer",
                "resource.type == \"storage.googleapis.com/Bucket\" || " + mine);
        assertGrant(
                stack,
                "planner_states-lock",
                "roles/storage.objectUser",
                mine + " && resource.name.endsWith(\".tflock\")");
        assertGrant(
                stack,
                "applier_states-write",
                "roles/storage.objectUser",
                "resource.type == \"storage.googleapis.com/Bucket\" || " + mine);
    }

    @Test
    void plansAreAddedByThePlannerAndReadByTheApplier() {
        SynthAssert stack = foundation(GITHUB);

        stack.resource("google_storage_bucket.plans").node("name").isEqualTo("example-kf-test-kf-test-plans");
        stack.resource("google_storage_bucket_iam_member.planner_plans")
                .node("role")
                .isEqualTo("roles/storage.objectCreator");
        stack.resource("google_storage_bucket_iam_member.applier_plans")
                .node("role")
                .isEqualTo("roles/storage.objectViewer");
    }

    @Test
    void thePlannerReadsTheSecretsThatAPlanReadsAndNoOthers() {
        SynthAssert stack = foundation(GITHUB + SECRETS);

        stack.resource("google_secret_manager_secret_iam_member.planner_artifact-store")
                .node("role")
                .isEqualTo("roles/secretmanager.secretAccessor");
        assertThat(stack.addresses()).doesNotContain("google_secret_manager_secret_iam_member.planner_oauth-client");
    }

    @Test
    void inTheClusterThePlannerReadsTerraformsOwnSecretsAlone() {
        SynthFixture fixture = new SynthFixture(root);
        fixture.foundation(GITHUB + SECRETS);

        SynthAssert stack = fixture.stack("kf-test-kubernetes");
        stack.resource("kubernetes_role_v1.planner_kubeflow").node("rule").isEqualTo(json("""
                [{"api_groups": [""], "resources": ["secrets"], "resource_names": ["store"], "verbs": ["get"]}]
                """));
        stack.resource("kubernetes_role_binding_v1.planner_kubeflow")
                .node("subject[0].name")
                .isEqualTo("kf-test-planner@example-kf-test.iam.gserviceaccount.com");
    }

    @Test
    void withoutAForgeThereIsNoneOfIt() {
        SynthFixture fixture = new SynthFixture(root);

        assertThat(fixture.foundation(SECRETS).addresses())
                .noneMatch(address -> address.matches(".*(planner|applier|workload_identity_pool|plans).*"));
        assertThat(fixture.stack("kf-test-kubernetes").addresses()).noneMatch(address -> address.contains("role"));
    }

    private static void assertGrant(SynthAssert stack, String name, String role, String expression) {
        JsonNode grant = stack.json("google_storage_bucket_iam_member." + name);
        assertThat(grant.path("bucket").asText()).isEqualTo("states");
        assertThat(grant.path("role").asText()).isEqualTo(role);
        assertThat(grant.path("condition").path("expression").asText()).isEqualTo(expression);
    }

    private static List<String> roles(SynthAssert stack, String prefix) {
        Function<String, String> role =
                address -> stack.json(address).path("role").asText();
        return stack.addresses().stream()
                .filter(address -> address.startsWith("google_project_iam_member." + prefix))
                .map(role)
                .sorted()
                .toList();
    }

    private static List<String> sorted(SortedMap<String, String> roles) {
        return List.copyOf(roles.keySet());
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
