package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.addresses.AddressFile;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What synth writes, in what order, and what it leaves as it is. */
class OutputFolderTest {

    private static final String POOL =
            "nodePools: {%s: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 1}}}";

    @TempDir
    Path root;

    @Test
    void aFirstRunWritesEverythingWithTheManifestLast() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");

        SynthResult result = fixture.synth();

        assertThat(result.written().stream().map(file -> root.relativize(file).toString()))
                .containsExactly(
                        "environments/kf-test.addresses",
                        "cdktf.out/stacks/kf-test-foundation/cdk.tf.json",
                        "cdktf.out/stacks/kf-test-cluster/cdk.tf.json",
                        "cdktf.out/stacks/kf-test-kubernetes/cdk.tf.json",
                        "cdktf.out/provenance.json",
                        "cdktf.out/manifest.json");
        assertThat(result.unchanged()).isEmpty();
        assertThat(fixture.text("environments/kf-test.addresses"))
                .startsWith("# Written by kfstack synth from kf-test.yaml")
                .contains("\nkf-test-cluster google_container_node_pool.standard maxPodsPerNode=64\n");
    }

    @Test
    void aSecondRunTouchesNothing() throws IOException {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        List<Path> written = fixture.synth().written();
        FileTime longAgo = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        for (Path file : written) {
            Files.setLastModifiedTime(file, longAgo);
        }

        SynthResult second = fixture.synth();

        assertThat(second.written()).isEmpty();
        assertThat(second.unchanged()).containsExactlyElementsOf(written);
        assertThat(written)
                .allSatisfy(file -> assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo));
    }

    @Test
    void aChangeOfOnePoolWritesItsStackAlone() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.synth();
        fixture.environment("kf-test", "cluster: {releaseChannel: STABLE}");

        assertThat(fixture.synth().written())
                .contains(fixture.output().resolve("stacks/kf-test-cluster/cdk.tf.json"))
                .doesNotContain(fixture.output().resolve("stacks/kf-test-foundation/cdk.tf.json"));
    }

    @Test
    void whatOthersKeepInStackFoldersStays() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.synth();
        fixture.write("cdktf.out/stacks/kf-test-cluster/.terraform/providers/x", "plugin")
                .write("cdktf.out/stacks/kf-test-cluster/.terraform.lock.hcl", "lock")
                .write("cdktf.out/stacks/kf-test-cluster/terraform.tfstate", "state")
                .environment("kf-test", "cluster: {releaseChannel: STABLE}");

        fixture.synth();

        assertThat(fixture.files())
                .containsEntry("stacks/kf-test-cluster/.terraform/providers/x", "plugin")
                .containsEntry("stacks/kf-test-cluster/.terraform.lock.hcl", "lock")
                .containsEntry("stacks/kf-test-cluster/terraform.tfstate", "state");
    }

    @Test
    void aFileThatIsNoStackAmongTheStacksStays() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.write("cdktf.out/stacks/.DS_Store", "of a file manager");

        fixture.synth();

        assertThat(fixture.files()).containsEntry("stacks/.DS_Store", "of a file manager");
    }

    @Test
    void someEnvironmentsAloneLeaveTheOthersAsTheyAre() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").environment("kf-dev", "");
        fixture.synth();
        Map<String, String> all = fixture.files();
        fixture.environment("kf-test", "").environment("kf-dev", "labels: {changed: x}");

        fixture.synth("kf-test");

        assertThat(fixture.files()).isEqualTo(all);
        assertThat(fixture.synth("kf-test").provenance().stacks())
                .containsOnlyKeys(
                        "kf-dev-cluster",
                        "kf-dev-foundation",
                        "kf-dev-kubernetes",
                        "kf-test-cluster",
                        "kf-test-foundation",
                        "kf-test-kubernetes");
    }

    @Test
    void theStacksOfAnEnvironmentThatIsGoneAreTakenOut() throws IOException {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").environment("kf-old", "");
        fixture.synth();
        fixture.write("cdktf.out/stacks/kf-old-cluster/terraform.tfstate", "state");
        Files.delete(root.resolve("environments/kf-old.yaml"));
        fixture.write("environments/kf-old.addresses", AddressFile.textOfDestroyed("kf-old"));

        SynthResult result = fixture.synth("kf-test");

        assertThat(result.removed())
                .containsExactly(
                        fixture.output().resolve("stacks/kf-old-cluster/cdk.tf.json"),
                        fixture.output().resolve("stacks/kf-old-foundation/cdk.tf.json"),
                        fixture.output().resolve("stacks/kf-old-kubernetes/cdk.tf.json"),
                        root.resolve("environments/kf-old.addresses"));
        assertThat(root.resolve("environments/kf-old.addresses")).doesNotExist();
        assertThat(fixture.text("cdktf.out/manifest.json")).doesNotContain("kf-old");
        assertThat(fixture.text("cdktf.out/provenance.json")).doesNotContain("kf-old");
        assertThat(fixture.text("cdktf.out/stacks/kf-old-cluster/terraform.tfstate"))
                .isEqualTo("state");
    }

    @Test
    void theManifestListsWhatLiesInTheFolder() throws IOException {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.synth();

        JsonNode stacks = new ObjectMapper()
                .readTree(fixture.text("cdktf.out/manifest.json"))
                .path("stacks");

        assertThat(stacks.size()).isEqualTo(3);
        for (JsonNode stack : stacks) {
            assertThat(fixture.output()
                            .resolve(stack.path("synthesizedStackPath").asText()))
                    .isRegularFile();
        }
    }

    @Test
    void provenanceLeadsFromAnAddressToItsLine() {
        SynthFixture fixture = new SynthFixture(root)
                .environment("kf-test", "nodePools:\n  standard:\n    machineType: n2-standard-16\n");

        Provenance provenance = fixture.synth().provenance();

        assertThat(provenance.stacks().values())
                .extracting(Provenance.OfStack::environment)
                .containsExactly("kf-test", "kf-test", "kf-test");
        assertThat(provenance.stacks().values().stream().flatMap(stack -> stack.resources().entrySet().stream()))
                .contains(Map.entry(
                        "google_container_node_pool.standard",
                        new Provenance.Origin(
                                "nodePools.standard", "kf-test.yaml", 3, "dev.kfstack.constructs.GkeNodePool")));
    }

    @Test
    void aFolderThatCannotBeWrittenIsAProblem() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").write("cdktf.out", "a file");
        Problems problems = new Problems();

        SynthResult result = fixture.synth(problems);

        assertThat(result.written()).isEmpty();
        assertThat(fixture.describe(problems))
                .singleElement()
                .asString()
                .startsWith("cdktf.out:1:1: : cannot be written: ");
        assertThat(root.resolve("environments/kf-test.addresses")).doesNotExist();
    }

    @Test
    void nothingAbsoluteAndNoTokenIsWritten() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", POOL.formatted("gpu"));
        fixture.synth();

        assertThat(fixture.files()).isNotEmpty().allSatisfy((path, text) -> assertThat(text)
                .doesNotContain("TfToken")
                .doesNotContain("/tmp")
                .doesNotContain(root.toString())
                .doesNotContain(System.getProperty("user.dir"))
                .doesNotContain("\r"));
    }
}
