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

    private static List<String> window(int hours, String recurrence) {
        return problems("cluster: {maintenance: {window: {start: \"2026-01-03T02:00:00Z\", durationHours: " + hours
                + ", recurrence: \"" + recurrence + "\"}}}");
    }

    @Test
    void aMaintenanceWindowLeaves12HoursAWeek() {
        assertThat(window(4, "FREQ=DAILY")).isEmpty();
        assertThat(window(12, "FREQ=WEEKLY")).isEmpty();
        assertThat(window(6, "FREQ=WEEKLY;BYDAY=SA,SU")).isEmpty();
        assertThat(window(4, "FREQ=WEEKLY;BYDAY=FR,SA,SU")).isEmpty();
        assertThat(window(11, "FREQ=WEEKLY"))
                .containsExactly("cluster.maintenance.window: must leave GKE at least 12 hours a week, got 11 (raise"
                        + " durationHours, or name more days in recurrence) [maintenance-window]");
        assertThat(window(6, "FREQ=WEEKLY;BYDAY=SA,SA"))
                .containsExactly("cluster.maintenance.window: must leave GKE at least 12 hours a week, got 6 (raise"
                        + " durationHours, or name more days in recurrence) [maintenance-window]");
    }

    @Test
    void timesExistInTheCalendar() {
        assertThat(problems("cluster: {maintenance: {window: {start: \"2028-02-29T02:00:00Z\", durationHours: 4,"
                        + " recurrence: FREQ=DAILY}}}"))
                .isEmpty();
        assertThat(problems("cluster: {maintenance: {window: {start: \"2026-02-29T02:00:00Z\", durationHours: 4,"
                        + " recurrence: FREQ=DAILY}}}"))
                .containsExactly("cluster.maintenance.window.start: \"2026-02-29T02:00:00Z\" is no time in any calendar"
                        + " [maintenance-times]");
    }

    private static List<String> exclusion(String start, String end, String scope) {
        return problems("cluster: {maintenance: {exclusions: {freeze: {start: \"" + start + "\", end: \"" + end
                + "\", scope: " + scope + "}}}}");
    }

    @Test
    void anExclusionEndsAfterItBegins() {
        assertThat(exclusion("2026-12-15T00:00:00Z", "2026-12-15T00:00:01Z", "NO_UPGRADES"))
                .isEmpty();
        assertThat(exclusion("2026-12-15T00:00:00Z", "2026-12-15T00:00:00Z", "NO_UPGRADES"))
                .containsExactly("cluster.maintenance.exclusions.freeze.end: must be after the start, got"
                        + " 2026-12-15T00:00:00Z [maintenance-times]");
        assertThat(exclusion("2026-13-15T00:00:00Z", "2026-12-32T00:00:00Z", "NO_UPGRADES"))
                .containsExactly(
                        "cluster.maintenance.exclusions.freeze.start: \"2026-13-15T00:00:00Z\" is no time in any"
                                + " calendar [maintenance-times]",
                        "cluster.maintenance.exclusions.freeze.end: \"2026-12-32T00:00:00Z\" is no time in any calendar"
                                + " [maintenance-times]");
    }

    @Test
    void withoutUpgradesAtAllAnExclusionLasts30DaysAtMost() {
        assertThat(exclusion("2026-12-01T00:00:00Z", "2026-12-31T00:00:00Z", "NO_UPGRADES"))
                .isEmpty();
        assertThat(exclusion("2026-12-01T00:00:00Z", "2026-12-31T00:00:01Z", "NO_MINOR_UPGRADES"))
                .isEmpty();
        assertThat(exclusion("2026-12-01T00:00:00Z", "2026-12-31T00:00:01Z", "NO_UPGRADES"))
                .containsExactly("cluster.maintenance.exclusions.freeze: NO_UPGRADES lasts 30 days at most (use"
                        + " NO_MINOR_UPGRADES, which may last until the version's end of support)"
                        + " [maintenance-exclusions]");
    }

    private static List<String> exclusions(int count, String scope) {
        String entries = IntStream.range(0, count)
                .mapToObj(i -> "e" + i + ": {start: \"2026-12-01T00:00:00Z\", end: \"2026-12-02T00:00:00Z\", scope: "
                        + scope + "}")
                .collect(Collectors.joining(", "));
        return problems("cluster: {maintenance: {exclusions: {" + entries + "}}}");
    }

    @Test
    void exclusionsAreCounted() {
        assertThat(exclusions(3, "NO_UPGRADES")).isEmpty();
        assertThat(exclusions(4, "NO_UPGRADES"))
                .containsExactly("cluster.maintenance.exclusions: must be at most 3 exclusions with NO_UPGRADES, got 4"
                        + " [maintenance-exclusions]");
        assertThat(exclusions(20, "NO_MINOR_UPGRADES")).isEmpty();
        assertThat(exclusions(21, "NO_MINOR_UPGRADES"))
                .containsExactly(
                        "cluster.maintenance.exclusions: must be at most 20 exclusions, got 21 [maintenance-exclusions]");
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
