package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.plan.OfflineCloud;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCommandTest {

    @TempDir
    Path work;

    @BeforeEach
    void theEnvironmentsOfTheRepository() {
        Run.copyOfRepository(work);
    }

    @Test
    void theRequestIsTerraformThatIsValidWithoutAnythingOfOurs() throws Exception {
        String terraform = Requirement.tool("terraform").toString();
        Run run = request();
        Path folder = work.resolve("network-request/kf-test");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("wrote   %1$s/main.tf.json\nwrote   %1$s/README.md\n".formatted(folder));
        assertThat(folder.resolve("main.tf.json"))
                .content()
                .contains("required_providers", "google_compute_subnetwork_iam_member")
                .doesNotContain("\"//\"", "backend", "kfstack", "google_compute_global_address");
        assertThat(terraform(folder, terraform + " init && " + terraform + " validate -no-color"))
                .contains("Success! The configuration is valid.");
    }

    @Test
    void thePageHasEveryNumberAndSaysThatPrivateServicesExistOnce() throws IOException {
        request();

        assertThat(work.resolve("network-request/kf-test/README.md"))
                .content()
                .contains("`example-kf-test` (number 481516234201)")
                .contains("| nodes | subnetwork `kf-test` | `10.10.0.0/24` | 252 | ")
                .contains("| services | range `kf-test-services` | `10.30.0.0/22` | 1024 | not known ahead | ")
                .contains("`service-481516234201@container-engine-robot.iam.gserviceaccount.com`")
                .contains("| `kf-test-webhooks` | 10.10.0.0/24, 10.20.0.0/18 | tcp ")
                .containsPattern("\\n- 10250: .*cert-manager/cert-manager-webhook")
                .contains("64 to 4096 ports a node")
                .contains("**A network has these private services once**");
    }

    @Test
    void thePageHasTheWaysOutAndTheZonesThatTheNetworkHasOnce() throws IOException {
        Path file = work.resolve("environments/kf-test.yaml");
        Files.writeString(file, Files.readString(file).replace("network:\n", """
                network:
                  dns:
                    ownedBy: network-team
                    googleApis: private
                    forwarding: {corp: {domain: corp.example.com, resolvers: [10.250.0.53, 10.250.0.54]}}
                  egress: {allow: {registries: {ranges: [203.0.113.0/24], ports: [443]}}}
                """));

        request();

        assertThat(work.resolve("network-request/kf-test/README.md"))
                .content()
                .contains("| `kf-test-egress-deny` | 65000 | 0.0.0.0/0 | denied |")
                .contains("| `kf-test-egress-google-apis` | 1000 | 199.36.153.8/30, 34.126.0.0/18 | tcp 443 |")
                .contains("| `kf-test-egress-cluster` | 1000 | 10.10.0.0/24, 10.20.0.0/18 | all protocols |")
                .contains("| `kf-test-egress-to-registries` | 1000 | 203.0.113.0/24 | tcp 443 |")
                .contains("gcloud dns managed-zones create corp --project=example-net-host --dns-name=corp.example.com."
                        + " --description= \\\n  --visibility=private --networks=shared-vpc \\\n"
                        + "  --private-forwarding-targets=10.250.0.53,10.250.0.54\n")
                .contains("gcloud dns record-sets create '*.googleapis.com.' --project=example-net-host"
                        + " --zone=googleapis-com --type=CNAME --ttl=300 --rrdatas=private.googleapis.com.\n");
        assertThat(work.resolve("network-request/kf-test/README.md"))
                .content()
                .contains("  kf-test-egress-deny: {to: [0.0.0.0/0], protocol: all, denies: true}\n")
                .contains("  kf-test-egress-to-registries: {to: [203.0.113.0/24], ports: [443]}\n")
                .contains("dns: {forwarding: {corp: {domain: corp.example.com, resolvers: [10.250.0.53, 10.250.0.54]}},"
                        + " googleApis: private}\n");
        assertThat(work.resolve("network-request/kf-test/main.tf.json"))
                .content()
                .contains("\"egress-deny\"")
                .doesNotContain("google_dns");
    }

    @Test
    void aSecondRequestChangesNothing() {
        request();

        assertThat(request().out()).isEmpty();
        assertThat(work.resolve("network-request")).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void theAnswerThatThePageEndsWithPassesTheCheck() throws IOException {
        request();
        String page = Files.readString(work.resolve("network-request/kf-test/README.md"));
        String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.lastIndexOf("```\n"));

        Run fine = check(yaml);
        Run wrong = check(yaml.replace("10.40.0.0/20", "10.41.0.0/20"));

        assertThat(fine.err()).isEmpty();
        assertThat(fine.exitCode()).isZero();
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains(
                        "error: privateServices.cidr: is 10.41.0.0/20, and ",
                        " asks for 10.40.0.0/20 [network-answer]");
    }

    @Test
    void theCheckNamesWhatTheHostProjectLacks() throws IOException {
        request();
        String page = Files.readString(work.resolve("network-request/kf-test/README.md"));
        String yaml = page.substring(page.indexOf("```yaml\n") + 8, page.lastIndexOf("```\n"));
        String health = yaml.lines()
                .filter(line -> line.contains("kf-test-health-checks"))
                .findFirst()
                .orElseThrow();

        Run wrong = check(yaml.replace(health + "\n", "")
                .replace(", servicenetworking.googleapis.com", "")
                .replace("roles/compute.networkUser, ", ""));

        assertThat(wrong.err())
                .contains("error: firewall: nothing lets tcp in from 130.211.0.0/22, 35.191.0.0/16, as"
                        + " kf-test-health-checks would, which ")
                .contains("error: apis: servicenetworking.googleapis.com is missing, and ")
                .contains("error: grants[\"service-481516234201@container-engine-robot.iam.gserviceaccount.com\"]:"
                        + " roles/compute.networkUser is missing, and ")
                .contains("3 errors");
    }

    /** The answer's grants are those of the request's Terraform: two places, one truth. */
    @Test
    void theAnswerHasEveryRoleThatTheRequestGrants() throws IOException {
        request();
        Path folder = work.resolve("network-request/kf-test");
        String page = Files.readString(folder.resolve("README.md"));
        String answer = page.substring(page.indexOf("```yaml\n"));
        JsonNode resources = new ObjectMapper()
                .readTree(folder.resolve("main.tf.json").toFile())
                .path("resource");
        List<JsonNode> grants = new ArrayList<>();
        resources.path("google_project_iam_member").forEach(grants::add);
        resources.path("google_compute_subnetwork_iam_member").forEach(grants::add);

        assertThat(grants).hasSize(4).allSatisfy(grant -> {
            String member = grant.path("member").asText().replace("serviceAccount:", "");
            String role = grant.path("role").asText().startsWith("$")
                    ? "projects/example-net-host/roles/kf_test_gke_firewall"
                    : grant.path("role").asText();
            assertThat(answer.lines().filter(line -> line.strip().startsWith(member + ":")))
                    .singleElement()
                    .asString()
                    .contains(role);
        });
    }

    @Test
    void nothingIsRequestedWhereKfstackOwnsTheNetwork() throws IOException {
        Path file = work.resolve("environments/base.yaml");
        Files.writeString(file, Files.readString(file).replace("managedBy: network-team", "managedBy: kfstack"));

        Run run = request();

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err()).contains("must be network-team for a request, got kfstack: the stack kf-test-network");
        assertThat(work.resolve("network-request")).doesNotExist();
    }

    @Test
    void theGroupAloneIsWrongUsage() {
        assertThat(Run.kfstack("network").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Run.kfstack("network", "check", "kf-test").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Run request() {
        return Run.kfstack(
                "network",
                "request",
                "kf-test",
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.toString());
    }

    private Run check(String answer) throws IOException {
        Path file = Files.writeString(work.resolve("answer.yaml"), answer);
        return Run.kfstack(
                "network",
                "check",
                "kf-test",
                "--answer",
                file.toString(),
                "--environments",
                work.resolve("environments").toString());
    }

    private String terraform(Path folder, String command) throws Exception {
        Path output = work.resolve("terraform.txt");
        try (OfflineCloud cloud = OfflineCloud.in(work.resolve("world"))) {
            ProcessBuilder program = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
            program.environment().putAll(cloud.variables(System.getenv()));
            program.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
        }
        return Files.readString(output);
    }
}
