package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamCommandTest {

    @TempDir
    Path work = Path.of("");

    @Test
    void aReleaseThatNobodyWroteComponentsForIsRefusedBeforeAnythingIsFetched() {
        Run.copyOfRepository(work);

        Run run = Run.kfstack(
                "upstream",
                "pull",
                "27.10",
                "--environments",
                work.resolve("environments").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(work.resolve("overlays/components/27.10")
                        + ":1:1: error: there are no components for release 27.10 [upstream-pull]\n");
    }

    @Test
    void aGroupAloneIsNoCommand() {
        Run run = Run.kfstack("upstream");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: a command is missing\n");
    }
}
