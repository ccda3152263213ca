package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformAccountsTest {

    private static final String VELERO = """
            buckets: {backup: {}}
            backup: {velero: {schedules: {}}}
            """;

    @TempDir
    Path root;

    @Test
    void onlyWhatTheEnvironmentHoldsHasAnAccount() {
        assertThat(accounts("")).containsExactly("nodes");
        assertThat(accounts(VELERO)).containsExactly("nodes", "velero");
    }

    @Test
    void theProxyOfTheDatabaseMayConnectAndNoMore() {
        SynthAssert stack = foundation("""
                network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                database: {tier: db-custom-2-7680}
                """);

        assertThat(grants(stack, "cloudsql_")).containsExactly("cloudsql_cloudsql-client");
    }

    @Test
    void veleroSignsAsItselfAndAsNobodyElse() {
        SynthAssert stack = foundation(VELERO);

        stack.resource("google_project_iam_custom_role.velero")
                .node("permissions")
                .isArray()
                .contains("compute.disks.createSnapshot")
                .doesNotContain("iam.serviceAccounts.signBlob");
        stack.resource("google_service_account_iam_member.velero_signing")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "service_account_id": "${google_service_account.velero.name}",
                          "role": "roles/iam.serviceAccountTokenCreator",
                          "member": "${google_service_account.velero.member}"
                        }
                        """));
        stack.resource("google_storage_bucket_iam_member.velero_backup")
                .node("role")
                .isEqualTo("roles/storage.objectAdmin");
    }

    @Test
    void aNamedAccountHasTheRolesItWasGiven() {
        SynthAssert stack = foundation("serviceAccounts: {trainer: {roles: [roles/bigquery.jobUser]}}");

        assertThat(grants(stack, "trainer_")).containsExactly("trainer_bigquery-jobUser");
        stack.resource("google_service_account.trainer").node("account_id").isEqualTo("kf-test-trainer");
    }

    @Test
    void noAccountHasAKey() {
        assertThat(foundation(VELERO).addresses()).noneMatch(address -> address.contains("_key."));
    }

    @Test
    void aKubernetesAccountActsAsAGoogleOneOnceTheClusterIsThere() {
        SynthFixture fixture = new SynthFixture(root)
                .environment("kf-test", "serviceAccounts: {trainer: {kubernetes: [team-a/default-editor]}}")
                .validated();
        fixture.synth();

        fixture.stack("kf-test-cluster")
                .resource("google_service_account_iam_member.trainer_team-a_default-editor")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "service_account_id": "projects/example-kf-test/serviceAccounts/kf-test-trainer@example-kf-test.iam.gserviceaccount.com",
                          "role": "roles/iam.workloadIdentityUser",
                          "member": "serviceAccount:example-kf-test.svc.id.goog[team-a/default-editor]",
                          "depends_on": ["google_container_cluster.kubeflow"]
                        }
                        """));
    }

    private List<String> accounts(String changes) {
        return names(foundation(changes), "google_service_account.");
    }

    private static List<String> grants(SynthAssert stack, String prefix) {
        return names(stack, "google_project_iam_member.").stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static List<String> names(SynthAssert stack, String type) {
        return stack.addresses().stream()
                .filter(address -> address.startsWith(type))
                .map(address -> address.substring(type.length()))
                .toList();
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
