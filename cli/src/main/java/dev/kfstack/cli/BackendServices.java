package dev.kfstack.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Global backend services of a project, from Compute Engine's API.
 *
 * @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/backendServices/list">backendServices.list</a>
 */
final class BackendServices {

    /** How GKE's Gateway controller calls what it makes for port 80 of the ingress gateway's Service. */
    private static final Pattern OF_GATEWAY =
            Pattern.compile("gkegw[0-9]+-[a-z0-9]+-istio-system-istio-ingressgateway-80-[a-z0-9]+");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What the API said.
     *
     * @param refusal why there is no answer; empty when there is one
     */
    record Answer(Map<String, String> idsByName, String refusal) {

        static Answer refused(String why) {
            return new Answer(Map.of(), why);
        }
    }

    private final URI endpoint;
    private final String project;
    private final ObjectMapper json = new ObjectMapper();

    /** @param endpoint with the version, as {@code https://compute.googleapis.com/compute/v1/} */
    BackendServices(URI endpoint, String project) {
        this.endpoint = endpoint;
        this.project = project;
    }

    /** Those that GKE made for the ingress gateway, with IAP in front. */
    Answer ofGateway() {
        Map<String, String> found = new TreeMap<>();
        String page = "";
        try {
            String token = token();
            if (token.isEmpty()) {
                return Answer.refused(
                        "no access token: set GOOGLE_OAUTH_ACCESS_TOKEN, or log in with gcloud auth login");
            }
            do {
                HttpResponse<String> response = get(token, page);
                JsonNode body = json.readTree(response.body());
                if (response.statusCode() != 200) {
                    return Answer.refused("Compute Engine answers " + response.statusCode() + ": "
                            + body.at("/error/message").asText("no message"));
                }
                body.path("items").forEach(item -> {
                    String name = item.path("name").asText();
                    if (OF_GATEWAY.matcher(name).matches()
                            && item.at("/iap/enabled").asBoolean()) {
                        found.put(name, item.path("id").asText());
                    }
                });
                page = body.path("nextPageToken").asText();
            } while (!page.isEmpty());
            return new Answer(found, "");
        } catch (JsonProcessingException e) {
            return Answer.refused("what " + endpoint.getHost() + " answers is no JSON");
        } catch (IOException e) {
            return Answer.refused(endpoint.getHost() + " cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused("interrupted");
        }
    }

    private HttpResponse<String> get(String token, String page) throws IOException, InterruptedException {
        String query = page.isEmpty() ? "" : "?pageToken=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
        URI uri = endpoint.resolve("projects/" + project + "/global/backendServices" + query);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String token() throws InterruptedException {
        String given = System.getenv("GOOGLE_OAUTH_ACCESS_TOKEN");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        try {
            Process gcloud = new ProcessBuilder("gcloud", "auth", "print-access-token")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(gcloud.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return gcloud.waitFor() == 0 ? printed.strip() : "";
        } catch (IOException e) {
            // there is no gcloud
            return "";
        }
    }
}
