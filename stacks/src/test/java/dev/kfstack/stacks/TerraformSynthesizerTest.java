package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.addresses.AddressFile;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformSynthesizerTest {

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
    void anEnvironmentWhoseFileIsGoneWhileItsResourcesLiveStopsEverything() throws IOException {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").environment("kf-old", "");
        fixture.synth();
        Files.delete(root.resolve("environments/kf-old.yaml"));
        Map<String, String> before = GoldenFolder.read(root);
        long promised = fixture.text("environments/kf-old.addresses").lines().count() - 1;
        Problems problems = new Problems();

        assertThat(fixture.synth(problems, "kf-test")).isEqualTo(SynthResult.NOTHING);

        assertThat(fixture.describe(problems))
                .containsExactly("environments/kf-old.addresses:2:1: : kf-old.yaml is gone, but " + promised
                        + " resources of kf-old are promised here: without it Terraform knows them no longer, and they"
                        + " live on [environment-lost] hint: restore kf-old.yaml from git, and give the environment up"
                        + " by kfstack decommission kf-old; if nothing of it was ever applied, delete kf-old.addresses"
                        + " too");
        assertThat(GoldenFolder.read(root)).isEqualTo(before);
    }

    @Test
    void anEnvironmentOfWhichNothingIsLeftIsNotMadeAgain() {
        SynthFixture fixture = new SynthFixture(root)
                .environment("kf-test", "decommission: {environment: kf-test}")
                .write("environments/kf-test.addresses", AddressFile.textOfDestroyed("kf-test"));
        Problems problems = new Problems();

        assertThat(fixture.synth(problems)).isEqualTo(SynthResult.NOTHING);

        assertThat(fixture.describe(problems))
                .containsExactly(
                        "environments/kf-test.yaml:2:1: decommission: nothing of kf-test is left: with this file"
                                + " Terraform would make all of it again [environment-destroyed] hint: delete kf-test.yaml, and"
                                + " kf-test.addresses with it");
    }

    @Test
    void anEnvironmentThatIsGivenUpStaysPromisedAndNothingOfItIsProtected() {
        String prod = """
                tier: prod
                location: {zones: [europe-west1-b, europe-west1-c]}
                terraform: {backend: {local: null, gcs: {bucket: states}}}
                network: {psc: {name: psc, cidr: 10.41.0.0/28}}
                encryption: {}
                database: {tier: db-custom-2-7680, availability: REGIONAL}
                disks: {data: {sizeGb: 10, zones: [europe-west1-b, europe-west1-c], snapshots: {at: "02:00", keepDays: 1}}}
                buckets: {data: {}}
                secrets: {key: {generate: {password: 32}, kubernetes: {secret: kubeflow/key, keys: {key: generated}}}}
                backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
                """;
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", prod).validated();
        fixture.synth();
        assertThat(fixture.files().values()).anyMatch(text -> text.contains("\"prevent_destroy\": true"));
        String promised = fixture.text("environments/kf-test.addresses");
        fixture.environment("kf-test", prod + "decommission: {environment: kf-test, forceDestroyBuckets: true}")
                .validated();

        fixture.synth();

        assertThat(fixture.text("environments/kf-test.addresses")).isEqualTo(promised);
        assertThat(fixture.files().values()).allSatisfy(text -> assertThat(text)
                .doesNotContain("\"prevent_destroy\": true")
                .doesNotContain("PREVENT")
                .doesNotContain("\"deletion_protection\": true")
                .doesNotContain("\"deletion_protection_enabled\": true")
                .doesNotContain("\"force_destroy\": false"));
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
    void aLostAddressStopsEverythingBeforeAFileIsWritten() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", POOL.formatted("gpu"));
        fixture.synth();
        Map<String, String> before = GoldenFolder.read(root);
        fixture.environment("kf-test", POOL.formatted("gpu-l4") + "\nlabels: {also: changed}");
        Map<String, String> edited = GoldenFolder.read(root);
        Problems problems = new Problems();

        SynthResult result = fixture.synth(problems);

        assertThat(fixture.describe(problems))
                .containsExactly("environments/kf-test.addresses:3:1: : google_container_node_pool.gpu is no longer in"
                        + " kf-test-cluster: without an entry in environments/moves.yaml Terraform would destroy it"
                        + " [address-lost] hint: if only its address is new, add to environments/moves.yaml: stacks:"
                        + " {kf-test-cluster: {moved: {google_container_node_pool.gpu:"
                        + " google_container_node_pool.gpu-l4}}}");
        assertThat(result.written()).isEmpty();
        assertThat(GoldenFolder.read(root)).isEqualTo(edited).isNotEqualTo(before);
    }

    @Test
    void aChangeThatWouldReplaceAPoolStopsEverything() {
        String pools = "nodePools:\n  gpu: {machineType: g2-standard-%s, autoscaling: {totalMin: 0, totalMax: %s},"
                + " accelerator: {type: nvidia-l4, count: %s}%s}\n";
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", pools.formatted("12", "2", "1", ""));
        fixture.synth();
        assertThat(fixture.text("environments/kf-test.addresses"))
                .contains("google_container_node_pool.gpu accelerator.count=1 accelerator.driver=DEFAULT"
                        + " accelerator.type=nvidia-l4 maxPodsPerNode=64\n");
        fixture.environment("kf-test", pools.formatted("24", "2", "2", ", spot: true"));
        Map<String, String> before = GoldenFolder.read(root);
        Problems problems = new Problems();

        assertThat(fixture.synth(problems)).isEqualTo(SynthResult.NOTHING);

        String why =
                ", which would replace the pool and stop all that runs on it [pool-replaced] hint: add a second pool,"
                        + " drain this one, then take it out, as docs/node-pools.md says; if it was never applied, take its line"
                        + " out of kf-test.addresses";
        assertThat(fixture.describe(problems))
                .satisfiesExactly(
                        count -> assertThat(count)
                                .startsWith("environments/kf-test.yaml:3:")
                                .endsWith("nodePools.gpu.accelerator.count: was 1 and is 2" + why),
                        spot -> assertThat(spot)
                                .startsWith("environments/kf-test.yaml:3:")
                                .endsWith("nodePools.gpu.spot: was nothing and is true" + why));
        assertThat(GoldenFolder.read(root)).isEqualTo(before);

        fixture.environment("kf-test", pools.formatted("16", "6", "1", ", imageStreaming: false"));
        fixture.synth();
    }

    @Test
    void movesBecomeTerraformsOwnBlocksAndTheAddressesFollow() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", POOL.formatted("gpu"));
        fixture.synth();
        fixture.environment("kf-test", POOL.formatted("gpu-l4")).write("environments/moves.yaml", """
                        stacks:
                          kf-test-cluster:
                            moved: {google_container_node_pool.gpu: google_container_node_pool.gpu-l4}
                            removed: [google_container_node_pool.never]
                            import: {google_container_cluster.kubeflow: projects/p/locations/l/clusters/c}
                        """);

        fixture.synth();

        SynthAssert stack = fixture.stack("kf-test-cluster");
        stack.part("moved")
                .isEqualTo("[{from: 'google_container_node_pool.gpu', to: 'google_container_node_pool.gpu-l4'}]");
        stack.part("removed").isEqualTo("[{from: 'google_container_node_pool.never', lifecycle: {destroy: false}}]");
        stack.part("import")
                .isEqualTo("[{to: 'google_container_cluster.kubeflow', id: 'projects/p/locations/l/clusters/c'}]");
        assertThat(fixture.text("environments/kf-test.addresses"))
                .contains("google_container_node_pool.gpu-l4 ")
                .doesNotContain("google_container_node_pool.gpu ");
        assertThat(fixture.synth().written()).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsClearedAway() {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "");
        fixture.write(".cdktf.out.synth-999999999/app/manifest.json", "half")
                .write("environments/.kf-test.addresses.new", "half")
                .write(".cdktf.out.synth-mine/notes", "not ours");

        fixture.synth();

        assertThat(root.resolve(".cdktf.out.synth-999999999")).doesNotExist();
        assertThat(root.resolve("environments/.kf-test.addresses.new")).doesNotExist();
        assertThat(root.resolve(".cdktf.out.synth-mine/notes")).exists();
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

    @Test
    void twoJvmsInTwoPlacesWriteTheSameBytesAndLeaveNothingBehind() throws Exception {
        Path one = root.resolve("one");
        Path two = root.resolve("a longer place/two");
        for (Path place : List.of(one, two)) {
            new SynthFixture(place)
                    .environment("kf-test", POOL.formatted("gpu") + "\nlabels: {b: x, a: y, d: z, c: w}")
                    .environment("kf-dev", "");
            SynthInChildJvm.run(place, place.resolve("tmp"));
        }

        Map<String, String> files = GoldenFolder.read(one.resolve("cdktf.out"));
        assertThat(files).isEqualTo(GoldenFolder.read(two.resolve("cdktf.out"))).hasSize(8);
        assertThat(GoldenFolder.read(one.resolve("environments")))
                .isEqualTo(GoldenFolder.read(two.resolve("environments")));
        assertThat(listed(one.resolve("tmp"))).containsExactly("output.txt");
        assertThat(listed(one)).containsExactlyInAnyOrder("cdktf.out", "environments", "tmp");
    }

    @Test
    void aKilledRunLeavesEveryFileOldOrNew() throws Exception {
        SynthFixture fixture = new SynthFixture(root.resolve("killed")).environment("kf-test", "");
        List<Map<String, String>> versions = versions();
        Random random = new Random(20260101);
        for (int kill = 0; kill < 4; kill++) {
            Process process = SynthInChildJvm.start(root.resolve("killed"), root.resolve("tmp"), "for ever");
            while (!Files.exists(root.resolve("killed/ready"))) {
                assertThat(process.isAlive())
                        .as("%s", root.resolve("tmp/output.txt"))
                        .isTrue();
                Thread.sleep(20);
            }
            Thread.sleep(random.nextInt(300));
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            assertThat(process.destroyForcibly().waitFor(1, TimeUnit.MINUTES)).isTrue();
            Files.delete(root.resolve("killed/ready"));

            fixture.files().forEach((path, text) -> assertThat(versions.stream().map(version -> version.get(path)))
                    .as(path)
                    .contains(text));
        }
        SynthInChildJvm.change(fixture, 1);
        fixture.synth();
        assertThat(fixture.files()).isEqualTo(versions.get(1));
        assertThat(listed(root.resolve("killed"))).containsExactlyInAnyOrder("cdktf.out", "environments");
    }

    /** What the child JVM writes in even rounds, in odd ones, and before the first. */
    private List<Map<String, String>> versions() {
        List<Map<String, String>> versions = new ArrayList<>();
        SynthFixture fixture = new SynthFixture(root.resolve("whole"));
        for (int round = 0; round < 2; round++) {
            SynthInChildJvm.change(fixture, round);
            fixture.synth();
            versions.add(new TreeMap<>(fixture.files()));
        }
        fixture.environment("kf-test", "");
        fixture.synth();
        versions.add(fixture.files());
        return versions;
    }

    private static List<String> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
