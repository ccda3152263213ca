package dev.kfstack.offline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder = Path.of("");

    private StateServer server;
    private URI root;

    @BeforeEach
    void start() throws IOException {
        server = StateServer.start(folder.resolve("states"));
        root = URI.create(server.environment().get("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT"))
                .resolve("/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void givesBackWhatWasUploadedByBothInterfaces() {
        upload("a/b+c.tfstate", "one");

        assertThat(send("GET", "storage/v1/b/states/o/a%2Fb+c.tfstate?alt=media", "")
                        .body())
                .isEqualTo("one");
        assertThat(send("GET", "states/a/b+c.tfstate", "").body()).isEqualTo("one");
        assertThat(json(send("GET", "storage/v1/b/states/o/a%2Fb+c.tfstate?alt=json", "")))
                .hasToString("{\"kind\":\"storage#object\",\"bucket\":\"states\",\"name\":\"a/b+c.tfstate\","
                        + "\"generation\":\"1\",\"metageneration\":\"1\",\"size\":\"3\","
                        + "\"md5Hash\":\"+XxdKZQb+xsv2rCHSQargg==\"}");
    }

    @Test
    void everyWriteAndDeletionTakesTheNextGeneration() {
        assertThat(upload("x", "one").path("generation").asText()).isEqualTo("1");
        assertThat(upload("x", "two").path("generation").asText()).isEqualTo("2");
        assertThat(send("DELETE", "storage/v1/b/states/o/x", "").statusCode()).isEqualTo(204);
        assertThat(upload("x", "four").path("generation").asText()).isEqualTo("4");
    }

    @Test
    void aDeletedObjectIsGoneForAllRequests() {
        upload("x", "one");
        send("DELETE", "storage/v1/b/states/o/x", "");

        assertThat(send("GET", "storage/v1/b/states/o/x", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "states/x", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "storage/v1/b/states/o/x", "").statusCode()).isEqualTo(404);
        assertThat(json(send("GET", "storage/v1/b/states/o", "")).path("items")).isEmpty();
    }

    @Test
    void aConditionThatDoesNotHoldChangesNothing() {
        upload("x", "one");

        HttpResponse<String> created = send("POST", insert("x") + "&ifGenerationMatch=0", "two");
        HttpResponse<String> deleted = send("DELETE", "storage/v1/b/states/o/x?ifGenerationMatch=7", "");

        assertThat(created.statusCode()).isEqualTo(412);
        assertThat(json(created).path("error").path("message").asText())
                .endsWith("did not hold: wanted generation 0, found 1");
        assertThat(deleted.statusCode()).isEqualTo(412);
        assertThat(send("GET", "states/x", "").body()).isEqualTo("one");
    }

    @Test
    void aConditionThatHoldsLetsTheRequestThrough() {
        assertThat(send("POST", insert("x") + "&ifGenerationMatch=0", "one").statusCode())
                .isEqualTo(200);
        assertThat(send("POST", insert("x") + "&ifGenerationMatch=1", "two").statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "storage/v1/b/states/o/x?ifGenerationMatch=2", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("POST", insert("x") + "&ifGenerationMatch=0", "four").statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsByPrefixAndSumsUpWhatLiesBehindTheDelimiter() {
        List.of("env/b.tfstate", "env/a.tfstate", "env/deep/c.tfstate", "other").forEach(name -> upload(name, "x"));

        JsonNode list = json(send("GET", "storage/v1/b/states/o?prefix=env%2F&delimiter=%2F", ""));

        assertThat(list.path("items").findValuesAsText("name")).containsExactly("env/a.tfstate", "env/b.tfstate");
        assertThat(list.path("prefixes")).hasToString("[\"env/deep/\"]");
        assertThat(json(send("GET", "storage/v1/b/empty/o", "")).path("items")).isEmpty();
    }

    @Test
    void takesAnUploadInPiecesAndAPieceThatComesTwice() {
        HttpResponse<String> start =
                send("POST", "upload/storage/v1/b/states/o?uploadType=resumable", "{\"name\":\"big\"}");
        String session = URI.create(start.headers().firstValue("location").orElseThrow())
                .toString()
                .substring(root.toString().length());

        HttpResponse<String> first = send("PUT", session, "0123456789", "Content-Range", "bytes 0-9/*");
        HttpResponse<String> again =
                send("PUT", session, "56789ab", "Content-Range", "bytes 5-11/*", "X-GUploader-No-308", "yes");
        assertThat(send("GET", "states/big", "").statusCode()).isEqualTo(404);
        HttpResponse<String> last = send("POST", session, "cd", "Content-Range", "bytes 12-13/14");

        assertThat(first.statusCode()).isEqualTo(308);
        assertThat(first.headers().firstValue("range")).hasValue("bytes=0-9");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("x-http-status-code-override")).hasValue("308");
        assertThat(json(last).path("size").asText()).isEqualTo("14");
        assertThat(send("GET", "states/big", "").body()).isEqualTo("0123456789abcd");
        assertThat(send("PUT", session, "x", "Content-Range", "bytes 0-0/1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesTheNameAndTheContentFromAMultipartUpload() {
        String body = """
                --sep
                Content-Type: application/json

                {"name":"a/b"}
                --sep
                Content-Type: text/plain

                first

                second
                --sep--
                """.replace("\n", "\r\n");

        HttpResponse<String> answer = send(
                "POST",
                "upload/storage/v1/b/states/o?uploadType=multipart&kmsKeyName=key",
                body,
                "Content-Type",
                "multipart/related; boundary=sep");

        assertThat(json(answer).path("name").asText()).isEqualTo("a/b");
        assertThat(send("GET", "states/a/b", "").body()).isEqualTo("first\r\n\r\nsecond");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | storage/v1/b/..%2F..%2Fetc/o/passwd                 | 400 | no bucket can be named "../../etc"
            GET    | storage/v1/b/../o/x                                 | 400 | no bucket can be named ".."
            GET    | storage/v1/b/states/o/x                             | 404 | No such object: states/x
            GET    | storage/v1/b/states/o/%2E%2E                        | 404 | No such object: states/..
            GET    | storage/v1/b/states/o/x?ifGenerationMatch=one       | 404 | No such object: states/x
            DELETE | storage/v1/b/states/o/x                             | 404 | No such object: states/x
            PATCH  | storage/v1/b/states/o/x                             | 405 | PATCH is not known here
            POST   | storage/v1/b/states/o                               | 405 | POST is not known here
            GET    | upload/storage/v1/b/states/o                        | 405 | GET is not known here
            GET    | storage/v2/anything                                 | 404 | nothing is served at /storage/v2/anything
            GET    | nothing                                             | 404 | nothing is served at /nothing
            POST   | upload/storage/v1/b/states/o                        | 400 | uploadType must be one of media, multipart, resumable, got ""
            POST   | upload/storage/v1/b/states/o?uploadType=media       | 400 | the object has no name
            POST   | upload/storage/v1/b/states/o?uploadType=multipart   | 400 | a multipart upload needs a Content-Type of multipart/related with a boundary
            POST   | upload/storage/v1/b/states/o?uploadType=resumable   | 400 | the object has no name
            POST   | upload/storage/v1/b/states/o?uploadType=media&name=x&ifGenerationMatch=one | 400 | ifGenerationMatch must be a whole number, got "one"
            POST   | upload/storage/v1/b/states/o?uploadType=media&name=x&ifMetagenerationMatch=1 | 400 | the condition ifMetagenerationMatch is not known here
            PUT    | upload/storage/v1/b/states/o?upload_id=9            | 404 | there is no upload "9"
            """)
    void answersWhatItCannotDoWithAReason(String method, String path, int status, String message) {
        HttpResponse<String> answer = send(method, path, "");

        assertThat(json(answer).path("error").path("message").asText()).isEqualTo(message);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void answersAnAddressThatIsNoAddress() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), root.getPort())) {
            socket.getOutputStream()
                    .write("GET /storage/v1/b/states/o/%zz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesAMultipartUploadThatIsTorn() {
        for (String body : List.of(
                "", "--sep\r\n", "--sep\r\n\r\n{}\r\n--sep\r\n\r\nhalf", "--sep\r\nx\r\n--sep\r\ny\r\n--sep--")) {
            HttpResponse<String> answer = send(
                    "POST",
                    "upload/storage/v1/b/states/o?uploadType=multipart",
                    body,
                    "Content-Type",
                    "multipart/related; boundary=sep");

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void ofManyCreatorsAtOnceExactlyOneWinsWhicheverServerTheyAsk() throws Exception {
        try (StateServer second = StateServer.start(folder.resolve("states"))) {
            URI other = URI.create(second.environment().get("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT"))
                    .resolve("/");
            List<Callable<Integer>> creators = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                URI to = i % 2 == 0 ? root : other;
                creators.add(() -> send(to, "POST", insert("lock") + "&ifGenerationMatch=0", "me")
                        .statusCode());
            }

            List<Integer> answers = atOnce(creators);

            assertThat(answers).containsOnly(200, 412);
            assertThat(Collections.frequency(answers, 200)).isEqualTo(1);
        }
    }

    @Test
    void noWriteIsLostWhenManyWriteAtOnce() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            writers.add(() -> send("POST", insert("x"), "text").statusCode());
        }

        assertThat(atOnce(writers)).containsOnly(200);
        assertThat(json(send("GET", "storage/v1/b/states/o/x", ""))
                        .path("generation")
                        .asText())
                .isEqualTo("40");
    }

    @Test
    void keepsTheObjectsForTheNextServer() throws IOException {
        upload("x", "one");
        server.close();
        start();

        assertThat(send("GET", "states/x", "").body()).isEqualTo("one");
    }

    @Test
    void saysWhatIsWrongWithTheFolderInAnAnswerThatIsNotRepeatedForEver() throws IOException {
        Files.writeString(folder.resolve("states"), "a file");

        HttpResponse<String> answer = send("POST", insert("x"), "one");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("the folder of the states: ");
    }

    @Test
    void listensOnLoopbackOnlyAndNotAtAllOnceClosed() throws IOException {
        for (InetAddress address : addressesOfThisMachine()) {
            assertThatThrownBy(() -> new Socket(address, root.getPort()).close())
                    .as(address.toString())
                    .isInstanceOf(ConnectException.class);
        }
        new Socket(InetAddress.getLoopbackAddress(), root.getPort()).close();

        server.close();

        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), root.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    private static List<InetAddress> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String insert(String name) {
        return "upload/storage/v1/b/states/o?uploadType=media&name="
                + name.replace("/", "%2F").replace("+", "%2B");
    }

    private JsonNode upload(String name, String content) {
        return json(send("POST", insert(name), content));
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        return send(root, method, path, body, headers);
    }

    private static HttpResponse<String> send(URI to, String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(to + path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
