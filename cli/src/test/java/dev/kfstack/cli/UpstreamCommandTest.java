package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
    void aKubectlThatHidesItsKustomizeIsRefusedBeforeAnythingIsFetched() throws Exception {
        Run.copyOfRepository(work);
        PipelineWorld.program(work.resolve("bin/kubectl"), "echo 'Client Version: v1.32.0'");

        Run run = KfstackInChildJvm.run(
                work, Map.of("PATH", work.resolve("bin") + ":" + System.getenv("PATH")), "upstream", "pull");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("kubectl:1:1: error: does not say in `kubectl version --client` which kustomize"
                        + " it builds with [upstream-pull]\n    hint: put another kubectl on the PATH, as 1.32\n");
    }

    @Test
    void aGroupAloneIsNoCommand() {
        Run run = Run.kfstack("upstream");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: a command is missing\n");
    }
}
