package dev.kfstack.offline.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {

    @TempDir
    Path work = Path.of("");

    /** Runs the script that is named. */
    static final class Run {
        public static void main(String[] arguments) throws IOException {
            try (ChildProcesses processes = ChildProcesses.open()) {
                processes.runScript(new ProcessBuilder("sh", arguments[0]), Writer.nullWriter(), Writer.nullWriter());
            }
        }
    }

    @Test
    void whatAScriptStartedEndsWithTheRunThatIsToldToEnd() throws Exception {
        Path started = work.resolve("started");
        Path script = Files.writeString(work.resolve("script"), "touch " + started + "\nsleep 600\nexit 1\n");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Run.class.getName(),
                        script.toString())
                .inheritIO()
                .start();
        while (Files.notExists(started) || run.descendants().count() < 2) {
            assertThat(run.isAlive()).isTrue();
            Thread.sleep(10);
        }
        List<ProcessHandle> children = run.descendants().toList();

        new ProcessBuilder(Requirement.tool("kill").toString(), "-TERM", Long.toString(run.pid()))
                .start()
                .waitFor();

        assertThat(run.onExit()).succeedsWithin(Duration.ofMinutes(1));
        children.forEach(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofMinutes(1)));
    }
}
