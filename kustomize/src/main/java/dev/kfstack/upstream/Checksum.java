package dev.kfstack.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** SHA-256, written {@code sha256:} and 64 digits. */
final class Checksum {

    private Checksum() {}

    static String of(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(digest().digest(bytes));
    }

    /**
     * Of all files below a folder: their paths and contents.
     *
     * @param without names right below the folder that do not count
     */
    static String of(Path folder, Set<String> without) throws IOException {
        List<Path> files;
        try (Stream<Path> paths = Files.walk(folder)) {
            files = paths.filter(path -> !Files.isDirectory(path))
                    .filter(path ->
                            !without.contains(folder.relativize(path).getName(0).toString()))
                    .sorted()
                    .toList();
        }
        MessageDigest all = digest();
        for (Path file : files) {
            String line = of(Files.readAllBytes(file)) + "  "
                    + folder.relativize(file).toString().replace('\\', '/') + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
