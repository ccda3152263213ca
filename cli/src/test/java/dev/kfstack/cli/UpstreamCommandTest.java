package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"status", "pull"})
    void aRepositoryThatIsOutOfReachIsAProblemInTheOneDocument(String command) throws IOException {
        Path environments = Run.copyOfRepository(work).resolve("environments");
        Path base = environments.resolve("base.yaml");
        Files.writeString(
                base,
                Files.readString(base)
                        .replace("kubeflow:\n", "kubeflow:\n  upstream: {repository: \"https://127.0.0.1:1/x\"}\n"));

        Run run = Run.kfstack("upstream", command, "--environments", environments.toString(), "--output", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThatJson(run.out()).inPath("problems[*].rule").isArray().containsExactly("upstream-pull");
        assertThatJson(run.out()).inPath("problems[0].file").isEqualTo("https://127.0.0.1:1/x");
        assertThatJson(run.out()).inPath("problems[0].message").asString().startsWith("git ");
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
