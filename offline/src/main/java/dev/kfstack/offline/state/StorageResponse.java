package dev.kfstack.offline.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StorageResponse(int status, Map<String, String> headers, byte[] body) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The object's content, with the generation where both of the service's interfaces have it. */
    static StorageResponse media(StoredObject object) {
        String generation = Long.toString(object.generation());
        return new StorageResponse(
                200,
                Map.of("Content-Type", "application/octet-stream", "X-Goog-Generation", generation),
                object.content());
    }

    /** What the JSON interface says of an object. */
    static StorageResponse metadata(StoredObject object) {
        return json(200, resource(object));
    }

    static StorageResponse list(List<Map<String, Object>> items, List<String> prefixes) {
        return json(200, Map.of("kind", "storage#objects", "items", items, "prefixes", prefixes));
    }

    static StorageResponse error(int status, String message) {
        return json(status, Map.of("error", Map.of("code", status, "message", message)));
    }

    static StorageResponse empty(int status, Map<String, String> headers) {
        return new StorageResponse(status, headers, new byte[0]);
    }

    static StorageResponse json(int status, Map<String, Object> value) {
        try {
            return new StorageResponse(
                    status,
                    Map.of("Content-Type", "application/json; charset=UTF-8"),
                    JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of 64 bits are text in Google's JSON. */
    static Map<String, Object> resource(StoredObject object) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", "storage#object");
        resource.put("bucket", object.name().bucket());
        resource.put("name", object.name().name());
        resource.put("generation", Long.toString(object.generation()));
        resource.put("metageneration", "1");
        resource.put("size", Integer.toString(object.content().length));
        resource.put("md5Hash", md5(object.content()));
        return resource;
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
