package dev.kfstack.offline.state;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps Terraform's states where its gcs backend believes Cloud Storage to be. Every bucket exists; nobody is asked for
 * credentials; keys that encrypt are taken and not used. Listens on 127.0.0.1 alone, on a free port.
 *
 * <p>Spoken are, of the JSON interface, what the backend uses (get, list, insert, delete and conditions on the generation)
 * and, of the XML interface, the download: <a href="https://cloud.google.com/storage/docs/json_api">reference</a>.
 */
public final class StateServer implements AutoCloseable {

    private static final Pattern OBJECTS = Pattern.compile("/storage/v1/b/([^/]+)/o/?");
    private static final Pattern OBJECT = Pattern.compile("/storage/v1/b/([^/]+)/o/(.+)");
    private static final Pattern UPLOAD = Pattern.compile("(?:/resumable)?/upload/storage/v1/b/([^/]+)/o/?");
    private static final Pattern DOWNLOAD = Pattern.compile("/([^/]+)/(.+)");

    private final HttpServer server;
    private final ExecutorService threads;
    private final ObjectStore store;
    private final Uploads uploads;

    private StateServer(HttpServer server, ExecutorService threads, Path folder) {
        this.server = server;
        this.threads = threads;
        this.store = new ObjectStore(folder);
        this.uploads = new Uploads(store);
    }

    /**
     * Starts to serve.
     *
     * @param folder keeps the objects; made by the first write. Other servers may serve it at the same time
     */
    public static StateServer start(Path folder) throws IOException {
        InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool(StateServer::daemon);
        StateServer server = new StateServer(http, threads, folder);
        http.setExecutor(threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "state-server");
        thread.setDaemon(true);
        return thread;
    }

    /** What makes the backend of an unmodified configuration come here, as environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                "GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/storage/v1/",
                // looked for, never looked at
                "GOOGLE_OAUTH_ACCESS_TOKEN",
                "offline");
    }

    /** Stops at once: no request is answered any more, and the port is free. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            StorageResponse response = answer(exchange);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            int length = response.body().length;
            exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private StorageResponse answer(HttpExchange exchange) {
        try {
            return answer(StorageRequest.of(exchange));
        } catch (StorageRefusal refusal) {
            return StorageResponse.error(refusal.status(), refusal.getMessage());
        } catch (IOException e) {
            return StorageResponse.error(403, "the folder of the states: " + e);
        } catch (RuntimeException e) {
            return StorageResponse.error(400, "a bug of kfstack: " + e);
        }
    }

    private StorageResponse answer(StorageRequest request) throws IOException {
        Matcher upload = UPLOAD.matcher(request.path());
        if (upload.matches()) {
            return upload(StorageRequest.decodePath(upload.group(1)), request);
        }
        Matcher objects = OBJECTS.matcher(request.path());
        if (objects.matches()) {
            only("GET", request);
            return list(StorageRequest.decodePath(objects.group(1)), request);
        }
        Matcher object = OBJECT.matcher(request.path());
        if (object.matches()) {
            return object(name(object), request);
        }
        Matcher download = DOWNLOAD.matcher(request.path());
        if (download.matches() && !request.path().startsWith("/storage/")) {
            only("GET", request);
            return StorageResponse.media(read(name(download), request));
        }
        throw new StorageRefusal(404, "nothing is served at " + request.path());
    }

    private static ObjectName name(Matcher path) {
        return new ObjectName(StorageRequest.decodePath(path.group(1)), StorageRequest.decodePath(path.group(2)));
    }

    private static void only(String method, StorageRequest request) {
        if (!request.method().equals(method)) {
            throw new StorageRefusal(405, request.method() + " is not known here");
        }
    }

    private StorageResponse upload(String bucket, StorageRequest request) throws IOException {
        // Go's client sends further pieces by POST too
        if (request.query().containsKey("upload_id")) {
            return uploads.resume(request);
        }
        only("POST", request);
        return uploads.start(bucket, request);
    }

    private StorageResponse object(ObjectName name, StorageRequest request) throws IOException {
        if (request.method().equals("DELETE")) {
            store.delete(name, Precondition.of(request.query()));
            return StorageResponse.empty(204, Map.of());
        }
        only("GET", request);
        StoredObject object = read(name, request);
        return request.parameter("alt").equals("media")
                ? StorageResponse.media(object)
                : StorageResponse.metadata(object);
    }

    private StoredObject read(ObjectName name, StorageRequest request) throws IOException {
        StoredObject object = store.get(name).orElseThrow(() -> ObjectStore.missing(name));
        Precondition.of(request.query()).check(object.generation());
        return object;
    }

    /** All in one page. With a delimiter, names that go on after it are summed up by what comes before. */
    private StorageResponse list(String bucket, StorageRequest request) throws IOException {
        String prefix = request.parameter("prefix");
        String delimiter = request.parameter("delimiter");
        List<Map<String, Object>> items = new ArrayList<>();
        TreeSet<String> prefixes = new TreeSet<>();
        for (StoredObject object : store.list(bucket, prefix)) {
            String name = object.name().name();
            int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
            if (end < 0) {
                items.add(StorageResponse.resource(object));
            } else {
                prefixes.add(name.substring(0, end + delimiter.length()));
            }
        }
        return StorageResponse.list(items, List.copyOf(prefixes));
    }
}
