package dev.kfstack.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigPathTest {

    @Test
    void aPathReadsAsInTheFile() {
        assertThat(ConfigPath.of("nodePools", "gpu-l4", "zones").item(0)).hasToString("nodePools.gpu-l4.zones[0]");
        assertThat(ConfigPath.of("labels").key("a.b/c")).hasToString("labels[\"a.b/c\"]");
        assertThat(ConfigPath.ROOT).hasToString("");
    }

    @Test
    void aPathIsWithinItselfAndWhatStandsAround() {
        ConfigPath zones = ConfigPath.of("location", "zones");

        assertThat(zones.isWithin(ConfigPath.ROOT)).isTrue();
        assertThat(zones.isWithin(zones)).isTrue();
        assertThat(zones.item(1).isWithin(zones)).isTrue();
        assertThat(ConfigPath.of("labels", "a.b").isWithin(ConfigPath.of("labels")))
                .isTrue();
        assertThat(ConfigPath.of("locations").isWithin(ConfigPath.of("location")))
                .isFalse();
        assertThat(ConfigPath.of("location").isWithin(zones)).isFalse();
    }
}
