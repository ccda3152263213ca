package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.render.OverlayBuilds;
import dev.kfstack.render.RenderChecks;
import dev.kfstack.testkit.DexLogin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same door with Dex behind it, as the real kubectl builds it. */
class DexTest {

    private static final String CONFIGURATION = "v1 ConfigMap auth/dex";

    private static String text = "";
    private static KubernetesObjects objects = new KubernetesObjects("");

    @BeforeAll
    static void build() {
        Render.Result result = Builds.render(
                Builds.files(Sample.changed(
                        "{kubeflow: {components: [profiles, dashboard]}, serviceAccounts: {pipelines: {kubernetes: []}}}",
                        DexLogin.google())),
                "kf-test");
        assertThat(result.exitCode()).as(result.messages()).isZero();
        text = result.objects();
        objects = new KubernetesObjects(text);
    }

    @Test
    void withoutAVerifiedTokenOnlyTheWayToALoginIsOpen() {
        assertThat(objects.at("security.istio.io/v1 AuthorizationPolicy istio-system/require-login", "spec"))
                .isEqualTo(Map.of(
                        "action",
                        "DENY",
                        "selector",
                        Map.of("matchLabels", Map.of("app", "istio-ingressgateway")),
                        "rules",
                        List.of(Map.of(
                                "from",
                                List.of(Map.of("source", Map.of("notRequestPrincipals", List.of("*")))),
                                "to",
                                List.of(Map.of("operation", Map.of("notPaths", List.of("/dex/*", "/oauth2/*"))))))));
        assertThat(objects.all().keySet())
                .filteredOn(key -> key.contains(" AuthorizationPolicy istio-system/"))
                .noneMatch(key -> key.contains("require-jwt"));
    }

    @Test
    void whoSomebodyIsTheTokenAloneSays() {
        Map<String, Object> claims = new TreeMap<>();
        objects.all().forEach((key, object) -> {
            if (key.contains(" RequestAuthentication ")) {
                claims.put(
                        KubernetesObjects.name(object),
                        KubernetesObjects.find(object, "spec", "jwtRules", 0, "outputClaimToHeaders")
                                .orElseThrow());
            }
        });

        assertThat(claims)
                .isEqualTo(Map.of(
                        "dex-jwt",
                        List.of(
                                Map.of("header", "kubeflow-userid", "claim", "email"),
                                Map.of("header", "kubeflow-groups", "claim", "groups")),
                        "kubernetes",
                        List.of(
                                Map.of("header", "kubeflow-userid", "claim", "sub"),
                                Map.of("header", "kubeflow-groups", "claim", "groups"))));
        Object program = KubernetesObjects.find(
                        objects.all().get("security.istio.io/v1 RequestAuthentication istio-system/kubernetes"),
                        "spec",
                        "jwtRules",
                        0)
                .orElseThrow();
        assertThat(KubernetesObjects.text(program, "issuer"))
                .isEqualTo(
                        "https://container.googleapis.com/v1/projects/example-kf-test/locations/europe-west1-b/clusters/"
                                + "kf-test");
        assertThat(KubernetesObjects.list(program, "audiences")).isEqualTo(List.of("kubeflow.kf-test.example.com"));
    }

    @Test
    void dexAsksTheConnectorAndHasNoUserOfItsOwn() {
        assertThat(objects.at(CONFIGURATION, "data", "config.yaml")).isEqualTo("""
                issuer: "http://dex.auth.svc.cluster.local:5556/dex"
                storage:
                  type: kubernetes
                  config:
                    inCluster: true
                web:
                  http: "0.0.0.0:5556"
                logger:
                  level: info
                  format: text
                oauth2:
                  skipApprovalScreen: true
                enablePasswordDB: false
                connectors:
                - type: google
                  id: google
                  name: Google
                  config:
                    clientID: "1-a.apps.googleusercontent.com"
                    clientSecret: "$DEX_CONNECTOR_CLIENT_SECRET"
                    redirectURI: "https://kubeflow.kf-test.example.com/dex/callback"
                    hostedDomains:
                    - example.com
                staticClients:
                - name: Kubeflow
                  idEnv: OIDC_CLIENT_ID
                  secretEnv: OIDC_CLIENT_SECRET
                  redirectURIs:
                  - /oauth2/callback""");
    }

    @Test
    void aProviderOfOpenIdConnectIsNamedByItsIssuer() {
        String emitted = Builds.files(Sample.changed(DexLogin.google(), """
                kubeflow:
                  connector:
                    google: null
                    oidc: {issuer: "https://login.example.com", clientId: kubeflow, clientSecret: dex-connector}
                """))
                .getOrDefault("kf-test/login/kustomization.yaml", "");

        assertThat(emitted).contains("type: oidc", "issuer: \"https://login.example.com\"", "name: \"Single sign-on\"");
    }

    @Test
    void neitherStartsBeforeTerraformHasWrittenTheirSecrets() {
        assertThat(secretsOf("apps/v1 Deployment auth/dex")).containsOnlyKeys("DEX_CONNECTOR_CLIENT_SECRET");
        assertThat(objects.at("apps/v1 Deployment auth/dex", "spec", "template", "spec", "containers", 0, "envFrom"))
                .isEqualTo(List.of(Map.of("secretRef", Map.of("name", "dex-oidc-client"))));
        assertThat(secretsOf("apps/v1 Deployment oauth2-proxy/oauth2-proxy"))
                .isEqualTo(Map.of(
                        "OAUTH2_PROXY_CLIENT_ID", Map.of("name", "dex-oidc-client", "key", "OIDC_CLIENT_ID"),
                        "OAUTH2_PROXY_CLIENT_SECRET", Map.of("name", "dex-oidc-client", "key", "OIDC_CLIENT_SECRET"),
                        "OAUTH2_PROXY_COOKIE_SECRET", Map.of("name", "oauth2-proxy", "key", "cookie-secret")));
    }

    @Test
    void cookiesGoOverTlsAndTheWayOutIsOauth2Proxys() {
        assertThat(objects.at("v1 ConfigMap oauth2-proxy/oauth2-proxy-parameters", "data"))
                .isEqualTo(Map.of(
                        "FORCE_HTTPS", "true",
                        "ALLOW_SELF_SIGNED_ISSUER", "false",
                        "ENABLE_M2M_TOKENS", "true",
                        "EXTRA_JWT_ISSUERS", ""));
        assertThat(text).contains("value: /oauth2/sign_out");
    }

    @Test
    void theGatewayIsTheSameWithoutIdentityAwareProxy() {
        assertThat(objects.at(
                        "gateway.networking.k8s.io/v1 Gateway istio-system/kubeflow",
                        "spec",
                        "listeners",
                        0,
                        "hostname"))
                .isEqualTo("kubeflow.kf-test.example.com");
        assertThat(objects.at("networking.gke.io/v1 GCPBackendPolicy istio-system/kubeflow", "spec", "default", "iap"))
                .isEqualTo("absent");
        assertThat(objects.all())
                .containsKey("networking.k8s.io/v1 NetworkPolicy istio-system/allow-google-load-balancer");
        assertThat(text).doesNotContain("unknown-until-kfstack-facts-pull");
    }

    @Test
    void nothingThatUpstreamPublishesIsLeft() throws IOException {
        Problems problems = new Problems();
        var file = Sample.changed(
                "{kubeflow: {components: [profiles, dashboard]}, serviceAccounts: {pipelines: {kubernetes: []}}}",
                DexLogin.google());

        RenderChecks.check(
                new OverlayBuilds(Sample.overlays(), problems).read(file, text, "", Optional.empty()),
                "kf-test",
                problems);

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(text).doesNotContain("user@example.com", "kubeflow-oidc-authservice");
    }

    private static Map<String, Object> secretsOf(String deployment) {
        Map<String, Object> secrets = new TreeMap<>();
        Object container = KubernetesObjects.find(
                        objects.all().get(deployment), "spec", "template", "spec", "containers", 0)
                .orElseThrow();
        KubernetesObjects.list(container, "env")
                .forEach(variable -> KubernetesObjects.find(variable, "valueFrom", "secretKeyRef")
                        .ifPresent(reference -> secrets.put(KubernetesObjects.text(variable, "name"), reference)));
        return secrets;
    }
}
