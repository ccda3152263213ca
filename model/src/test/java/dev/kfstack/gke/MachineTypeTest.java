package dev.kfstack.gke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTypeTest {

    @Test
    void aNameIsTakenApart() {
        assertThat(MachineType.of("n2-highmem-16")).contains(new MachineType("n2-highmem-16", "n2"));
        assertThat(MachineType.of("c4a-standard-8-lssd").orElseThrow().family()).isEqualTo("c4a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e2-micro",
                "e2-medium",
                "n2-custom-4-8192-ext",
                "e2-custom-medium-4096",
                "a2-highgpu-1g",
                "m1-ultramem-160",
                "z3-highmem-88-standardlssd",
                "a4x-maxgpu-4g-metal-nolssd"
            })
    void sizesAreNumbersOrWordsOfSharedCores(String name) {
        assertThat(MachineType.of(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n2",
                "n2-",
                "x9-standard-4",
                "custom-4",
                "N2-standard-4",
                "n22-standard-4",
                "n2-standard",
                "n2-standard8",
                "n2-standard-",
                "e2-medium8"
            })
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
