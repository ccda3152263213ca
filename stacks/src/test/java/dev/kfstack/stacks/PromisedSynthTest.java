package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.addresses.AddressFile;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was promised to Terraform, and stops a synth before a file is written. */
class PromisedSynthTest {

    private static final String POOL =
            "nodePools: {%s: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 1}}}";

    @TempDir
    Path root;

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
}
