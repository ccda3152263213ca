package dev.kfstack.offline.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three ways to upload an object: in one request with its name in the query ({@code media}), in one with its name in
 * the body ({@code multipart}), and in pieces ({@code resumable}), which the client takes for more than 16 MB.
 */
final class Uploads {

    private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|([0-9]+)-([0-9]+))/(\\*|[0-9]+)");

    private final ObjectStore store;
    private final AtomicLong lastSession = new AtomicLong();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    private record Session(ObjectName name, Precondition precondition, ByteArrayOutputStream received) {}

    Uploads(ObjectStore store) {
        this.store = store;
    }

    StorageResponse start(String bucket, StorageRequest request) throws IOException {
        Precondition precondition = Precondition.of(request.query());
        String type = request.parameter("uploadType");
        return switch (type) {
            case "media" -> put(new ObjectName(bucket, request.parameter("name")), request.body(), precondition);
            case "multipart" -> {
                List<byte[]> parts = MultipartBody.parts(request.header("content-type"), request.body());
                yield put(name(bucket, request, parts.get(0)), parts.get(1), precondition);
            }
            case "resumable" -> open(name(bucket, request, request.body()), precondition, request);
            default ->
                throw new StorageRefusal(
                        400, "uploadType must be one of media, multipart, resumable, got \"" + type + "\"");
        };
    }

    private StorageResponse put(ObjectName name, byte[] content, Precondition precondition) throws IOException {
        return StorageResponse.metadata(store.put(name, content, precondition));
    }

    private static ObjectName name(String bucket, StorageRequest request, byte[] metadata) {
        try {
            JsonNode json = StorageResponse.JSON.readTree(metadata);
            return new ObjectName(bucket, json.path("name").asText(request.parameter("name")));
        } catch (IOException e) {
            throw new StorageRefusal(400, "the object's metadata is not JSON");
        }
    }

    private StorageResponse open(ObjectName name, Precondition precondition, StorageRequest request) {
        String id = Long.toString(lastSession.incrementAndGet());
        sessions.put(id, new Session(name, precondition, new ByteArrayOutputStream()));
        String location = "http://" + request.header("host") + request.path() + "?uploadType=resumable&upload_id=" + id;
        return StorageResponse.empty(200, Map.of("Location", location));
    }

    /** Takes one piece; the last one makes the object. */
    StorageResponse resume(StorageRequest request) throws IOException {
        String id = request.parameter("upload_id");
        Session session = sessions.get(id);
        if (session == null) {
            throw new StorageRefusal(404, "there is no upload \"" + id + "\"");
        }
        Matcher range = RANGE.matcher(request.header("content-range"));
        if (!range.matches()) {
            throw new StorageRefusal(
                    400,
                    "Content-Range must be as \"bytes 0-99/100\", got \"" + request.header("content-range") + "\"");
        }
        synchronized (session) {
            receive(session.received(), range, request.body());
            String total = range.group(3);
            if (total.equals("*")
                    || Precondition.number("Content-Range", total)
                            > session.received().size()) {
                return incomplete(session.received().size(), request);
            }
            sessions.remove(id);
            return put(session.name(), session.received().toByteArray(), session.precondition());
        }
    }

    private static void receive(ByteArrayOutputStream received, Matcher range, byte[] piece) {
        if (range.group(1) == null) {
            return;
        }
        long from = Precondition.number("Content-Range", range.group(1));
        long to = Precondition.number("Content-Range", range.group(2));
        if (from > received.size() || to - from + 1 != piece.length) {
            throw new StorageRefusal(400, "the piece is not the one that comes next");
        }
        // what was received, but never acknowledged, comes again
        int known = (int) Math.min(received.size() - from, piece.length);
        received.write(piece, known, piece.length - known);
    }

    /** Go's client asks for 200 and a header where others get 308. */
    private static StorageResponse incomplete(int received, StorageRequest request) {
        Map<String, String> range = received == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (received - 1));
        if (!request.header("x-guploader-no-308").equals("yes")) {
            return StorageResponse.empty(308, range);
        }
        Map<String, String> headers = new TreeMap<>(range);
        headers.put("X-Http-Status-Code-Override", "308");
        return StorageResponse.empty(200, headers);
    }
}
