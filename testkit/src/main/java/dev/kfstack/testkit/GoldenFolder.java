package dev.kfstack.testkit;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * Files that are compared as a whole: what is written must be in the folder, and nothing else may be there.
 *
 * <p>{@code mvn verify -Dgolden.update} writes the folder anew; not where {@code CI} is set.
 */
public final class GoldenFolder {

    private GoldenFolder() {}

    /** Compares {@code actual}, paths with slashes to texts, with {@code folder}; fails with all differences. */
    public static void assertEquals(Path folder, Map<String, String> actual) {
        if (updates()) {
            write(folder, actual);
        }
        Map<String, String> expected = read(folder);
        TreeSet<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(actual.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String want = expected.get(path);
            String got = actual.get(path);
            if (want == null) {
                differences.add(path + " is written, but is not in the golden folder");
            } else if (got == null) {
                differences.add(path + " is in the golden folder, but is not written any more");
            } else if (!want.equals(got)) {
                differences.add(diff(path, want, got));
            }
        }
        if (!differences.isEmpty()) {
            Assertions.fail(String.join("\n", differences) + "\n\nmvn verify -Dgolden.update accepts the new files");
        }
    }

    /** The same for one file in a folder that holds others too. */
    public static void assertEquals(Path file, String actual) {
        if (updates()) {
            write(file, actual);
        }
        String expected = Files.exists(file) ? text(file) : "";
        if (!expected.equals(actual)) {
            Assertions.fail(diff(file.getFileName().toString(), expected, actual)
                    + "\n\nmvn verify -Dgolden.update accepts the new file");
        }
    }

    private static boolean updates() {
        boolean asked = System.getProperty("golden.update") != null;
        if (asked && System.getenv("CI") != null) {
            Assertions.fail("golden files are not updated in CI");
        }
        return asked;
    }

    /** All files below a folder, by path with slashes; empty when it does not exist. */
    public static Map<String, String> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString().replace('\\', '/'),
                            GoldenFolder::text,
                            (a, b) -> a,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, Map<String, String> actual) {
        try {
            for (String stale : read(folder).keySet()) {
                if (!actual.containsKey(stale)) {
                    Files.delete(folder.resolve(stale));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        actual.forEach((path, text) -> write(folder.resolve(path), text));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String diff(String path, String want, String got) {
        List<String> wanted = want.lines().toList();
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        path + " (golden)",
                        path + " (now)",
                        wanted,
                        DiffUtils.diff(wanted, got.lines().toList()),
                        3));
    }
}
