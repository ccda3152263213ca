package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthCommandTest {

    @TempDir
    Path work = Path.of("");

    private Path environments = Path.of("");

    @BeforeEach
    void copy() {
        environments = Run.copyOfRepository(work).resolve("environments");
    }

    @Test
    void writesTerraformAndOverlaysAndASecondRunWritesNothing() {
        Run first = synth();
        Map<String, String> written = GoldenFolder.read(work);
        Run second = synth();

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(written.keySet())
                .contains(
                        "cdktf.out/manifest.json",
                        "cdktf.out/provenance.json",
                        "cdktf.out/stacks/kf-test-cluster/cdk.tf.json",
                        "cdktf.out/stacks/kf-prod-foundation/cdk.tf.json",
                        "overlays/kf-dev/kustomization.yaml");
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).isEmpty();
        assertThat(GoldenFolder.read(work)).isEqualTo(written);
    }

    @Test
    void whatTheSystemRefusesTheCdkIsNoBug() throws IOException, InterruptedException {
        Run home = KfstackInChildJvm.run(work, Map.of("HOME", "/dev/null"), "synth");
        Run temporary = KfstackInChildJvm.run(work, Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/dev/null"), "synth");

        assertThat(home).isEqualTo(new Run(1, "", """
                cdktf.out:1:1: error: cannot be written: not a directory, mkdir '/dev/null/.cache/aws/jsii/package-cache' [output-folder]
                1 error
                """));
        assertThat(temporary.exitCode()).isEqualTo(1);
        assertThat(temporary.err())
                .contains(
                        "cdktf.out:1:1: error: cannot be written: the CDK's runtime is unpacked to /dev/null: /dev/null/jsii-java-runtime")
                .contains("Not a directory [output-folder]");
        assertThat(work.resolve("cdktf.out")).doesNotExist();
    }

    @Test
    void writesNothingAtAllWhenThereIsAProblem() throws IOException {
        Path file = environments.resolve("kf-test.yaml");
        Files.writeString(file, Files.readString(file).replace("totalMax: 4", "totalMax: 0"));
        Map<String, String> before = GoldenFolder.read(work);

        Run run = synth();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(GoldenFolder.read(work)).isEqualTo(before);
    }

    @Test
    void writesNothingAtAllWhenOnlyTheOverlaysHaveAProblem() throws IOException {
        Path file = environments.resolve("base.yaml");
        Files.writeString(file, Files.readString(file).replace("kubeflow/ml-pipeline]", "kubeflow/nobody]"));
        Map<String, String> before = GoldenFolder.read(work);

        Run run = synth();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("[kubernetes-account-exists]");
        assertThat(GoldenFolder.read(work)).isEqualTo(before);
    }

    @Test
    void refusesToLoseAnAddressWithoutAnEntryInMoves() throws IOException {
        synth();
        Path base = environments.resolve("base.yaml");
        Files.writeString(base, Files.readString(base).replace("  high-memory:", "  memory:"));
        for (String name : new String[] {"kf-test", "kf-prod"}) {
            Path file = environments.resolve(name + ".yaml");
            Files.writeString(file, Files.readString(file).replace("  high-memory:", "  memory:"));
        }
        Map<String, String> before = GoldenFolder.read(work);

        Run run = synth();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("google_container_node_pool.high-memory").contains("moves.yaml");
        assertThat(GoldenFolder.read(work)).isEqualTo(before);
    }

    @Test
    void writesOneEnvironmentAndLeavesTheOthersAlone() {
        synth();
        Map<String, String> before = GoldenFolder.read(work);

        Run run = synth("kf-test");

        assertThat(run.exitCode()).isZero();
        assertThat(GoldenFolder.read(work)).isEqualTo(before);
    }

    @Test
    void namesNoFolderOfThisMachineInWhatItWrites() {
        synth();

        assertThat(GoldenFolder.read(work).values()).noneMatch(text -> text.contains(work.toString()));
    }

    private Run synth(String... names) {
        String[] args = new String[names.length + 5];
        args[0] = "synth";
        args[1] = "--environments";
        args[2] = environments.toString();
        args[3] = "--output-dir";
        args[4] = work.toString();
        System.arraycopy(names, 0, args, 5, names.length);
        return Run.kfstack(args);
    }
}
