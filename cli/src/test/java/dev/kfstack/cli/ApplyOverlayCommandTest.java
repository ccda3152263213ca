package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyOverlayCommandTest {

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copy() {
        Run.copyOfRepository(work);
    }

    @Test
    void aDryRunNamesTheClusterTheWavesAndWhatIsWaitedFor() throws IOException, InterruptedException {
        Requirement.tool("kubectl");
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        Path vendor = Files.createDirectories(work.resolve("overlays/vendor"));
        int unpacked = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", vendor.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(unpacked).isZero();

        Run run = apply();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("context gke_example-kf-test_europe-west1-b_kf-test\n[1/5] definitions of kinds: ");
        assertThat(run.out())
                .containsSubsequence(
                        "      then kubectl wait --for=condition=Established crd/",
                        "[2/5] namespaces, roles and cert-manager: ",
                        "      then kubectl rollout status deployment/cert-manager-webhook --namespace=cert-manager\n",
                        "[3/5] apps: ",
                        "      then kubectl rollout status deployment/istiod --namespace=istio-system\n",
                        "[4/5] objects of the apps' kinds: ",
                        "      then kubectl wait --for=create namespace/recommendations\n",
                        "[5/5] contributors of teams: ");
    }

    @Test
    void wantsACopyOfTheRelease() {
        Run run = apply();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kfstack: there is no copy of the release in " + work.resolve("overlays/vendor/26.03")
                        + ": kfstack upstream pull makes it, or --upstream names another\n");
    }

    @Test
    void aTimeoutThatKubectlWouldRefuseAfterTheFirstWaveIsRefusedBeforeIt() {
        Run run = apply("--timeout", "10x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: --timeout must be a duration such as 90s or 1h30m, got 10x\n");
        assertThat(apply("--timeout", "1h30m").err()).contains("there is no copy of the release");
    }

    private Run apply(String... options) {
        List<String> line = new ArrayList<>(List.of(
                "apply-overlay",
                "kf-test",
                "--dry-run",
                "--environments",
                work.resolve("environments").toString()));
        line.addAll(List.of(options));
        return Run.kfstack(line.toArray(String[]::new));
    }
}
