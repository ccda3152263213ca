package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.DexLogin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundationStackTest {

    private static final String DATABASE_AND_BACKUP = """
            network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}}
            database: {tier: db-custom-2-7680}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
            """;

    @TempDir
    Path root;

    @Test
    void theSmallestEnvironmentEnablesWhatAClusterNeeds() {
        assertThat(services(""))
                .containsExactly(
                        "artifactregistry",
                        "certificatemanager",
                        "cloudkms",
                        "cloudresourcemanager",
                        "compute",
                        "container",
                        "dns",
                        "file",
                        "iam",
                        "iamcredentials",
                        "iap",
                        "logging",
                        "monitoring",
                        "secretmanager",
                        "storage");
    }

    @Test
    void whatTheEnvironmentAddsBringsItsService() {
        assertThat(services(DATABASE_AND_BACKUP)).contains("sqladmin", "servicenetworking", "gkebackup");
    }

    @Test
    void loginByDexNeedsNoIdentityAwareProxy() {
        assertThat(services(DexLogin.oidc())).doesNotContain("iap");
    }

    @Test
    void aServiceIsNeverTurnedOff() {
        foundation("")
                .resource("google_project_service.container")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{project: 'example-kf-test', service: 'container.googleapis.com', disable_on_destroy:"
                        + " false}"));
    }

    @Test
    void nodesHaveAnAccountOfTheirOwnWithTheLeastRoles() {
        SynthAssert stack = foundation("");

        stack.resource("google_service_account.nodes")
                .whenIgnoringPaths("//")
                .isEqualTo(json(
                        "{project: 'example-kf-test', account_id: 'kf-test-nodes', display_name: 'kf-test GKE nodes',"
                                + " create_ignore_already_exists: false, depends_on: ['google_project_service.iam'],"
                                + " lifecycle: {prevent_destroy: false}}"));
        stack.resource("google_project_iam_member.nodes_container-defaultNodeServiceAccount")
                .whenIgnoringPaths("//")
                .isEqualTo(
                        json("{project: 'example-kf-test', role: 'roles/container.defaultNodeServiceAccount', member:"
                                + " '${google_service_account.nodes.member}', depends_on:"
                                + " ['google_project_service.cloudresourcemanager']}"));
        assertThat(stack.addresses().stream().filter(address -> address.startsWith("google_project_iam_member.")))
                .containsExactly(
                        "google_project_iam_member.nodes_artifactregistry-reader",
                        "google_project_iam_member.nodes_container-defaultNodeServiceAccount",
                        "google_project_iam_member.nodes_serviceusage-serviceUsageConsumer");
    }

    @Test
    void inProdNoPlanDestroysTheNodesAccount() {
        foundation("""
                        tier: prod
                        location: {zones: [europe-west1-b, europe-west1-c]}
                        terraform: {backend: {local: null, gcs: {bucket: states}}}
                        """)
                .resource("google_service_account.nodes")
                .node("lifecycle.prevent_destroy")
                .isEqualTo(true);
    }

    private List<String> services(String changes) {
        String type = "google_project_service.";
        return foundation(changes).addresses().stream()
                .filter(address -> address.startsWith(type))
                .map(address -> address.substring(type.length()))
                .toList();
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
