package dev.kfstack.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Things a test needs that a machine may lack. The test is skipped with the reason; where the environment variable
 * {@code KFSTACK_REQUIRE_ALL_TESTS} is {@code 1}, it fails instead.
 */
public final class Requirement {

    private Requirement() {}

    /** The repository that is being tested. */
    public static Path repository() {
        return Path.of(System.getProperty("kfstack.root", ".")).toAbsolutePath().normalize();
    }

    /** A file or folder of {@code shared}, which lies beside the repository; slashes separate. */
    public static Path shared(String path) {
        Path wanted = repository().resolveSibling("shared").resolve(path);
        need(Files.exists(wanted), "../shared/" + path + " is absent");
        return wanted;
    }

    /** The first executable of this name on the PATH. */
    public static Path tool(String name) {
        Path found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        need(!found.toString().isEmpty(), name + " is not on the PATH");
        return found;
    }

    private static void need(boolean present, String reason) {
        if (!present && "1".equals(System.getenv("KFSTACK_REQUIRE_ALL_TESTS"))) {
            Assertions.fail(reason + ", and KFSTACK_REQUIRE_ALL_TESTS=1 does not allow to skip");
        }
        Assumptions.assumeTrue(present, reason);
    }
}
