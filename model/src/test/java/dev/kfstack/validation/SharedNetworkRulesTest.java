package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedNetworkRulesTest {

    private static final String DEV_RANGES = "subnetwork: {name: %s, cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18},"
            + " services: {cidr: 10.31.0.0/22}";

    @Test
    void twoProjectsHaveTwoNumbersAndOneHasOne() {
        assertThat(problems("network: {hostProject: {id: example-kf-test, number: '481516234201'}}"))
                .isEmpty();
        assertThat(problems("network: {hostProject: {number: '481516234201'}}"))
                .containsExactly(
                        "network.hostProject.number: example-net-host and example-kf-test are given the numbers"
                                + " 481516234201 and 481516234201: two projects never share one, and one never has two"
                                + " [host-project-number]");
        assertThat(problems("network: {hostProject: {id: example-kf-test}}"))
                .anyMatch(problem -> problem.endsWith("[host-project-number]"));
    }

    @Test
    void aSubnetworkBelongsToOneEnvironment() {
        String dev = "network: {" + DEV_RANGES + "}";
        assertThat(problems("", Map.of("kf-dev", dev.formatted("kf-dev")))).isEmpty();
        assertThat(problems("", Map.of("kf-dev", dev.formatted("kf-test"))))
                .containsExactly("network.subnetwork.name: the subnetwork \"kf-test\" of europe-west1 belongs to kf-dev"
                        + " already [subnetwork-names]");
        assertThat(problems(
                        "",
                        Map.of(
                                "kf-dev",
                                dev.formatted("kf-test")
                                        + "\nlocation: {region: europe-west4, zones: [europe-west4-a]}")))
                .isEmpty();
    }

    @Test
    void theSubnetworksOfAnEnvironmentDifferFromEachOther() {
        assertThat(problems("network: {psc: {name: kf-test, cidr: 10.41.0.0/28}}"))
                .containsExactly(
                        "network.psc.name: the subnetwork \"kf-test\" of europe-west1 belongs to another key of"
                                + " this environment already [subnetwork-names]");
    }

    @Test
    void cloudSqlHasOnePolicyInTheRegionOfANetwork() {
        String test = "network: {managedBy: kfstack, psc: {name: kf-test-psc, cidr: 10.41.0.0/28}}";
        String dev = "network: {managedBy: kfstack, psc: {name: kf-dev-psc, cidr: 10.42.0.0/28}, "
                + DEV_RANGES.formatted("kf-dev") + "}";

        assertThat(problems(test, Map.of("kf-dev", dev)))
                .containsExactly(
                        "network.psc: kf-dev has Private Service Connect in europe-west1 already: a network's region"
                                + " has one policy for Cloud SQL (use privateServices, which environments share) [psc-once]");
        assertThat(problems(test, Map.of("kf-dev", dev.replace("managedBy: kfstack, ", ""))))
                .isEmpty();
    }
}
