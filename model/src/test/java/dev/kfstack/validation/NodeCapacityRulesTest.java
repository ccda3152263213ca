package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCapacityRulesTest {

    private static final String A100 = "machineType: a2-highgpu-8g, accelerator: {type: nvidia-tesla-a100, count: 8}, ";

    private static final String H200 =
            "machineType: a3-ultragpu-8g, accelerator: {type: nvidia-h200-141gb, count: 8}, disk: {type:"
                    + " hyperdisk-balanced}, ";

    private static final String H4D = "machineType: h4d-standard-192, disk: {type: hyperdisk-balanced}, ";

    /** What is said of a second pool with {@code attributes}. */
    private static List<String> pool(String attributes) {
        return problems("nodePools: {ml: {autoscaling: {totalMin: 0, totalMax: 2}, " + attributes + "}}");
    }

    private static List<String> cpuPool(String attributes) {
        return pool("machineType: n2-standard-8, " + attributes);
    }

    @Test
    void machinesComeFromOneSource() {
        assertThat(cpuPool("spot: true")).isEmpty();
        assertThat(cpuPool("reservation: batch")).isEmpty();
        assertThat(pool(A100 + "flexStart: {maxRunHours: 24}")).isEmpty();
        assertThat(pool(A100 + "flexStart: {}, spot: true, reservation: batch"))
                .containsExactly(
                        "nodePools.ml: has spot and flexStart and reservation: a pool's machines come from one of"
                                + " them (make a pool of each) [node-capacity-source]");
    }

    @Test
    void flexStartIsForGpusAndLastsAWeekAtMost() {
        assertThat(cpuPool("flexStart: {}"))
                .containsExactly(
                        "nodePools.ml.flexStart: is for machines with GPUs and for H4D, and the pool has neither"
                                + " [flex-start-gpus]");
        assertThat(pool(H4D + "flexStart: {}")).isEmpty();
        assertThat(pool(A100 + "flexStart: {maxRunHours: 169}"))
                .containsExactly(
                        "nodePools.ml.flexStart.maxRunHours: must be between 1 and 168, got 169 [out-of-range]");
    }

    @Test
    void aQueuedPoolStartsEmpty() {
        assertThat(pool(A100 + "flexStart: {queued: true}")).isEmpty();
        assertThat(problems("nodePools: {ml: {autoscaling: {totalMin: 1, totalMax: 2}, " + A100
                        + "flexStart: {queued: true}}}"))
                .containsExactly("nodePools.ml.autoscaling.totalMin: must be 0 with flexStart.queued, got 1"
                        + " [flex-start-queued]");
    }

    @Test
    void machinesCloseTogetherAreInOneZone() {
        String zones = "location: {zones: [europe-west1-b, europe-west1-c]}\n";
        String mpi = "nodePools: {mpi: {machineType: c2-standard-60, autoscaling: {totalMin: 0, totalMax: 2},"
                + " compactPlacement: true, zones: %s}}";
        assertThat(problems(zones + mpi.formatted("[europe-west1-c]"))).isEmpty();
        assertThat(problems(zones + mpi.formatted("[]")))
                .containsExactly("nodePools.mpi.compactPlacement: machines close together are in one zone, and the pool"
                        + " has 2 (write zones: with one zone) [compact-placement-zone]");
    }

    @Test
    void notEveryMachineStandsCloseToOthers() {
        assertThat(pool("machineType: c2-standard-8, compactPlacement: true")).isEmpty();
        assertThat(pool("machineType: e2-standard-8, compactPlacement: true"))
                .containsExactly(
                        "nodePools.ml.compactPlacement: goes with machines of a2, a3, a4, c2, c2d, c3, c3d, c4, c4d,"
                                + " c4n, g2, g4, h3, h4d, m4, n2, n2d, z4d, got e2-standard-8 [compact-placement-machine]");
    }

    @Test
    void flexStartPlacesTheNewestMachinesAlone() {
        assertThat(pool(H200 + "flexStart: {}, compactPlacement: true")).isEmpty();
        assertThat(pool(H4D + "flexStart: {}, compactPlacement: true")).isEmpty();
        assertThat(pool(A100 + "flexStart: {}, compactPlacement: true"))
                .containsExactly(
                        "nodePools.ml.compactPlacement: goes with flexStart for a3-ultragpu, a4 and h4d machines only,"
                                + " got a2-highgpu-8g [compact-placement-flex-start]");
        assertThat(pool(H200 + "flexStart: {queued: true}, compactPlacement: true"))
                .containsExactly("nodePools.ml.compactPlacement: does not go with flexStart.queued"
                        + " [compact-placement-flex-start]");
    }

    @Test
    void aBlueGreenUpgradeNeedsRoomElsewhere() {
        assertThat(cpuPool("upgrade: {blueGreen: {}}")).isEmpty();
        assertThat(cpuPool("compactPlacement: true, upgrade: {blueGreen: {}}"))
                .containsExactly("nodePools.ml.upgrade.blueGreen: does not go with compactPlacement (write upgrade:"
                        + " {maxSurge: 0, maxUnavailable: 1}) [compact-placement-upgrade]");
        assertThat(pool(A100 + "flexStart: {}, upgrade: {blueGreen: {}}"))
                .containsExactly("nodePools.ml.upgrade.blueGreen: does not go with flexStart: a machine that ends is"
                        + " replaced by one of the new version [flex-start-upgrade]");
    }

    @Test
    void aBlueGreenUpgradeTakesTwiceTheAddresses() {
        String full =
                "network: {subnetwork: {cidr: 10.10.0.0/25}}\nnodePools: {standard: {autoscaling: {totalMax: 80}%s}}";
        assertThat(problems(full.formatted(""))).noneMatch(problem -> problem.endsWith("[node-capacity]"));
        assertThat(problems(full.formatted(", upgrade: {blueGreen: {}}")))
                .anyMatch(problem -> problem.endsWith("[node-capacity]"));
    }

    @Test
    void imagesOnSecondaryBootDisksAreStreamed() {
        String image = "projects/example/global/images/notebooks";
        assertThat(cpuPool("secondaryBootDisks: [" + image + "]")).isEmpty();
        assertThat(cpuPool("imageStreaming: false, secondaryBootDisks: [" + image + "]"))
                .containsExactly("nodePools.ml.secondaryBootDisks: need imageStreaming, which is off"
                        + " [secondary-boot-disks]");
        assertThat(cpuPool("secondaryBootDisks: [" + String.join(", ", Collections.nCopies(128, image)) + "]"))
                .containsExactly("nodePools.ml.secondaryBootDisks: 128 disks, GKE takes 127 [secondary-boot-disks]");
    }
}
