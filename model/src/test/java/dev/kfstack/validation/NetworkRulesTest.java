package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRulesTest {

    private static final String DATABASE = "database: {tier: db-f1-micro}, network: {";

    private static List<String> subnetwork(String cidr) {
        return problemsOf("range-size", "network: {subnetwork: {cidr: " + cidr + "}}");
    }

    @Test
    void aSubnetworkIsBetweenSlash8AndSlash29() {
        assertThat(subnetwork("10.10.0.0/29")).isEmpty();
        assertThat(subnetwork("10.10.0.0/30"))
                .containsExactly("network.subnetwork.cidr: must be between /8 and /29, got 10.10.0.0/30 [range-size]");
        assertThat(subnetwork("10.0.0.0/8")).isEmpty();
        assertThat(subnetwork("10.0.0.0/7"))
                .containsExactly("network.subnetwork.cidr: must be between /8 and /29, got 10.0.0.0/7 [range-size]");
    }

    @Test
    void podsHaveLegalSizes() {
        assertThat(problemsOf("range-size", "network: {pods: {cidr: 10.20.0.0/24}}"))
                .isEmpty();
        assertThat(problemsOf("range-size", "network: {pods: {cidr: 10.20.0.0/25}}"))
                .containsExactly("network.pods.cidr: must be between /9 and /24, got 10.20.0.0/25 [range-size]");
        assertThat(problemsOf("range-size", "network: {pods: {cidr: 10.128.0.0/9}}"))
                .isEmpty();
        assertThat(problemsOf("range-size", "network: {pods: {cidr: 10.0.0.0/8}}"))
                .containsExactly("network.pods.cidr: must be between /9 and /24, got 10.0.0.0/8 [range-size]");
    }

    @Test
    void servicesHaveLegalSizes() {
        assertThat(problems("network: {services: {cidr: 10.30.0.0/28}}")).isEmpty();
        assertThat(problems("network: {services: {cidr: 10.30.0.0/29}}"))
                .containsExactly("network.services.cidr: must be between /16 and /28, got 10.30.0.0/29 [range-size]");
        assertThat(problems("network: {services: {cidr: 10.30.0.0/16}}")).isEmpty();
        assertThat(problems("network: {services: {cidr: 10.30.0.0/15}}"))
                .containsExactly("network.services.cidr: must be between /16 and /28, got 10.30.0.0/15 [range-size]");
    }

    @Test
    void rangesForTheDatabaseHaveLegalSizes() {
        String services = "network: {privateServices: {name: psa, ownedBy: network-team, cidr: ";
        assertThat(problems(services + "10.40.0.0/24}}")).isEmpty();
        assertThat(problems(services + "10.40.0.0/25}}"))
                .containsExactly(
                        "network.privateServices.cidr: must be between /8 and /24, got 10.40.0.0/25 [range-size]");
        assertThat(problems("network: {psc: {name: psc, cidr: 10.40.0.0/29}}")).isEmpty();
        assertThat(problems("network: {psc: {name: psc, cidr: 10.40.0.0/30}}"))
                .containsExactly("network.psc.cidr: must be between /8 and /29, got 10.40.0.0/30 [range-size]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.255.255.0/28", "172.16.0.0/28", "172.31.255.0/28", "192.168.0.0/28", "100.127.0.0/28"})
    void privateAddressSpaceIsTaken(String range) {
        assertThat(problems("network: {services: {cidr: " + range + "}}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.0/28", "172.32.0.0/28", "192.169.0.0/28", "100.128.0.0/28", "34.118.224.0/20"})
    void publicAddressSpaceIsRefused(String range) {
        assertThat(problems("network: {services: {cidr: " + range + "}}"))
                .containsExactly("network.services.cidr: must lie in private address space (10.0.0.0/8, 172.16.0.0/12,"
                        + " 192.168.0.0/16 or 100.64.0.0/10), got " + range + " [range-private]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"240.10.0.0/18", "198.18.0.0/18"})
    void nodesAndPodsMayHaveAddressesThatBelongToNobody(String range) {
        assertThat(problemsOf("range-private", "network: {pods: {cidr: " + range + "}}"))
                .isEmpty();
        assertThat(problemsOf("range-private", "network: {subnetwork: {cidr: " + range + "}}"))
                .isEmpty();
        assertThat(problemsOf("range-private", "network: {psc: {name: psc, cidr: " + range + "}}"))
                .containsExactly("network.psc.cidr: must lie in private address space (10.0.0.0/8, 172.16.0.0/12,"
                        + " 192.168.0.0/16 or 100.64.0.0/10), got " + range + " [range-private]");
    }

    @Test
    void theBridgeOfContainerRuntimesIsLeftAlone() {
        assertThat(problems("network: {services: {cidr: 172.18.0.0/28}}")).isEmpty();
        assertThat(problems("network: {services: {cidr: 172.17.255.0/28}}"))
                .containsExactly("network.services.cidr: 172.17.255.0/28 overlaps 172.17.0.0/16, which container"
                        + " runtimes use on every node [range-private]");
    }

    @Test
    void aReservedRangeMayLieAnywhere() {
        assertThat(problems("network: {reserved: {partner: 34.118.224.0/20}}")).isEmpty();
    }

    @Test
    void rangesOfAnEnvironmentDoNotOverlap() {
        assertThat(problems("network: {services: {cidr: 10.20.64.0/22}}")).isEmpty();
        assertThat(problems("network: {services: {cidr: 10.20.60.0/22}}"))
                .containsExactly("network.services.cidr: 10.20.60.0/22 (services) overlaps 10.20.0.0/18 (pods)"
                        + " [range-overlap]");
    }

    @Test
    void anOverlapWithAReservedRangeIsBlamedOnTheOther() {
        assertThat(problems("network: {reserved: {office: 10.10.0.128/25, factory: 10.10.0.192/26}}"))
                .containsExactly(
                        "network.subnetwork.cidr: 10.10.0.0/24 (nodes) overlaps 10.10.0.128/25 (reserved range office)"
                                + " [range-overlap]",
                        "network.subnetwork.cidr: 10.10.0.0/24 (nodes) overlaps 10.10.0.192/26 (reserved range factory)"
                                + " [range-overlap]");
    }

    @Test
    void theControlPlanesRangeCountsToo() {
        assertThat(problems("cluster: {controlPlane: {access: {privateCidr: 10.10.0.16/28}}}"))
                .containsExactly("cluster.controlPlane.access.privateCidr: 10.10.0.16/28 (control plane) overlaps"
                        + " 10.10.0.0/24 (nodes) [range-overlap]");
        assertThat(problems("cluster: {controlPlane: {access: {privateSubnetwork: {name: cp, cidr: 10.10.0.16/28}}}}"))
                .containsExactly("cluster.controlPlane.access.privateSubnetwork.cidr: 10.10.0.16/28 (control plane)"
                        + " overlaps 10.10.0.0/24 (nodes) [range-overlap]");
    }

    @Test
    void environmentsOfOneNetworkDoNotOverlap() {
        String dev = "network: {subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr: %s}}";

        assertThat(problems("", Map.of("kf-dev", dev.formatted("10.31.0.0/22"))))
                .isEmpty();
        assertThat(problems("", Map.of("kf-dev", dev.formatted("10.30.0.0/23"))))
                .containsExactly("network.services.cidr: 10.30.0.0/22 (services) overlaps 10.30.0.0/23 (services of"
                        + " kf-dev) [range-overlap-environments]");
        assertThat(problems("network: {network: other}", Map.of("kf-dev", ""))).isEmpty();
        assertThat(problems("network: {hostProject: {id: other-host}}", Map.of("kf-dev", "")))
                .isEmpty();
    }

    @Test
    void environmentsOfOneNetworkShareWhatIsReservedAndThePrivateServices() {
        String shared = "network: {reserved: {office: 10.250.0.0/16},"
                + " privateServices: {name: psa, cidr: 10.40.0.0/20, ownedBy: network-team}";
        String dev = ", subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr: 10.31.0.0/22}";

        assertThat(problems(shared + "}", Map.of("kf-dev", shared + dev + "}"))).isEmpty();
        assertThat(problems("network: {services: {cidr: 10.250.4.0/22}}", Map.of("kf-dev", shared + dev + "}")))
                .containsExactly(
                        "network.services.cidr: 10.250.4.0/22 (services) overlaps 10.250.0.0/16 (reserved range"
                                + " office of kf-dev) [range-overlap-environments]");
    }

    @Test
    void aNeighbourWhoseNetworkCannotBeReadIsNotComparedWith() {
        assertThat(problems(
                        "network: {privateServices: {name: psa, cidr: 10.40.0.0/20, ownedBy: network-team}}",
                        Map.of("kf-dev", "network: {privateServices: {name: psa, cidr: 10.40/20, ownedBy: x}}")))
                .containsExactly("network.privateServices.cidr: must be an IPv4 range such as 10.0.0.0/24, got"
                        + " \"10.40/20\" [bad-form]");
    }

    @Test
    void podsAndServicesHaveRangesOfDifferentNames() {
        assertThat(problems("network: {services: {rangeName: kf-test-pods}}"))
                .containsExactly("network.services.rangeName: must differ from network.pods.rangeName, got"
                        + " \"kf-test-pods\" for both [range-names]");
    }

    private static List<String> nodes(int totalMax, String network) {
        return problems(
                "{nodePools: {standard: {autoscaling: {totalMax: " + totalMax + "}}}, network: {" + network + "}}");
    }

    @Test
    void thePodsRangeHoldsTheBusiestHour() {
        assertThat(nodes(100, "")).isEmpty();
        assertThat(nodes(101, ""))
                .containsExactly("warning: network.pods.cidr: 103 nodes at the busiest need 13184 pod addresses,"
                        + " 10.20.0.0/18 has 16384 (80 %): little is left to grow [pod-capacity]");
        assertThat(nodes(126, ""))
                .containsExactly("warning: network.pods.cidr: 128 nodes at the busiest need 16384 pod addresses,"
                        + " 10.20.0.0/18 has 16384 (100 %): little is left to grow [pod-capacity]");
        assertThat(nodes(127, ""))
                .containsExactly(
                        "network.pods.cidr: 129 nodes at the busiest need 16512 pod addresses, 10.20.0.0/18 has"
                                + " 16384 (100 %) (a /17 is large enough, or lower totalMax of a node pool) [pod-capacity]");
    }

    @Test
    void capacityIsNotJudgedWhileAPoolCannotBeRead() {
        assertThat(problems("nodePools: {standard: {autoscaling: {totalMax: 9999}}, ml: {machineType: 5}}"))
                .noneMatch(problem -> problem.endsWith("[pod-capacity]") || problem.endsWith("[node-capacity]"));
    }

    @Test
    void noRangeIsProposedThatNoNetworkHas() {
        assertThat(problems(
                        "{nodePools: {a: {machineType: e2-standard-2, maxPodsPerNode: 256, autoscaling: {totalMin: 1,"
                                + " totalMax: 15000}}, b: {machineType: e2-standard-2, maxPodsPerNode: 256, autoscaling:"
                                + " {totalMin: 1, totalMax: 15000}}}, network: {pods: {cidr: 10.128.0.0/9}, subnetwork: {cidr:"
                                + " 172.20.0.0/16}, services: {cidr: 10.30.0.0/22}}}"))
                .containsExactly("network.pods.cidr: 30014 nodes at the busiest need 15362560 pod addresses,"
                        + " 10.128.0.0/9 has 8388608 (183 %) (lower totalMax of a node pool) [pod-capacity]");
    }

    @Test
    void theSubnetworkHoldsTheNodesOfTheBusiestHour() {
        String small = "subnetwork: {cidr: 10.10.0.0/27}";
        assertThat(nodes(19, small)).isEmpty();
        assertThat(nodes(20, small))
                .containsExactly("warning: network.subnetwork.cidr: 22 nodes at the busiest, 10.10.0.0/27 holds 28:"
                        + " little is left to grow [node-capacity]");
        assertThat(nodes(26, small))
                .containsExactly("warning: network.subnetwork.cidr: 28 nodes at the busiest, 10.10.0.0/27 holds 28:"
                        + " little is left to grow [node-capacity]");
        assertThat(nodes(27, small))
                .containsExactly(
                        "network.subnetwork.cidr: 29 nodes at the busiest, 10.10.0.0/27 holds 28 (a /26 is large"
                                + " enough, or lower totalMax of a node pool) [node-capacity]");
        assertThat(nodes(10, "subnetwork: {cidr: 10.10.0.0/32}"))
                .containsExactly(
                        "network.subnetwork.cidr: must be between /8 and /29, got 10.10.0.0/32 [range-size]",
                        "network.subnetwork.cidr: 12 nodes at the busiest, 10.10.0.0/32 holds 0 (a /28 is large enough,"
                                + " or lower totalMax of a node pool) [node-capacity]");
    }

    @Test
    void privateServicesAreOwnedByTheNetworkTeamOrAnEnvironmentThatManagesTheNetwork() {
        String services = "privateServices: {name: psa, cidr: 10.40.0.0/20, ownedBy: ";
        assertThat(problems("network: {managedBy: kfstack, " + services + "kf-test}}"))
                .isEmpty();
        assertThat(problems("network: {" + services + "kf-test}}"))
                .containsExactly(
                        "network.privateServices.ownedBy: must name network-team or an environment whose network"
                                + " kfstack manages, got \"kf-test\"; known: network-team [private-services-owner]");
        assertThat(problems("network: {managedBy: kfstack, " + services + "kf-tst}}"))
                .containsExactly(
                        "network.privateServices.ownedBy: must name network-team or an environment whose network"
                                + " kfstack manages, got \"kf-tst\"; known: kf-test, network-team (did you mean kf-test?)"
                                + " [private-services-owner]");
    }

    @Test
    void environmentsOfOneNetworkAgreeOnThePrivateServices() {
        String services = "privateServices: {name: psa, cidr: 10.40.0.0/%s, ownedBy: network-team}}";
        String dev = "network: {subnetwork: {cidr: 10.11.0.0/24}, pods: {cidr: 10.21.0.0/18}, services: {cidr:"
                + " 10.31.0.0/22}, ";
        assertThat(problems("network: {" + services.formatted(20), Map.of("kf-dev", dev + services.formatted(21))))
                .containsExactly("network.privateServices.ownedBy: one network has one private services range and one"
                        + " owner: kf-dev says psa 10.40.0.0/21 owned by network-team [private-services-owner]");
    }

    @Test
    void aDatabaseIsReachedOnExactlyOnePath() {
        String services = "privateServices: {name: psa, cidr: 10.40.0.0/20, ownedBy: network-team}";
        String psc = "psc: {name: psc, cidr: 10.41.0.0/28}";
        assertThat(problems("{" + DATABASE + services + "}}")).isEmpty();
        assertThat(problems("{" + DATABASE + psc + "}}")).isEmpty();
        assertThat(problems("network: {" + services + ", " + psc + "}")).isEmpty();
        assertThat(problems("{" + DATABASE + "}}"))
                .containsExactly("network: the database needs exactly one of privateServices and psc, got none"
                        + " [database-path]");
        assertThat(problems("{" + DATABASE + services + ", " + psc + "}}"))
                .containsExactly("network: the database needs exactly one of privateServices and psc, got both"
                        + " [database-path]");
    }
}
