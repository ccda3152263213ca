package dev.kfstack.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpPlanTest {

    @ParameterizedTest
    @CsvSource({
        "8,16", "9,32", "16,32", "17,64", "32,64", "33,128", "64,128", "65,256", "110,256", "128,256", "129,512",
        "256,512"
    })
    void aNodeTakesTwiceAsManyAddressesAsItRunsPods(int pods, int addresses) {
        assertThat(IpPlan.podAddressesOfNode(pods)).isEqualTo(addresses);
    }

    @Property
    void aNodeTakesTheSmallestPowerOfTwoThatHoldsTwiceItsPods(@ForAll @IntRange(min = 1, max = 1000) int pods) {
        long expected = 16;
        while (expected < 2L * pods) {
            expected *= 2;
        }
        assertThat(IpPlan.podAddressesOfNode(pods)).isEqualTo(expected);
    }

    @Property
    void aPrefixIsTheSmallestWithRoom(@ForAll @LongRange(min = 0, max = 1L << 32) long addresses) {
        int prefix = IpPlan.prefixFor(addresses);

        assertThat(1L << (32 - prefix)).isGreaterThanOrEqualTo(addresses);
        if (prefix < 32) {
            assertThat(1L << (32 - prefix - 1)).isLessThan(addresses);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,29", "4,29", "5,28", "12,28", "13,27", "28,27", "60,26", "124,25", "252,24", "253,23", "1020,22", "4092,20"
    })
    void googleKeepsFourAddressesOfASubnetwork(int nodes, int prefix) {
        assertThat(IpPlan.subnetworkPrefixFor(nodes)).isEqualTo(prefix);
    }

    /** A regional cluster of three zones with three pools. */
    private static IpPlan regional(String network, int maxPods) {
        return new IpPlan(Fixture.environment("""
                location: {zones: [europe-west1-b, europe-west1-c, europe-west1-d]}
                cluster: {maxPodsPerNode: %d}
                nodePools:
                  standard: {machineType: n2-standard-16, autoscaling: {totalMin: 3, totalMax: 40}}
                  high-memory: {machineType: n2-highmem-16, autoscaling: {totalMin: 0, totalMax: 12}}
                  gpu: {machineType: g2-standard-12, autoscaling: {totalMin: 0, totalMax: 12},
                    accelerator: {type: nvidia-l4, count: 1}, upgrade: {maxSurge: 0, maxUnavailable: 1}}
                network: {%s}
                """.formatted(maxPods, network)));
    }

    @Test
    void theBusiestHourCountsSurgeAndTheDefaultPoolOfEachZone() {
        IpPlan plan = regional("", 64);

        assertThat(plan.peakNodes()).isEqualTo(41 + 13 + 12 + 3);
        assertThat(plan.podAddresses()).isEqualTo(69 * 128);
        assertThat(regional("", 110).podAddresses()).isEqualTo(69 * 256);
    }

    @Test
    void aPoolWithItsOwnNumberOfPodsTakesItsOwnSlices() {
        IpPlan plan = new IpPlan(Fixture.environment("nodePools: {standard: {maxPodsPerNode: 16}}"));

        assertThat(plan.podAddresses()).isEqualTo(11 * 32 + 128);
    }

    @Test
    void aSubnetworkHoldsWhatGoogleLeavesOfIt() {
        assertThat(regional("subnetwork: {cidr: 10.10.0.0/24}", 64).nodeCapacity())
                .isEqualTo(252);
        assertThat(regional("subnetwork: {cidr: 10.10.0.0/32}", 64).nodeCapacity())
                .isZero();
    }

    @Test
    void aRangeWithRoomForNothingIsMoreThanFull() {
        assertThat(regional("subnetwork: {cidr: 10.10.0.0/32}", 64)
                        .uses()
                        .get(0)
                        .percent()
                        .orElseThrow())
                .isGreaterThan(100);
        assertThat(regional("subnetwork: {cidr: 10.10.0.0/24}", 64)
                        .uses()
                        .get(0)
                        .percent()
                        .orElseThrow())
                .isLessThan(100);
    }

    @Test
    void everyRangeIsNamedWithItsPlace() {
        IpPlan plan = new IpPlan(Fixture.environment("""
                cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}
                network:
                  psc: {name: psc, cidr: 10.41.0.0/28}
                  privateServices: {name: psa, cidr: 10.40.0.0/20, ownedBy: network-team}
                  reserved: {office: 10.250.0.0/16}
                """));

        assertThat(plan.ranges())
                .extracting(range -> range.use() + " " + range.cidr() + " " + range.path())
                .containsExactly(
                        "nodes 10.10.0.0/24 network.subnetwork.cidr",
                        "pods 10.20.0.0/18 network.pods.cidr",
                        "services 10.30.0.0/22 network.services.cidr",
                        "Private Service Connect 10.41.0.0/28 network.psc.cidr",
                        "control plane 172.16.0.0/28 cluster.controlPlane.access.privateCidr",
                        "private services 10.40.0.0/20 network.privateServices.cidr",
                        "reserved range office 10.250.0.0/16 network.reserved.office");
        assertThat(plan.sharedRanges())
                .extracting(AddressRange::use)
                .containsExactly("private services", "reserved range office");
    }
}
