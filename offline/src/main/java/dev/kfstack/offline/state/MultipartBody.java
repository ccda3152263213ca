package dev.kfstack.offline.state;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a {@code multipart/related} upload. */
final class MultipartBody {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/related\\s*;.*boundary=\"?([^\";]+)\"?.*");

    private MultipartBody() {}

    /** Its two parts: what the object is called, as JSON, and what it holds. */
    static List<byte[]> parts(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            throw new StorageRefusal(
                    400, "a multipart upload needs a Content-Type of multipart/related with a boundary");
        }
        // one character a byte: positions in the text are positions in the body
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "\r\n--" + boundary.group(1);
        int first = text.indexOf(delimiter);
        int second = next(text, delimiter, first);
        int end = next(text, delimiter, second);
        if (end < 0) {
            throw new StorageRefusal(400, "a multipart upload has two parts, metadata and content");
        }
        return List.of(
                part(text.substring(first + delimiter.length(), second)),
                part(text.substring(second + delimiter.length(), end)));
    }

    private static int next(String text, String delimiter, int after) {
        return after < 0 ? -1 : text.indexOf(delimiter, after + delimiter.length());
    }

    private static byte[] part(String part) {
        int headers = part.indexOf("\r\n\r\n");
        if (headers < 0) {
            throw new StorageRefusal(400, "a part of the upload has no end of its headers");
        }
        return part.substring(headers + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
}
