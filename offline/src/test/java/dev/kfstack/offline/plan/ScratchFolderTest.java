package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    @TempDir
    Path temporary;

    /** A JVM gives up its locks on a file as soon as it closes any channel of it. */
    @Test
    void aSecondFolderOfOneRunTakesNothingFromTheFirst() throws Exception {
        try (ScratchFolder first = ScratchFolder.in(temporary);
                ScratchFolder second = ScratchFolder.in(temporary)) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherRun.class.getName(),
                            temporary.toString())
                    .inheritIO()
                    .start();
            assertThat(other.waitFor()).isZero();

            assertThat(first.path("")).isDirectory();
            assertThat(second.path("")).isDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** For a JVM of its own. */
    public static final class OtherRun {

        private OtherRun() {}

        /** Opens a folder, and so deletes what killed runs left. */
        public static void main(String[] arguments) throws IOException {
            ScratchFolder.in(Path.of(arguments[0])).close();
        }
    }
}
