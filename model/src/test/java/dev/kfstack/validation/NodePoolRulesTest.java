package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePoolRulesTest {

    /** What is said of a second pool with {@code attributes}. */
    private static List<String> pool(String attributes) {
        return problems("nodePools: {ml: {autoscaling: {totalMin: 0, totalMax: 2}, " + attributes + "}}");
    }

    @Test
    void aPoolKeepsANodeForThePlatformItself() {
        String refused =
                "nodePools: needs a pool for the platform itself: neither dedicated nor spot, without accelerator,"
                        + " not of ARM machines, with a totalMin of at least 1 [node-pools-given]";
        assertThat(problems("nodePools: {standard: null}")).containsExactly(refused);
        assertThat(problems("nodePools: {standard: {dedicated: true}}")).containsExactly(refused);
        assertThat(problems("nodePools: {standard: {autoscaling: {totalMin: 0}}}"))
                .containsExactly(refused);
        assertThat(problems("nodePools: {standard: {machineType: g2-standard-4, accelerator: {type: nvidia-l4, count:"
                        + " 1}}}"))
                .containsExactly(refused);
        assertThat(problems("nodePools: {standard: {spot: true}}")).containsExactly(refused);
        assertThat(problems("nodePools: {standard: {machineType: t2a-standard-4}}"))
                .containsExactly(refused);
        assertThat(problems("nodePools: {standard: {dedicated: true}, other: {machineType: e2-standard-4, autoscaling:"
                        + " {totalMin: 1, totalMax: 1}}}"))
                .isEmpty();
    }

    @Test
    void autoscalingIsOrdered() {
        assertThat(problems("nodePools: {standard: {autoscaling: {totalMin: 3, totalMax: 3}}}"))
                .isEmpty();
        assertThat(problems("nodePools: {standard: {autoscaling: {totalMin: 4, totalMax: 3}}}"))
                .containsExactly("nodePools.standard.autoscaling: totalMin must be at most totalMax, got 4 and 3"
                        + " [autoscaling-bounds]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e2-medium",
                "n1-standard-4",
                "n2-custom-4-8192",
                "n1-custom-4-65536-ext",
                "e2-custom-small-2048",
                "z3-highmem-88-highlssd",
                "m2-hypermem-416",
                "c3-standard-192-metal",
                "c4a-standard-8-lssd",
                "m3-ultramem-32"
            })
    void machineTypesOfKnownFamiliesAreTaken(String machineType) {
        assertThat(pool("machineType: " + machineType)).noneMatch(problem -> problem.endsWith("[machine-type]"));
    }

    @Test
    void aMachineTypeOfAnUnknownFamilyIsRefused() {
        assertThat(pool("machineType: x9-standard-4"))
                .containsExactly("nodePools.ml.machineType: must be FAMILY-SHAPE-SIZE of a known family, got"
                        + " \"x9-standard-4\"; families: a2, a3, a4, a4x, c2, c2d, c3, c3d, c4, c4a, c4d, c4n, e2, e4,"
                        + " e4a, g2, g4, h3, h4d, m1, m2, m3, m4, n1, n2, n2d, n4, n4a, n4d, t2a, t2d, z3, z4d"
                        + " [machine-type]");
    }

    @Test
    void aShapeThatNoMachineHasIsRefused() {
        assertThat(pool("machineType: n2-standrd-8"))
                .containsExactly(
                        "nodePools.ml.machineType: has a shape that is not known, got \"n2-standrd-8\"; shapes:"
                                + " custom, highcpu, highmem, hypermem, megamem, standard, ultramem (did you mean standard?)"
                                + " [machine-type]");
    }

    @Test
    void aMachineWithBuiltInGpusIsOneThatExists() {
        assertThat(pool("machineType: g2-standard-5"))
                .containsExactly(
                        "nodePools.ml.machineType: must name a machine of family g2, got \"g2-standard-5\";"
                                + " known: g2-standard-12, g2-standard-16, g2-standard-24, g2-standard-32, g2-standard-4,"
                                + " g2-standard-48, g2-standard-8, g2-standard-96 (did you mean g2-standard-4?) [machine-type]");
    }

    @Test
    void anAcceleratorIsAGpuOfGke() {
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-tesla-t4, count: 1}"))
                .isEmpty();
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-tesla-t5, count: 1}"))
                .containsExactly("nodePools.ml.accelerator.type: must name a GPU type, got \"nvidia-tesla-t5\"; known:"
                        + " nvidia-a100-80gb, nvidia-b200, nvidia-gb200, nvidia-gb300, nvidia-h100-80gb,"
                        + " nvidia-h100-mega-80gb, nvidia-h200-141gb, nvidia-l4, nvidia-rtx-pro-6000,"
                        + " nvidia-tesla-a100, nvidia-tesla-p100, nvidia-tesla-p4, nvidia-tesla-t4, nvidia-tesla-v100"
                        + " (did you mean nvidia-tesla-t4?) [accelerator-type]");
    }

    @Test
    void builtInGpusAreDeclaredAsTheyAre() {
        assertThat(pool("machineType: g2-standard-24, accelerator: {type: nvidia-l4, count: 2}"))
                .isEmpty();
        assertThat(pool("machineType: a4-highgpu-8g-lowmem, disk: {type: hyperdisk-balanced}, accelerator: {type:"
                        + " nvidia-b200, count: 8}"))
                .isEmpty();
        assertThat(pool("machineType: g2-standard-24, accelerator: {type: nvidia-l4, count: 1}"))
                .containsExactly("nodePools.ml.accelerator: g2-standard-24 brings 2 nvidia-l4, got 1 nvidia-l4 (write"
                        + " {type: nvidia-l4, count: 2}) [accelerator-fits-machine]");
        assertThat(pool("machineType: g2-standard-24, accelerator: {type: nvidia-tesla-t4, count: 2}"))
                .containsExactly("nodePools.ml.accelerator: g2-standard-24 brings 2 nvidia-l4, got 2 nvidia-tesla-t4"
                        + " (write {type: nvidia-l4, count: 2}) [accelerator-fits-machine]");
        assertThat(pool("machineType: g2-standard-24"))
                .containsExactly("nodePools.ml.machineType: g2-standard-24 brings GPUs, but the pool has no accelerator"
                        + " (add accelerator: {type: nvidia-l4, count: 2}) [accelerator-required]");
    }

    @Test
    void gpusAreAttachedToN1InLegalNumbers() {
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-tesla-t4, count: 4}"))
                .isEmpty();
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-tesla-t4, count: 3}"))
                .containsExactly("nodePools.ml.accelerator.count: must be one of [1, 2, 4] for nvidia-tesla-t4, got 3"
                        + " [accelerator-fits-machine]");
        assertThat(pool("machineType: n2-standard-8, accelerator: {type: nvidia-tesla-t4, count: 1}"))
                .containsExactly("nodePools.ml.accelerator: nvidia-tesla-t4 is attached to n1 machines only, got"
                        + " n2-standard-8 [accelerator-fits-machine]");
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-b200, count: 8}"))
                .containsExactly("nodePools.ml.accelerator: nvidia-b200 comes with a4-highgpu-8g, a4-highgpu-8g-lowmem,"
                        + " a4-highgpu-8g-nolssd, got n1-standard-8 [accelerator-fits-machine]");
    }

    @Test
    void aPartitionIsOneOfTheGpu() {
        String a100 = "machineType: a2-highgpu-1g, accelerator: {type: nvidia-tesla-a100, count: 1, partitionSize: ";
        assertThat(pool(a100 + "1g.5gb}")).isEmpty();
        assertThat(pool(a100 + "1g.10gb}"))
                .containsExactly(
                        "nodePools.ml.accelerator.partitionSize: must be one of 1g.5gb, 2g.10gb, 3g.20gb, 7g.40gb"
                                + " for nvidia-tesla-a100, got \"1g.10gb\" [gpu-partition]");
        assertThat(pool("machineType: g2-standard-4, accelerator: {type: nvidia-l4, count: 1, partitionSize: 1g.5gb}"))
                .containsExactly(
                        "nodePools.ml.accelerator.partitionSize: nvidia-l4 cannot be partitioned [gpu-partition]");
        assertThat(pool("machineType: g4-standard-48, disk: {type: hyperdisk-balanced}, accelerator: {type:"
                        + " nvidia-rtx-pro-6000, count: 1, partitionSize: 1g.24gb}"))
                .isEmpty();
    }

    @Test
    void anN1MachineIsNotTooLargeForItsGpus() {
        assertThat(pool("machineType: n1-standard-8, accelerator: {type: nvidia-tesla-v100, count: 1}"))
                .isEmpty();
        assertThat(pool("machineType: n1-standard-16, accelerator: {type: nvidia-tesla-v100, count: 1}"))
                .containsExactly(
                        "nodePools.ml.machineType: n1-standard-16 has 16 CPUs, and 1 nvidia-tesla-v100 go with 12"
                                + " at most (take a smaller machine, or more GPUs) [accelerator-cpus]");
        assertThat(pool("machineType: n1-custom-64-245760, accelerator: {type: nvidia-tesla-t4, count: 4}"))
                .isEmpty();
        assertThat(pool("machineType: n1-custom-64-245760, accelerator: {type: nvidia-tesla-t4, count: 2}"))
                .containsExactly(
                        "nodePools.ml.machineType: n1-custom-64-245760 has 64 CPUs, and 2 nvidia-tesla-t4 go with"
                                + " 48 at most (take a smaller machine, or more GPUs) [accelerator-cpus]");
    }

    @Test
    void someFamiliesBootFromHyperdiskOnly() {
        assertThat(pool("machineType: n4-standard-8, disk: {type: hyperdisk-balanced}"))
                .isEmpty();
        assertThat(pool("machineType: n4-standard-8"))
                .containsExactly("nodePools.ml.disk.type: n4-standard-8 boots from Hyperdisk only (write disk: {type:"
                        + " hyperdisk-balanced}) [boot-disk]");
        assertThat(pool("machineType: a3-ultragpu-8g, accelerator: {type: nvidia-h200-141gb, count: 8}"))
                .containsExactly("nodePools.ml.disk.type: a3-ultragpu-8g boots from Hyperdisk only (write disk: {type:"
                        + " hyperdisk-balanced}) [boot-disk]");
        assertThat(pool("machineType: a2-ultragpu-1g, accelerator: {type: nvidia-a100-80gb, count: 1}"))
                .isEmpty();
    }

    @Test
    void localSsdsThatComeWithTheMachineAreNotMiscounted() {
        String a3 = "machineType: a3-highgpu-8g, accelerator: {type: nvidia-h100-80gb, count: 8}";
        assertThat(pool(a3)).isEmpty();
        assertThat(pool(a3 + ", localSsdCount: 16")).isEmpty();
        assertThat(pool(a3 + ", localSsdCount: 8"))
                .containsExactly(
                        "nodePools.ml.localSsdCount: a3-highgpu-8g comes with 16 Local SSDs, got 8 (write 16, or"
                                + " leave it out) [local-ssd]");
        assertThat(pool("machineType: n2-standard-8, localSsdCount: 2")).isEmpty();
        assertThat(pool("machineType: a3-highgpu-8g-nolssd, accelerator: {type: nvidia-h100-80gb, count: 8}"))
                .isEmpty();
    }

    @Test
    void machinesMayHaveNamesOfTheirOwnForm() {
        assertThat(pool("machineType: custom-8-30720")).isEmpty();
        assertThat(pool("machineType: z4d-8t-standard-16-standardlssd, disk: {type: hyperdisk-balanced}"))
                .isEmpty();
        assertThat(pool("machineType: c4n-standard-8, disk: {type: hyperdisk-balanced}"))
                .isEmpty();
    }

    @Test
    void anUpgradeCanProceed() {
        assertThat(pool("machineType: e2-standard-4, upgrade: {maxSurge: 0, maxUnavailable: 1}"))
                .isEmpty();
        assertThat(pool("machineType: e2-standard-4, upgrade: {maxSurge: 0}"))
                .containsExactly("nodePools.ml.upgrade: maxSurge and maxUnavailable are both 0: no node could ever be"
                        + " upgraded [upgrade-surge]");
        assertThat(pool("machineType: e2-standard-4, upgrade: {maxSurge: 15, maxUnavailable: 5}"))
                .isEmpty();
        assertThat(pool("machineType: e2-standard-4, upgrade: {maxSurge: 15, maxUnavailable: 6}"))
                .containsExactly("nodePools.ml.upgrade: maxSurge and maxUnavailable must be 20 together at most, got 21"
                        + " [upgrade-surge]");
    }

    @Test
    void labelsKeepOutOfReservedPrefixes() {
        assertThat(pool("machineType: e2-standard-4, labels: {team: ml, example.com/tier: \"\", my-k8s.io/a: b}"))
                .isEmpty();
        assertThat(pool("machineType: e2-standard-4, labels: {node.kubernetes.io/a: b, k8s.io/a: b, kfstack.dev/a: b}"))
                .containsExactly(
                        "nodePools.ml.labels[\"node.kubernetes.io/a\"]: the prefixes kubernetes.io/, k8s.io/ and"
                                + " kfstack.dev/ are reserved [node-labels]",
                        "nodePools.ml.labels[\"k8s.io/a\"]: the prefixes kubernetes.io/, k8s.io/ and kfstack.dev/ are"
                                + " reserved [node-labels]",
                        "nodePools.ml.labels[\"kfstack.dev/a\"]: the prefixes kubernetes.io/, k8s.io/ and kfstack.dev/"
                                + " are reserved [node-labels]");
    }

    @Test
    void hyperdiskGoesWithFamiliesThatBootFromIt() {
        assertThat(pool("machineType: c3-standard-4, disk: {type: hyperdisk-balanced}"))
                .isEmpty();
        assertThat(pool("machineType: n2-standard-4, disk: {type: hyperdisk-balanced}"))
                .containsExactly(
                        "nodePools.ml.disk.type: n2-standard-4 cannot boot from hyperdisk-balanced (write disk:"
                                + " {type: pd-balanced}) [boot-disk-hyperdisk]");
    }

    @Test
    void localSsdsGoWithFamiliesThatTakeThem() {
        assertThat(pool("machineType: n2-standard-4, localSsdCount: 1")).isEmpty();
        assertThat(pool("machineType: e2-standard-4, localSsdCount: 1"))
                .containsExactly(
                        "nodePools.ml.localSsdCount: e2-standard-4 takes no Local SSDs, got 1" + " [local-ssd-family]");
    }

    @Test
    void standardDiskGoesWithFamiliesThatTakeIt() {
        assertThat(pool("machineType: n2-standard-4, disk: {type: pd-standard}"))
                .isEmpty();
        assertThat(pool("machineType: c3-standard-4, disk: {type: pd-balanced}"))
                .isEmpty();
        assertThat(pool("machineType: c3-standard-4, disk: {type: pd-standard}"))
                .containsExactly(
                        "nodePools.ml.disk.type: c3-standard-4 cannot boot from pd-standard (write disk: {type:"
                                + " pd-balanced}) [boot-disk-standard]");
        assertThat(pool("machineType: h3-standard-88, disk: {type: pd-balanced}"))
                .isEmpty();
        assertThat(pool("machineType: h3-standard-88, disk: {type: pd-ssd}"))
                .containsExactly("nodePools.ml.disk.type: h3-standard-88 cannot boot from pd-ssd (write disk: {type:"
                        + " pd-balanced}) [boot-disk-standard]");
    }

    @Test
    void localSsdsComeInNumbersThatGoWithTheCpus() {
        assertThat(pool("machineType: n2-standard-16, localSsdCount: 2")).isEmpty();
        assertThat(pool("machineType: n2-standard-16, localSsdCount: 1"))
                .containsExactly(
                        "nodePools.ml.localSsdCount: must be one of [2, 4, 8, 16, 24] for n2-standard-16, got 1"
                                + " [local-ssd-count]");
        assertThat(pool("machineType: n1-standard-4, localSsdCount: 3")).isEmpty();
        assertThat(pool("machineType: n1-standard-4, localSsdCount: 9"))
                .containsExactly("nodePools.ml.localSsdCount: must be one of [1, 2, 3, 4, 5, 6, 7, 8, 16, 24] for"
                        + " n1-standard-4, got 9 [local-ssd-count]");
        assertThat(pool("machineType: g2-standard-24, accelerator: {type: nvidia-l4, count: 2}, localSsdCount: 2"))
                .isEmpty();
        assertThat(pool("machineType: g2-standard-24, accelerator: {type: nvidia-l4, count: 2}, localSsdCount: 1"))
                .containsExactly("nodePools.ml.localSsdCount: must be one of [2] for g2-standard-24, got 1"
                        + " [local-ssd-count]");
    }
}
