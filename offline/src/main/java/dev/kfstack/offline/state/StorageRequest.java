package dev.kfstack.offline.state;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a request asks for, taken apart once. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StorageRequest(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {

    /** Header names are in lower case. */
    static StorageRequest of(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        return new StorageRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String parameter : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
            }
        }
        return query;
    }

    /** One part of a path; in paths, unlike in queries, a plus is a plus. */
    static String decodePath(String part) {
        return decode(part.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new StorageRefusal(400, "the address is not percent-encoded as it should be");
        }
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
