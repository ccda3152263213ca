package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts in a bucket: the build, and what the program in it answers when it runs as its Deployment says. */
class ArtifactBucketTest {

    private static final String CODE = "v1 ConfigMap kubeflow/kubeflow-pipelines-profile-controller-code";
    private static final String CONTROLLER = "apps/v1 Deployment kubeflow/kubeflow-pipelines-profile-controller";
    private static final String TEAM = """
            {"object": {"metadata": {"name": "recommendations", "labels": {"pipelines.kubeflow.org/enabled": "true"}}},
             "attachments": %s}
            """;

    @TempDir
    static Path work = Path.of("");

    private static KubernetesObjects objects = new KubernetesObjects("");
    private static Process hook;
    private static int port;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Requirement.tool("python3");
        objects = Builds.of(Sample.changed(
                "{kubeflow: {components: [profiles, pipelines]}, serviceAccounts: {pipelines: {kubernetes: []}}}",
                Sample.GCS));
        Path code = Files.writeString(
                work.resolve("sync.py"), objects.at(CODE, "data", "sync.py").toString());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder("python3", code.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("sync.log").toFile());
        builder.environment().putAll(env(CONTROLLER));
        builder.environment().put("CONTROLLER_PORT", String.valueOf(port));
        hook = builder.start();
        for (int i = 0; i < 600 && !listens() && hook.isAlive(); i++) {
            Thread.sleep(50);
        }
    }

    @AfterAll
    static void stop() {
        if (hook != null) {
            hook.destroy();
        }
    }

    private static boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aTeamsPipelinesWriteBelowTheTeamsFolder() throws IOException, InterruptedException {
        Map<String, JsonNode> made = attachments(ask(TEAM.formatted("{}")));

        assertThat(made.keySet())
                .containsExactly(
                        "ConfigMap artifact-repositories",
                        "ConfigMap kfp-launcher",
                        "ConfigMap metadata-grpc-configmap",
                        "Deployment ml-pipeline-ui-artifact",
                        "Service ml-pipeline-ui-artifact");
        assertThat(made.get("ConfigMap kfp-launcher")
                        .at("/data/defaultPipelineRoot")
                        .asText())
                .isEqualTo("gs://example-kf-test-kf-test-artifacts/private-artifacts/recommendations/v2/artifacts");
        JsonNode repository = new ObjectMapper()
                .readTree(made.get("ConfigMap artifact-repositories")
                        .at("/data/default-namespaced")
                        .asText());
        assertThat(repository.at("/gcs/bucket").asText()).isEqualTo("example-kf-test-kf-test-artifacts");
        assertThat(repository.at("/gcs/keyFormat").asText())
                .isEqualTo("private-artifacts/recommendations/{{workflow.name}}/{{workflow.creationTimestamp.Y}}/"
                        + "{{workflow.creationTimestamp.m}}/{{workflow.creationTimestamp.d}}/{{pod.name}}");
        assertThat(repository.at("/gcs").has("serviceAccountKeySecret")).isFalse();
    }

    @Test
    void artifactsAreShownByAPodThatIsTheTeam() throws IOException, InterruptedException {
        Map<String, JsonNode> made = attachments(ask(TEAM.formatted("{}")));

        JsonNode pod = made.get("Deployment ml-pipeline-ui-artifact").at("/spec/template/spec");
        assertThat(pod.path("serviceAccountName").asText()).isEqualTo("default-editor");
        assertThat(pod.at("/containers/0/image").asText()).isEqualTo("ghcr.io/kubeflow/kfp-frontend:2.16.0");
        assertThat(pod.toString()).doesNotContain("secretKeyRef");
        assertThat(objects.at("v1 ConfigMap kubeflow/pipeline-install-config", "data", "ARTIFACTS_PROXY_ENABLED"))
                .isEqualTo("true");
    }

    @Test
    void theNamespaceIsReadyOnceAllIsThere() throws IOException, InterruptedException {
        assertThat(ask(TEAM.formatted("{}"))
                        .at("/status/kubeflow-pipelines-ready")
                        .asText())
                .isEqualTo("False");
        assertThat(ask(TEAM.formatted("{\"ConfigMap.v1\": {\"a\": {}, \"b\": {}, \"c\": {}},"
                                + " \"Deployment.apps/v1\": {\"a\": {}}, \"Service.v1\": {\"a\": {}}}"))
                        .at("/status/kubeflow-pipelines-ready")
                        .asText())
                .isEqualTo("True");
    }

    @Test
    void aNamespaceThatIsNoTeamsGetsNothing() throws IOException, InterruptedException {
        assertThat(ask("{\"object\": {\"metadata\": {\"name\": \"other\"}}, \"attachments\": {}}")
                        .toString())
                .isEqualTo("{\"status\":{},\"attachments\":[]}");
    }

    @Test
    void nothingOfSeaweedFsAndNoKeyIsLeft() {
        assertThat(objects.all()).allSatisfy((key, object) -> {
            assertThat(key).doesNotContainIgnoringCase("seaweed");
            if (!key.equals(CODE)) {
                assertThat(object.toString()).as(key).doesNotContain("seaweed", "mlpipeline-minio-artifact");
            }
        });
        assertThat(env("apps/v1 Deployment kubeflow/ml-pipeline"))
                .containsEntry("OBJECTSTORECONFIG_ACCESSKEY", "")
                .containsEntry("OBJECTSTORECONFIG_SECRETACCESSKEY", "")
                .containsEntry("AWS_EC2_METADATA_DISABLED", "true");
    }

    @Test
    void withAMirrorTheTeamsPodsComeFromItToo() {
        KubernetesObjects mirrored = Builds.of(Sample.changed(
                "{kubeflow: {components: [profiles, pipelines], images: {mirror: mirror.example.com/kubeflow}},"
                        + " serviceAccounts: {pipelines: {kubernetes: []}}}",
                Sample.GCS));

        assertThat(env(mirrored, CONTROLLER))
                .containsEntry("FRONTEND_IMAGE", "mirror.example.com/kubeflow/ghcr.io/kubeflow/kfp-frontend:2.16.0");
    }

    private static Map<String, String> env(String deployment) {
        return env(objects, deployment);
    }

    private static Map<String, String> env(KubernetesObjects objects, String deployment) {
        Map<String, String> env = new TreeMap<>();
        Object container = KubernetesObjects.find(
                        objects.all().get(deployment), "spec", "template", "spec", "containers", 0)
                .orElseThrow();
        KubernetesObjects.list(container, "env").forEach(variable -> {
            if (KubernetesObjects.find(variable, "value").isPresent()) {
                env.put(KubernetesObjects.text(variable, "name"), KubernetesObjects.text(variable, "value"));
            }
        });
        return env;
    }

    private static JsonNode ask(String request) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sync"))
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private static Map<String, JsonNode> attachments(JsonNode answer) {
        Map<String, JsonNode> attachments = new TreeMap<>();
        answer.path("attachments")
                .forEach(object -> attachments.put(
                        object.path("kind").asText() + " "
                                + object.at("/metadata/name").asText(),
                        object));
        return attachments;
    }
}
