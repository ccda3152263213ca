package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one door, as the real kubectl builds it. */
class LoginTest {

    private static final String GATEWAY = "gateway.networking.k8s.io/v1 Gateway istio-system/kubeflow";
    private static final String BACKEND = "networking.gke.io/v1 GCPBackendPolicy istio-system/kubeflow";
    private static final String TOKENS = "security.istio.io/v1 RequestAuthentication istio-system/iap";

    @TempDir
    Path work = Path.of("");

    @Test
    void nobodyGetsInBeforeItIsKnownWhomTokensAreFor() {
        KubernetesObjects objects = new KubernetesObjects(Builds.shippedText("kf-test"));

        assertThat(objects.at(TOKENS, "spec", "jwtRules", 0, "audiences"))
                .isEqualTo(List.of("unknown-until-kfstack-facts-pull"));
        assertThat(objects.at("security.istio.io/v1 AuthorizationPolicy istio-system/require-login", "spec"))
                .isEqualTo(Map.of(
                        "action", "DENY",
                        "selector", Map.of("matchLabels", Map.of("app", "istio-ingressgateway")),
                        "rules",
                                List.of(Map.of(
                                        "from",
                                        List.of(Map.of("source", Map.of("notRequestPrincipals", List.of("*"))))))));
    }

    @Test
    void withTheFactsTokensAreForTheBackendServiceOfThisProject() throws IOException {
        EnvironmentFile shipped = Sample.shipped("kf-test");
        EnvironmentFile file =
                new EnvironmentFile("kf-test", work.resolve("kf-test.yaml").toString(), shipped.reading());
        Files.writeString(work.resolve("kf-test.facts.yaml"), "iapBackendService: \"7\"\n");

        assertThat(Builds.files(file).get("kf-test/params.yaml"))
                .contains("\n  iapAudience: /projects/481516234201/global/backendServices/7\n");
    }

    @Test
    void factsThatAreNoneAreAProblemWithItsPlace() throws IOException {
        EnvironmentFile shipped = Sample.shipped("kf-test");
        Path own = work.resolve("kf-test.yaml");
        Files.writeString(work.resolve("kf-test.facts.yaml"), "iapBackendServices: \"7\"\n");
        Problems problems = new Problems();

        new Overlays(Sample.overlays(), Sample.overlays(), problems)
                .files(List.of(new EnvironmentFile("kf-test", own.toString(), shipped.reading())));

        assertThat(problems.inFileOrder()).singleElement().satisfies(problem -> {
            assertThat(problem.place().file())
                    .isEqualTo(work.resolve("kf-test.facts.yaml").toString());
            assertThat(problem.hint()).contains("did you mean iapBackendService?");
        });
    }

    @Test
    void theUserIsWhoTheTokenSaysAndNobodyElse() {
        KubernetesObjects objects = new KubernetesObjects(Builds.shippedText("kf-test"));

        assertThat(objects.at(TOKENS, "spec", "jwtRules", 0, "outputClaimToHeaders"))
                .isEqualTo(List.of(
                        Map.of("header", "kubeflow-userid", "claim", "email"),
                        Map.of("header", "kubeflow-groups", "claim", "groups")));
        assertThat(objects.all().keySet())
                .filteredOn(key -> key.contains(" RequestAuthentication "))
                .containsExactly(TOKENS);
    }

    @Test
    void theGatewayListensWithWhatTerraformMakes() {
        KubernetesObjects objects = new KubernetesObjects(Builds.shippedText("kf-test"));

        assertThat(objects.at(GATEWAY, "spec", "addresses", 0, "value")).isEqualTo("kf-test-kubeflow");
        assertThat(objects.at(GATEWAY, "metadata", "annotations", "networking.gke.io/certmap"))
                .isEqualTo("kf-test-kubeflow");
        assertThat(objects.at(GATEWAY, "spec", "listeners", 0, "hostname")).isEqualTo("kubeflow.kf-test.example.com");
        assertThat(objects.at(GATEWAY, "spec", "listeners", 1)).isEqualTo("absent");
        assertThat(objects.at(BACKEND, "spec", "default", "iap")).isEqualTo(Map.of("enabled", true));
        assertThat(objects.at(BACKEND, "spec", "default", "securityPolicy")).isEqualTo("absent");
        assertThat(objects.at("networking.gke.io/v1 GCPGatewayPolicy istio-system/kubeflow", "spec", "default"))
                .isEqualTo(Map.of("sslPolicy", "kf-test-kubeflow"));
    }

    @Test
    void cloudArmorStandsInFrontWhereTheEnvironmentWantsIt() {
        KubernetesObjects objects = Builds.of(Sample.changed("{kubeflow: {components: [profiles]}, serviceAccounts:"
                + " {pipelines: {kubernetes: []}}, gateway: {securityPolicy: {allow: {office: 10.250.0.0/16}}}}"));

        assertThat(objects.at(BACKEND, "spec", "default", "securityPolicy")).isEqualTo("kf-test-kubeflow");
    }

    @Test
    void theDashboardsWayOutIsIaps() {
        KubernetesObjects objects = new KubernetesObjects(Builds.shippedText("kf-test"));

        Object containers =
                objects.at("apps/v1 Deployment kubeflow/centraldashboard", "spec", "template", "spec", "containers");

        assertThat(containers.toString()).contains("{name=LOGOUT_URL, value=/_gcp_iap/clear_login_cookie}");
    }
}
