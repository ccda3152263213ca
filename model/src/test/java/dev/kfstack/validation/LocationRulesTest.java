package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocationRulesTest {

    @Test
    void thereIsAtLeastOneZone() {
        assertThat(problems("location: {zones: [europe-west1-c]}")).isEmpty();
        assertThat(problems("location: {zones: []}"))
                .containsExactly("location.zones: must name at least one zone [zones-given]");
    }

    @Test
    void aZoneOfTheLocationIsNamedOnce() {
        assertThat(problems("location: {zones: [europe-west1-b, europe-west1-c, europe-west1-b]}"))
                .containsExactly("location.zones[2]: \"europe-west1-b\" is named twice [zones-given]");
    }

    @Test
    void allZonesLieInTheRegion() {
        assertThat(problems(
                        "{location: {region: europe-west10}, disks: {data: {sizeGb: 10, zones: [europe-west1-b]}}}"))
                .containsExactly(
                        "location.zones[0]: must be a zone of europe-west10, got \"europe-west1-b\" [zones-in-region]",
                        "disks.data.zones[0]: must be a zone of europe-west10, got \"europe-west1-b\""
                                + " [zones-in-region]");
        assertThat(problems("nodePools: {standard: {zones: [us-east1-b]}}"))
                .containsExactly(
                        "nodePools.standard.zones[0]: must be a zone of europe-west1, got \"us-east1-b\""
                                + " [zones-in-region]",
                        "nodePools.standard.zones[0]: must be one of location.zones, europe-west1-b, got"
                                + " \"us-east1-b\" [node-pool-zones]");
    }

    @Test
    void aLetterThatTheRegionDoesNotHaveIsPointedOut() {
        assertThat(problems("location: {region: us-central1, zones: [us-central1-a, us-central1-f]}"))
                .isEmpty();
        assertThat(problems("location: {region: us-central1, zones: [us-central1-c, us-central1-d]}"))
                .containsExactly("warning: location.zones[1]: there is no us-central1-d: the zones of us-central1 are"
                        + " a, b, c, f [zone-letters]");
        assertThat(problems("location: {region: europe-west4, zones: [europe-west4-d]}"))
                .isEmpty();
    }

    @Test
    void aNodePoolStaysInTheZonesOfTheLocation() {
        String location = "{location: {zones: [europe-west1-b, europe-west1-c]}, nodePools: {standard: {zones: [";
        assertThat(problems(location + "europe-west1-c]}}}")).isEmpty();
        assertThat(problems(location + "europe-west1-d]}}}"))
                .containsExactly("nodePools.standard.zones[0]: must be one of location.zones, europe-west1-b,"
                        + " europe-west1-c, got \"europe-west1-d\" [node-pool-zones]");
        assertThat(problems(location + "europe-west1-c, europe-west1-c]}}}"))
                .containsExactly("nodePools.standard.zones[1]: \"europe-west1-c\" is named twice [node-pool-zones]");
    }

    @Test
    void nothingIsSaidOfPoolsWhileTheZonesOfTheLocationCannotBeRead() {
        assertThat(problems("{location: {zones: [Europe-West1-B]}, nodePools: {standard: {zones: [europe-west1-b]}}}"))
                .containsExactly("location.zones[0]: must be a zone such as europe-west1-b, got \"Europe-West1-B\""
                        + " [bad-form]");
    }
}
