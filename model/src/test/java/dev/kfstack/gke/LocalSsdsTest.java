package dev.kfstack.gke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSsdsTest {

    private static List<Integer> choices(String machine) {
        return LocalSsds.choices(MachineType.of(machine).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "n2-standard-2, 1",
        "n2-highmem-16, 2",
        "n2-custom-24-65536-ext, 4",
        "n2-standard-48, 8",
        "n2-standard-128, 16",
        "n2d-standard-32, 2",
        "n2d-standard-224, 8",
        "c2-standard-60, 8",
        "c2d-highcpu-56, 4",
        "g2-standard-48, 4",
        "g4-standard-96, 8",
        "m3-ultramem-32, 4"
    })
    void moreCpusComeWithMoreDisks(String machine, int fewest) {
        assertThat(choices(machine).get(0)).isEqualTo(fewest);
    }

    @Test
    void nothingIsSaidOfOtherMachines() {
        assertThat(choices("c3-standard-4")).isEmpty();
        assertThat(choices("e2-medium")).isEmpty();
        assertThat(choices("n1-micro")).isEmpty();
    }
}
