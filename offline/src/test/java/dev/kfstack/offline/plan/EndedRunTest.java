package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.terraform.RealTerraform;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that end before they are done. */
class EndedRunTest {

    @TempDir
    Path work = Path.of("");

    private Path stacks = Path.of("");
    private Path temporary = Path.of("");

    @BeforeEach
    void aStackWhoseApplyTakesForEver() throws IOException {
        RealTerraform.binary();
        temporary = Files.createDirectories(work.resolve("tmp"));
        stacks = work.resolve("user");
        new Stacks(stacks, Stacks.GCS)
                .stack(
                        "foundation",
                        "{\"one\": {\"provisioner\": {\"local-exec\": {\"command\": \"touch " + work.resolve("started")
                                + "; exec sleep 600\"}}}}")
                .stack("cluster", "{}");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void oneThatIsToldToEndLeavesNothingBehind(String signal, int exitCode) throws Exception {
        Process run = PlanInChildJvm.start(stacks, temporary);
        List<ProcessHandle> children = awaitTheApply(run);

        new ProcessBuilder(Requirement.tool("kill").toString(), "-" + signal, Long.toString(run.pid()))
                .start()
                .waitFor();

        assertThat(run.waitFor()).as(() -> text(stacks.resolve("log"))).isEqualTo(exitCode);
        // terraform kills what it provisions with, and does not wait for its end
        children.forEach(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofMinutes(1)));
        assertThat(temporary).as(() -> text(stacks.resolve("log"))).isEmptyDirectory();
    }

    @Test
    void whatAKilledOneLeavesIsDeletedByTheNextButNotWhatARunningOneNeeds() throws Exception {
        Process killed = PlanInChildJvm.start(stacks, temporary);
        List<ProcessHandle> children = awaitTheApply(killed);
        killed.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
        assertThat(folders()).hasSize(1);
        Files.delete(work.resolve("started"));
        Process running = PlanInChildJvm.start(stacks, temporary);
        List<ProcessHandle> others = awaitTheApply(running);

        List<Path> left = folders();
        try (ScratchFolder scratch = ScratchFolder.in(temporary)) {
            assertThat(folders()).containsAll(left).hasSize(2);
            assertThat(scratch.path("")).isDirectory();
        }
        running.destroyForcibly().waitFor();
        others.forEach(ProcessHandle::destroyForcibly);

        assertThat(left).hasSize(1);
        ScratchFolder.in(temporary).close();
        assertThat(temporary).isEmptyDirectory();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.toList();
        }
    }

    private List<ProcessHandle> awaitTheApply(Process run) throws Exception {
        while (Files.notExists(work.resolve("started"))) {
            assertThat(run.isAlive()).as(() -> text(stacks.resolve("log"))).isTrue();
            Thread.sleep(10);
        }
        return run.descendants().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
