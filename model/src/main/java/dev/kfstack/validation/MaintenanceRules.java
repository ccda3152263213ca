package dev.kfstack.validation;

import dev.kfstack.environment.Cluster;
import dev.kfstack.problem.ConfigPath;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When GKE may upgrade the cluster, and when not.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#limitations">limits</a>
 */
final class MaintenanceRules {

    private static final Duration NO_UPGRADES_MAX = Duration.ofDays(90);
    private static final int NO_UPGRADES_COUNT = 3;
    private static final int EXCLUSIONS_MAX = 20;
    private static final int HOURS_MIN = 48;
    private static final int DAYS = 92;

    private record Span(Instant start, Instant end) {

        boolean tooLong() {
            return Duration.between(start, end).compareTo(NO_UPGRADES_MAX) > 0;
        }
    }

    /** GKE's pieces of time: on these days, from the same time on. */
    private record Window(Set<DayOfWeek> days, Duration startOfDay, Duration length) {

        /** A piece that is cut is not counted, though GKE counts what remains of it from four hours on. */
        long hours(LocalDate day, List<Span> frozen) {
            Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(startOfDay);
            Instant end = start.plus(length);
            boolean free = days.contains(day.getDayOfWeek())
                    && frozen.stream().noneMatch(span -> span.start().isBefore(end) && start.isBefore(span.end()));
            return free ? length.toHours() : 0;
        }
    }

    private static final Window ALWAYS = new Window(EnumSet.allOf(DayOfWeek.class), Duration.ZERO, Duration.ofDays(1));

    private MaintenanceRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "maintenance-times",
                        "Times of maintenance exist in the calendar, and an exclusion ends after it begins.",
                        MaintenanceRules::timesExist),
                new Rule(
                        "maintenance-window",
                        "What the maintenance window leaves outside of exclusions with NO_UPGRADES is at least 48 hours in"
                                + " any 92 days.",
                        MaintenanceRules::windowIsLongEnough),
                new Rule(
                        "maintenance-exclusions",
                        "At most 20 exclusions; at most 3 with NO_UPGRADES, each of 90 days at most.",
                        MaintenanceRules::exclusionsAreBounded));
    }

    private static void timesExist(Subject subject, Report report) {
        Cluster.Maintenance maintenance = subject.environment().cluster().maintenance();
        ConfigPath path = ConfigPath.of("cluster", "maintenance");
        maintenance
                .window()
                .ifPresent(window -> instant(window.start(), path.key("window").key("start"), report));
        maintenance.exclusions().forEach((name, exclusion) -> {
            ConfigPath entry = path.key("exclusions").key(name);
            Optional<Instant> start = instant(exclusion.start(), entry.key("start"), report);
            Optional<Instant> end = instant(exclusion.end(), entry.key("end"), report);
            if (start.isPresent() && end.isPresent() && !end.get().isAfter(start.get())) {
                report.error(entry.key("end"), "must be after the start, got " + exclusion.end());
            }
        });
    }

    private static Optional<Instant> instant(String text, ConfigPath path, Report report) {
        Optional<Instant> instant = instant(text);
        if (instant.isEmpty()) {
            report.error(path, "\"" + text + "\" is no time in any calendar");
        }
        return instant;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Without an exclusion 92 days hold thirteen of each day of the week: four hours on one of them are enough. */
    private static void windowIsLongEnough(Subject subject, Report report) {
        Cluster.Maintenance maintenance = subject.environment().cluster().maintenance();
        List<Span> frozen = frozen(maintenance.exclusions().values()).stream()
                .filter(span -> !span.tooLong())
                .toList();
        Optional<Window> window = maintenance.window().isEmpty()
                ? Optional.of(ALWAYS)
                : maintenance.window().flatMap(MaintenanceRules::window);
        if (frozen.isEmpty() || window.isEmpty()) {
            return;
        }
        // what begins on any other day holds no day of an exclusion
        frozen.stream()
                .flatMap(span -> day(span.start())
                        .minusDays(DAYS)
                        .datesUntil(day(span.end()).plusDays(1)))
                .sorted()
                .filter(day -> hours(window.get(), day, frozen) < HOURS_MIN)
                .findFirst()
                .ifPresent(day -> report.error(
                        ConfigPath.of(
                                "cluster", "maintenance", maintenance.window().isPresent() ? "window" : "exclusions"),
                        "must leave GKE at least " + HOURS_MIN + " hours in any " + DAYS + " days, got "
                                + hours(window.get(), day, frozen) + " in those from " + day + " on",
                        "raise durationHours, name more days in recurrence, or exclude less"));
    }

    private static long hours(Window window, LocalDate first, List<Span> frozen) {
        return first.datesUntil(first.plusDays(DAYS))
                .mapToLong(day -> window.hours(day, frozen))
                .sum();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private static List<Span> frozen(Collection<Cluster.Exclusion> exclusions) {
        return exclusions.stream()
                .filter(exclusion -> exclusion.scope() == Cluster.ExclusionScope.NO_UPGRADES)
                .flatMap(
                        exclusion -> instant(exclusion.start())
                                .flatMap(start -> instant(exclusion.end()).map(end -> new Span(start, end)))
                                .stream())
                .filter(span -> span.start().isBefore(span.end()))
                .toList();
    }

    private static Optional<Window> window(Cluster.Window window) {
        return instant(window.start())
                .map(start -> new Window(
                        days(window.recurrence(), day(start).getDayOfWeek()),
                        Duration.between(day(start).atStartOfDay(ZoneOffset.UTC).toInstant(), start),
                        Duration.ofHours(window.durationHours())));
    }

    /** FREQ=WEEKLY without BYDAY comes back on the day of the start. */
    private static Set<DayOfWeek> days(String recurrence, DayOfWeek ofStart) {
        if (recurrence.equals("FREQ=DAILY")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (!recurrence.contains("BYDAY=")) {
            return EnumSet.of(ofStart);
        }
        String days = recurrence.substring(recurrence.lastIndexOf('=') + 1);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> days.contains(day.name().substring(0, 2)))
                .collect(Collectors.toSet());
    }

    private static void exclusionsAreBounded(Subject subject, Report report) {
        var exclusions = subject.environment().cluster().maintenance().exclusions();
        ConfigPath path = ConfigPath.of("cluster", "maintenance", "exclusions");
        if (exclusions.size() > EXCLUSIONS_MAX) {
            report.error(path, "must be at most " + EXCLUSIONS_MAX + " exclusions, got " + exclusions.size());
        }
        long frozen = exclusions.values().stream()
                .filter(exclusion -> exclusion.scope() == Cluster.ExclusionScope.NO_UPGRADES)
                .count();
        if (frozen > NO_UPGRADES_COUNT) {
            report.error(path, "must be at most " + NO_UPGRADES_COUNT + " exclusions with NO_UPGRADES, got " + frozen);
        }
        exclusions.forEach((name, exclusion) -> {
            if (frozen(List.of(exclusion)).stream().anyMatch(Span::tooLong)) {
                report.error(
                        path.key(name),
                        "NO_UPGRADES lasts " + NO_UPGRADES_MAX.toDays() + " days at most",
                        "use NO_MINOR_UPGRADES, which may last until the version's end of support");
            }
        });
    }
}
