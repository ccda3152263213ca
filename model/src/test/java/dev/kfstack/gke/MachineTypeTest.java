package dev.kfstack.gke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTypeTest {

    @Test
    void aNameIsTakenApart() {
        assertThat(MachineType.of("n2-highmem-16")).contains(new MachineType("n2-highmem-16", "n2", "highmem"));
        assertThat(MachineType.of("c4a-standard-8-lssd").orElseThrow().family()).isEqualTo("c4a");
        assertThat(MachineType.of("e2-medium").orElseThrow().shape()).isEqualTo("medium");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n2", "n2-", "x9-standard-4", "custom-4-8192", "N2-standard-4", "n22-standard-4"})
    void otherNamesAreNoMachineTypes(String name) {
        assertThat(MachineType.of(name)).isEmpty();
    }

    @Test
    void onlyN1TakesGpusAndNotItsSharedCores() {
        assertThat(MachineType.of("n1-standard-4").orElseThrow().takesGpus()).isTrue();
        assertThat(MachineType.of("n1-micro").orElseThrow().takesGpus()).isFalse();
        assertThat(MachineType.of("n2-standard-4").orElseThrow().takesGpus()).isFalse();
    }

    @Test
    void newFamiliesBootFromHyperdiskOnly() {
        assertThat(MachineType.of("n4-standard-4").orElseThrow().hyperdiskOnly())
                .isTrue();
        assertThat(MachineType.of("n2-standard-4").orElseThrow().hyperdiskOnly())
                .isFalse();
    }
}
