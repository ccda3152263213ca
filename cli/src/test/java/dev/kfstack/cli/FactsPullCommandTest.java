package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP, against a server that answers as Compute Engine does. */
class FactsPullCommandTest {

    private static final String GATEWAY = "gkegw1-ab12-istio-system-istio-ingressgateway-80-0cd34ef56gh7";

    @TempDir
    Path work = Path.of("");

    private final List<String> asked = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Run.copyOfRepository(work);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = pages.remove(0).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theGatewaysBackendServiceIsFoundOnTheSecondPageAndTheOverlayOpens() throws Exception {
        pages.add("{\"items\": [" + service("other", 1, true) + "], \"nextPageToken\": \"a b\"}");
        pages.add("{\"items\": [" + service(GATEWAY, 7, true) + "," + service(GATEWAY + "x", 8, false) + "]}");

        Run run = pull();

        assertThat(run.err()).isEqualTo("""
                As a pull request:

                    ./kfstack overlays kf-test
                    git switch --create facts-kf-test
                    git add environments/kf-test.facts.yaml overlays/kf-test
                    git commit --message 'People get in to kf-test' --message 'The id of the backend service that GKE made for \
                the Gateway: the audience of the tokens that the mesh accepts. Nothing in it is secret.'
                    git push --set-upstream origin facts-kf-test
                """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("wrote   environments/kf-test.facts.yaml\n");
        assertThat(asked)
                .containsExactly(
                        "/v1/projects/example-kf-test/global/backendServices Bearer not-a-secret",
                        "/v1/projects/example-kf-test/global/backendServices?pageToken=a+b Bearer not-a-secret");
        assertThat(work.resolve("environments/kf-test.facts.yaml")).hasContent("""
                        # What exists only after an apply: `kfstack facts pull kf-test`.
                        iapBackendService: "7"
                        """);
        Run.kfstack(
                "overlays",
                "kf-test",
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.toString());
        assertThat(Files.readString(work.resolve("overlays/kf-test/params.yaml")))
                .contains("iapAudience: /projects/481516234201/global/backendServices/7\n");
    }

    @Test
    void beforeTheGatewayIsThereNothingIsWritten() throws Exception {
        pages.add("{}");

        Run run = pull();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("error: project example-kf-test has no backend service of the Gateway [facts-pull]");
        assertThat(work.resolve("environments/kf-test.facts.yaml")).doesNotExist();
    }

    @Test
    void twoGatewaysAreNotGuessedBetween() throws Exception {
        pages.add("{\"items\": [" + service(GATEWAY, 7, true) + "," + service(GATEWAY + "x", 8, true) + "]}");

        assertThat(pull().err())
                .contains("has more than one backend service of a Gateway: " + GATEWAY + ", " + GATEWAY + "x");
    }

    @Test
    void whatGoogleRefusesIsSaidInItsWords() throws Exception {
        status = 403;
        pages.add("{\"error\": {\"code\": 403, \"message\": \"Required 'compute.backendServices.list' permission\"}}");

        assertThat(pull().err())
                .contains("error: Compute Engine answers 403: Required 'compute.backendServices.list' permission");
    }

    private Run pull() throws IOException, InterruptedException {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/";
        return KfstackInChildJvm.run(
                work,
                Map.of("GOOGLE_OAUTH_ACCESS_TOKEN", "not-a-secret"),
                "facts",
                "pull",
                "kf-test",
                "--compute-endpoint",
                endpoint);
    }

    private static String service(String name, int id, boolean iap) {
        return "{\"name\": \"" + name + "\", \"id\": \"" + id + "\", \"iap\": {\"enabled\": " + iap + "}}";
    }
}
