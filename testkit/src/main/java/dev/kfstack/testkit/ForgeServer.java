package dev.kfstack.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * A forge on loopback, with one repository and one pull request: pages, tokens, and faults on demand. What differs between
 * GitHub and GitLab is what {@link #kind} says.
 */
public final class ForgeServer implements AutoCloseable {

    /** The token that it takes. */
    public static final String TOKEN = "glpat-s3cr3t-token";
    /** The login of the token's owner. */
    public static final String OWN = "kfstack-bot";
    /** The newest commit of the pull request, at first. */
    public static final String HEAD = "1111111111111111111111111111111111111111";
    /** Another commit. */
    public static final String NEWER = "2222222222222222222222222222222222222222";

    /** Which forge it plays. */
    public enum Kind {
        GITHUB,
        GITLAB
    }

    /** A comment or an issue there. */
    public static final class Entry {
        public final long id;
        public final String author;
        public String body;
        public boolean open = true;
        public String title = "";

        Entry(long id, String author, String body) {
            this.id = id;
            this.author = author;
            this.body = body;
        }
    }

    /** What is answered instead of an answer. */
    public record Fault(int status, Map<String, String> headers, String body) {
        public static Fault of(int status, String message) {
            return new Fault(status, Map.of(), "{\"message\": \"" + message + "\"}");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    public final Kind kind;
    public final List<Entry> comments = new ArrayList<>();
    public final List<Entry> issues = new ArrayList<>();
    public final List<String> requests = new ArrayList<>();
    private final Map<String, Deque<Fault>> faults = new TreeMap<>();
    public String head = HEAD;
    public boolean tellsTheUser = true;
    public Runnable beforeWrite = () -> {};
    private long next = 1000;
    private final HttpServer server;

    /** Starts it. */
    public ForgeServer(Kind kind) throws IOException {
        this.kind = kind;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** As {@code http://127.0.0.1:PORT}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request with this method and, in its path, this text gets the fault; several wait in line. */
    public void fail(String method, String path, Fault... fault) {
        faults.computeIfAbsent(method + " " + path, key -> new ArrayDeque<>()).addAll(List.of(fault));
    }

    /** Somebody writes a comment. */
    public synchronized Entry comment(String author, String body) {
        Entry entry = new Entry(next++, author, body);
        comments.add(entry);
        return entry;
    }

    /** Our comment of that name, as it is now. */
    public synchronized String ours(String name) {
        return comments.stream()
                .map(entry -> entry.body)
                .filter(body -> body.startsWith("<!-- kfstack comment=" + name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no comment " + name));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = kind == Kind.GITHUB
                ? exchange.getRequestHeaders().getFirst("Authorization")
                : exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN");
        Fault answer;
        try {
            if (!method.equals("GET") && path.matches(".*(comments|notes).*")) {
                beforeWrite.run();
            }
            answer = String.valueOf(token).endsWith(TOKEN)
                    ? answer(exchange, method, path, body)
                    : Fault.of(401, "Bad credentials");
        } catch (RuntimeException e) {
            answer = Fault.of(418, String.valueOf(e));
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private synchronized Fault answer(HttpExchange exchange, String method, String path, String body)
            throws IOException {
        requests.add(method + " " + path);
        for (Map.Entry<String, Deque<Fault>> fault : faults.entrySet()) {
            String[] wanted = fault.getKey().split(" ", 2);
            if (method.equals(wanted[0])
                    && path.contains(wanted[1])
                    && !fault.getValue().isEmpty()) {
                return fault.getValue().remove();
            }
        }
        Map<String, String> query =
                parameters(String.valueOf(exchange.getRequestURI().getRawQuery()));
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (path.endsWith("/user")) {
            return tellsTheUser
                    ? json("{\"id\": 7, \"login\": \"" + OWN + "\", \"username\": \"" + OWN + "\"}")
                    : Fault.of(403, "Resource not accessible by integration");
        }
        if (path.matches(".*/(comments|notes)")) {
            return method.equals("GET") ? page(comments, query) : added(comments, field(body, "body"));
        }
        if (path.matches(".*/(comments|notes)/\\d+")) {
            return changed(comments, Long.parseLong(last), method, body);
        }
        if (path.matches(".*/commits/[0-9a-f]+/(pulls|merge_requests)")) {
            return json("[{\"number\": 7, \"iid\": 7}]");
        }
        if (path.matches(".*/commits/[0-9a-f]+")) {
            return json("{\"sha\": \"" + last + "\"}");
        }
        if (path.matches(".*/(pulls|merge_requests)/7")) {
            return json(
                    "{\"number\": 7, \"iid\": 7, \"sha\": \"" + head + "\", \"head\": {\"sha\": \"" + head + "\"}}");
        }
        if (path.endsWith("/issues")) {
            if (method.equals("POST")) {
                Fault created = added(issues, field(body, kind == Kind.GITHUB ? "body" : "description"));
                issues.get(issues.size() - 1).title = field(body, "title");
                return created;
            }
            return page(issues.stream().filter(issue -> issue.open).toList(), query);
        }
        if (path.matches(".*/issues/\\d+")) {
            return changed(issues, Long.parseLong(last), method, body);
        }
        return path.matches("/repos/example/[a-z-]+")
                ? json("{\"name\": \"" + last + "\", \"full_name\": \"example/" + last
                        + "\", \"owner\": {\"login\": \"example\"}}")
                : Fault.of(404, "Not Found");
    }

    private Fault added(List<Entry> entries, String body) {
        if (body.length() > 65_536) {
            return Fault.of(422, "body is too long");
        }
        Entry entry = new Entry(next++, OWN, body);
        entries.add(entry);
        return new Fault(201, Map.of(), text(entry));
    }

    private Fault changed(List<Entry> entries, long id, String method, String body) throws IOException {
        Entry entry =
                entries.stream().filter(known -> known.id == id).findFirst().orElse(null);
        if (entry == null) {
            return Fault.of(404, "Not Found");
        }
        if (method.equals("DELETE")) {
            entries.remove(entry);
            return new Fault(204, Map.of(), "");
        }
        if (method.equals("PATCH") || method.equals("PUT")) {
            String text = field(body, kind == Kind.GITLAB && entries == issues ? "description" : "body");
            entry.body = text.isEmpty() ? entry.body : text;
            entry.open = entry.open
                    && !field(body, "state").equals("closed")
                    && !field(body, "state_event").equals("close");
        }
        return json(text(entry));
    }

    /** The number of a page is in {@code page}; where the others are is in headers, as each forge has them. */
    private Fault page(List<Entry> entries, Map<String, String> query) {
        int size = Integer.parseInt(query.getOrDefault("per_page", "20"));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        int pages = Math.max(1, (entries.size() + size - 1) / size);
        StringBuilder list = new StringBuilder();
        for (Entry entry :
                entries.subList(Math.min(entries.size(), (page - 1) * size), Math.min(entries.size(), page * size))) {
            list.append(list.isEmpty() ? "" : ",").append(text(entry));
        }
        Map<String, String> headers = new TreeMap<>();
        if (kind == Kind.GITLAB) {
            headers.putAll(Map.of(
                    "X-Page",
                    "" + page,
                    "X-Per-Page",
                    "" + size,
                    "X-Total-Pages",
                    "" + pages,
                    "X-Total",
                    "" + entries.size(),
                    "X-Next-Page",
                    page < pages ? "" + (page + 1) : ""));
        } else if (page < pages) {
            String others = address() + "/repos/example/platform/issues/7/comments?per_page=" + size + "&page=";
            headers.put("Link", "<" + others + (page + 1) + ">; rel=\"next\", <" + others + pages + ">; rel=\"last\"");
        }
        return new Fault(200, headers, "[" + list + "]");
    }

    private static String text(Entry entry) {
        long author = entry.author.equals(OWN) ? 7 : 8;
        return JSON.createObjectNode()
                .put("id", entry.id)
                .put("iid", entry.id)
                .put("number", entry.id)
                .put("body", entry.body)
                .put("description", entry.body)
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "user",
                        JSON.createObjectNode().put("login", entry.author).put("id", author))
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "author",
                        JSON.createObjectNode().put("username", entry.author).put("id", author))
                .toString();
    }

    private static Fault json(String text) {
        return new Fault(200, Map.of(), text);
    }

    /** GitHub takes JSON, GitLab forms. */
    private String field(String body, String name) throws IOException {
        if (kind == Kind.GITLAB) {
            return parameters(body).getOrDefault(name, "");
        }
        JsonNode value = JSON.readTree(body).path(name);
        return value.asText();
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
