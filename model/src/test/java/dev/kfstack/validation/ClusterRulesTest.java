package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterRulesTest {

    @Test
    void nodesAreProvisionedWithGpusThatExistAndFitTheRanges() {
        String cluster = "cluster: {nodeAutoProvisioning: {cpu: %s, memoryGb: 160, gpus: {%s: 4}}}";
        assertThat(problems(cluster.formatted("40", "nvidia-l4"))).isEmpty();
        assertThat(problems(cluster.formatted("40", "nvidia-l5")))
                .singleElement()
                .asString()
                .startsWith(
                        "cluster.nodeAutoProvisioning.gpus.nvidia-l5: must name a GPU type, got \"nvidia-l5\"; known: ")
                .endsWith("(did you mean nvidia-l4?) [auto-provisioning-gpus]");
        assertThat(problems(cluster.formatted("4000", "nvidia-l4")))
                .anyMatch(problem -> problem.endsWith("[node-capacity]"))
                .anyMatch(problem -> problem.endsWith("[pod-capacity]"));
    }

    private static List<String> access(String access) {
        return problems("cluster: {controlPlane: {access: " + access + "}}");
    }

    @Test
    void aPrivateControlPlaneHasASlash28() {
        assertThat(access("{privateCidr: 172.16.0.0/28}")).isEmpty();
        assertThat(access("{privateCidr: 172.16.0.0/27}"))
                .containsExactly("cluster.controlPlane.access.privateCidr: must be a /28, got 172.16.0.0/27"
                        + " [control-plane-range]");
        assertThat(access("{privateCidr: 172.16.0.0/29}"))
                .containsExactly("cluster.controlPlane.access.privateCidr: must be a /28, got 172.16.0.0/29"
                        + " [control-plane-range]");
    }

    @Test
    void aControlPlanesSubnetworkIsASlash28OrLarger() {
        assertThat(access("{privateSubnetwork: {name: cp, cidr: 172.16.0.0/28}}"))
                .isEmpty();
        assertThat(access("{privateSubnetwork: {name: cp, cidr: 172.16.0.0/29}}"))
                .containsExactly("cluster.controlPlane.access.privateSubnetwork.cidr: must be a /28 or larger, got"
                        + " 172.16.0.0/29 [control-plane-range]");
    }

    @Test
    void authorizedNetworksGoWithAddressesOnly() {
        assertThat(access("{privateCidr: 172.16.0.0/28}, authorizedNetworks: {office: 10.250.0.0/16}"))
                .isEmpty();
        assertThat(access("dns, authorizedNetworks: {office: 10.250.0.0/16}"))
                .containsExactly("cluster.controlPlane.authorizedNetworks: goes with privateCidr or privateSubnetwork"
                        + " only: with access dns IAM alone decides who gets in [authorized-networks]");
    }

    @Test
    void authorizedNetworksAreNotTheWholeWorld() {
        assertThat(access("{privateCidr: 172.16.0.0/28}, authorizedNetworks: {all: 0.0.0.0/1}"))
                .isEmpty();
        assertThat(access("{privateCidr: 172.16.0.0/28}, authorizedNetworks: {all: 0.0.0.0/0}"))
                .containsExactly("cluster.controlPlane.authorizedNetworks.all: 0.0.0.0/0 lets the whole world in"
                        + " [authorized-networks]");
    }

    @Test
    void gkeTakesAHundredAuthorizedNetworks() {
        String most = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> "n" + i + ": 10." + i + ".0.0/16")
                .collect(Collectors.joining(", "));
        String cluster = "cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}, authorizedNetworks: {%s}}}";

        assertThat(problemsOf("authorized-networks-count", cluster.formatted(most)))
                .isEmpty();
        assertThat(problemsOf("authorized-networks-count", cluster.formatted(most + ", n101: 10.101.0.0/16")))
                .containsExactly(
                        "cluster.controlPlane.authorizedNetworks: must be at most 100 networks, got 101 (name a larger range"
                                + " that holds several of them) [authorized-networks-count]");
    }
}
