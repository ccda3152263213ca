package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlaysCommandTest {

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copy() {
        Run.copyOfRepository(work);
    }

    @Test
    void theCommittedOverlaysAreFresh() {
        Run run = overlays("--check");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().toList())
                .hasSize(7)
                .anyMatch(line -> line.startsWith("kf-test: the platform asks for "))
                .contains("not checked: what " + work.resolve("overlays/kf-test")
                        + " builds to, since there is no copy of the release in "
                        + work.resolve("overlays/vendor/26.03")
                        + ": kfstack upstream pull makes it")
                .endsWith("overlays are fresh");
    }

    @Test
    void checkNamesEveryFileThatIsMissingChangedOrStaleAndWritesNothing() throws IOException {
        Path test = work.resolve("overlays/kf-test");
        Files.delete(test.resolve("params.yaml"));
        Files.writeString(test.resolve("kustomization.yaml"), "x", java.nio.file.StandardOpenOption.APPEND);
        Files.copy(test.resolve("profiles/recommendations.yaml"), test.resolve("profiles/gone.yaml"));

        Run run = overlays("--check");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "missing " + test.resolve("params.yaml"),
                        "changed " + test.resolve("kustomization.yaml"),
                        "stale   " + test.resolve("profiles/gone.yaml"));
        assertThat(run.err()).endsWith("overlays are stale: run kfstack overlays and commit the result\n");
        assertThat(test.resolve("params.yaml")).doesNotExist();
    }

    @Test
    void writesWhatCheckWouldName() throws IOException {
        Path params = work.resolve("overlays/kf-test/params.yaml");
        String text = Files.readString(params);
        Files.delete(params);

        Run run = overlays();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("wrote   " + params + "\n");
        assertThat(params).hasContent(text);
    }

    @Test
    void refersToTheComponentsFromWhereverItWrites() throws IOException {
        Path elsewhere = work.resolve("some/where");

        Run.kfstack(
                "overlays",
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                elsewhere.toString());

        assertThat(Files.readString(elsewhere.resolve("overlays/kf-test/kustomization.yaml")))
                .contains("- ../../../../overlays/components/26.03/platform\n");
    }

    @Test
    void withJsonThatIsAllThereIsOnStandardOutput() throws IOException {
        Files.delete(work.resolve("overlays/kf-test/params.yaml"));

        Run check = overlays("--check", "--output", "json");
        Run write = overlays("--output", "json");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThatJson(check.out())
                .node("problems")
                .isArray()
                .singleElement()
                .isEqualTo(Map.of(
                        "severity",
                        "error",
                        "file",
                        work.resolve("overlays/kf-test/params.yaml").toString(),
                        "line",
                        1,
                        "column",
                        1,
                        "path",
                        "",
                        "message",
                        "is missing",
                        "rule",
                        "stale-overlay",
                        "hint",
                        "run kfstack overlays and commit the result"));
        assertThat(check.err()).startsWith("not checked: ").doesNotContain("missing", "stale");
        assertThat(write.out()).isEqualTo("{\n  \"problems\" : [ ]\n}\n");
        assertThat(write.err()).startsWith("wrote   ");
    }

    @Test
    void renderGoesWithNeitherCheckNorFurtherEnvironments() {
        for (String other : new String[] {"--check", "kf-dev"}) {
            Run run = overlays(other, "--render", "kf-test", "--upstream", work.toString());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .startsWith(
                            "kfstack: --render stands alone: neither --check nor further environments go with it\n");
        }
    }

    @Test
    void checkFindsWhatABuildOfTheOverlayComesTo() throws IOException, InterruptedException {
        Requirement.tool("kubectl");
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        Files.createDirectories(work.resolve("overlays/vendor"));
        int unpacked = new ProcessBuilder(
                        "tar",
                        "-xJf",
                        archive.toString(),
                        "-C",
                        work.resolve("overlays/vendor").toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(unpacked).isZero();
        Path secret = work.resolve("overlays/components/26.03/pipelines/kustomization.yaml");
        Files.writeString(secret, Files.readString(secret).replaceAll("(?m)^- patch: .*name: mysql-secret,.*\\n", ""));

        Run run = overlays("--check", "kf-test");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(work.resolve("overlays/kf-test")
                        + ":1:1: error: v1 Secret kubeflow/mysql-secret: holds a value in stringData: password,"
                        + " username [secret-value]\n")
                .contains("is Terraform's, and the overlay writes it too [one-owner]")
                .doesNotContain("not checked")
                .endsWith("overlays are fresh\n");
    }

    @Test
    void renderWantsACopyOfTheRelease() {
        Run run = overlays("--render", "kf-test");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kfstack: there is no copy of the release in " + work.resolve("overlays/vendor/26.03")
                        + ": kfstack upstream pull makes it, or --upstream names another\n");
    }

    @Test
    void upstreamMustBeAFolder() {
        Run run = overlays("--render", "kf-test", "--upstream", "no/such");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: --upstream must be a folder, got no/such\n");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoBug() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "");

        Run run = Run.kfstack(
                "overlays", "--environments", work.resolve("environments").toString(), "--output-dir", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("kfstack: " + file + "/overlays/kf-dev: Not a directory\n");
    }

    private Run overlays(String... more) {
        String[] args = new String[more.length + 5];
        args[0] = "overlays";
        args[1] = "--environments";
        args[2] = work.resolve("environments").toString();
        args[3] = "--output-dir";
        args[4] = work.toString();
        System.arraycopy(more, 0, args, 5, more.length);
        return Run.kfstack(args);
    }
}
