package dev.kfstack.offline.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An object in a bucket. */
record ObjectName(String bucket, String name) {

    /** Also what keeps a bucket from naming a folder elsewhere. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][-_.a-z0-9]{1,220}[a-z0-9]");

    /** What file systems take for one file's name. */
    private static final int LONGEST_FILE_NAME = 255;

    ObjectName {
        checkBucket(bucket);
        if (name.isEmpty()) {
            throw new StorageRefusal(400, "the object has no name");
        }
        if (fileName(name).length() > LONGEST_FILE_NAME) {
            throw new StorageRefusal(
                    400, "the object's name is too long for a file: at most 255 characters, percent-encoded");
        }
    }

    static void checkBucket(String bucket) {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new StorageRefusal(400, "no bucket can be named \"" + bucket + "\"");
        }
    }

    /** One name for a file, whatever the object's name holds: slashes and leading dots are percent-encoded. */
    String fileName() {
        return fileName(name);
    }

    private static String fileName(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    /** The inverse of {@link #fileName()}. */
    static ObjectName ofFile(String bucket, String fileName) {
        return new ObjectName(bucket, URLDecoder.decode(fileName, StandardCharsets.UTF_8));
    }
}
