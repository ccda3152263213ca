package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaintenanceRulesTest {

    private static List<String> window(String exclusions, String window) {
        return problemsOf(
                "maintenance-window", "cluster: {maintenance: {exclusions: {" + exclusions + "}" + window + "}}");
    }

    private static String frozen(String name, String start, String end) {
        return name + ": {start: \"" + start + "T00:00:00Z\", end: \"" + end + "T00:00:00Z\", scope: NO_UPGRADES}";
    }

    @Test
    void gkeHas48HoursInAny92DaysOutsideOfExclusions() {
        String saturdays = ", window: {start: \"2026-01-03T02:00:00Z\", durationHours: %d, recurrence: %s}";
        String week = frozen("week", "2026-12-20", "2026-12-27");
        String fortnight = frozen("fortnight", "2026-12-20", "2027-01-03");

        assertThat(window("", saturdays.formatted(4, "FREQ=WEEKLY"))).isEmpty();
        assertThat(window(week, saturdays.formatted(4, "FREQ=WEEKLY"))).isEmpty();
        assertThat(window(fortnight, saturdays.formatted(5, "FREQ=WEEKLY;BYDAY=SA")))
                .isEmpty();
        assertThat(window(fortnight, saturdays.formatted(4, "FREQ=DAILY"))).isEmpty();
        assertThat(window(fortnight, saturdays.formatted(4, "FREQ=WEEKLY;BYDAY=SA,SA")))
                .containsExactly(
                        "cluster.maintenance.window: must leave GKE at least 48 hours in any 92 days, got 44 in"
                                + " those from 2026-10-04 on (raise durationHours, name more days in recurrence, or exclude less)"
                                + " [maintenance-window]");
    }

    @Test
    void withoutAWindowExclusionsAloneMustLeaveTwoDays() {
        String first = frozen("a", "2026-10-01", "2026-12-30");

        assertThat(window(first, "")).isEmpty();
        assertThat(window(first + ", " + frozen("b", "2026-12-31", "2027-02-01"), ""))
                .containsExactly(
                        "cluster.maintenance.exclusions: must leave GKE at least 48 hours in any 92 days, got 24"
                                + " in those from 2026-10-01 on (raise durationHours, name more days in recurrence, or exclude"
                                + " less) [maintenance-window]");
        assertThat(window(
                        first.replace("NO_UPGRADES", "NO_MINOR_UPGRADES") + ", "
                                + frozen("b", "2026-12-31", "2027-02-01"),
                        ""))
                .isEmpty();
    }

    @Test
    void daysBetweenExclusionsThatAreAgesApartAreNotLookedAt() {
        String first = frozen("a", "2026-10-01", "2026-12-30");
        String ages = frozen("z", "9998-10-01", "9998-12-30");

        assertThat(window(first + ", " + ages, "")).isEmpty();
        assertThat(window(ages + ", " + frozen("b", "9998-12-31", "9999-02-01"), ""))
                .hasSize(1);
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
    void withoutUpgradesAtAllAnExclusionLasts90DaysAtMost() {
        assertThat(exclusion("2026-12-01T00:00:00Z", "2027-03-01T00:00:00Z", "NO_UPGRADES"))
                .isEmpty();
        assertThat(exclusion("2026-12-01T00:00:00Z", "2027-03-01T00:00:01Z", "NO_MINOR_UPGRADES"))
                .isEmpty();
        assertThat(exclusion("2026-12-01T00:00:00Z", "2027-03-01T00:00:01Z", "NO_UPGRADES"))
                .containsExactly("cluster.maintenance.exclusions.freeze: NO_UPGRADES lasts 90 days at most (use"
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
}
