package dev.kfstack.gke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocatableTest {

    /** 1930m of 2 CPUs and 15890m of 16 are what GKE's page has in its examples. */
    @Test
    void whatGkeKeepsForItselfIsTakenOff() {
        assertThat(Allocatable.of("e2-standard-2")).contains(new Allocatable(1930, 6248));
        assertThat(Allocatable.of("n2-standard-16")).contains(new Allocatable(15890, 59824));
        assertThat(Allocatable.of("n2-custom-4-16384")).isEqualTo(Allocatable.of("n2-standard-4"));
    }

    @Test
    void aMachineWhoseNameDoesNotSayItsMemoryIsNotKnown() {
        assertThat(Allocatable.of("a2-highgpu-1g")).isEmpty();
        assertThat(Allocatable.of("e2-medium")).isEmpty();
        assertThat(Allocatable.of("n2-highmem-128")).isEmpty();
    }
}
