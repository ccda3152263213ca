package dev.kfstack.validation;

import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.Cluster;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.environment.ControlPlaneAccess.Dns;
import dev.kfstack.gke.Accelerators;
import dev.kfstack.problem.ConfigPath;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The cluster itself. */
final class ClusterRules {

    /** https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#limitations */
    private static final Duration NO_UPGRADES_MAX = Duration.ofDays(30);

    private static final int HOURS_A_WEEK_MIN = 12;
    private static final int NO_UPGRADES_COUNT = 3;
    private static final int EXCLUSIONS_MAX = 20;

    /** https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation */
    private static final int AUTHORIZED_NETWORKS_MAX = 100;

    private ClusterRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "control-plane-range",
                        "controlPlane.access.privateCidr is a /28; a privateSubnetwork is a /28 or larger.",
                        ClusterRules::controlPlaneRangeFits),
                new Rule(
                        "authorized-networks",
                        "authorizedNetworks go with a control plane that has addresses, and never hold 0.0.0.0/0.",
                        ClusterRules::authorizedNetworksMakeSense),
                new Rule(
                        "authorized-networks-count",
                        "There are at most 100 authorizedNetworks.",
                        ClusterRules::authorizedNetworksAreFew),
                new Rule(
                        "auto-provisioning-gpus",
                        "nodeAutoProvisioning.gpus names GPUs that GKE offers.",
                        ClusterRules::provisionedGpusAreKnown),
                new Rule(
                        "maintenance-times",
                        "Times of maintenance exist in the calendar, and an exclusion ends after it begins.",
                        ClusterRules::maintenanceTimesExist),
                new Rule(
                        "maintenance-window",
                        "The maintenance window leaves GKE at least 12 hours a week, which make 48 hours in 32 days.",
                        ClusterRules::windowIsLongEnough),
                new Rule(
                        "maintenance-exclusions",
                        "At most 20 exclusions; at most 3 with NO_UPGRADES, each of 30 days at most.",
                        ClusterRules::exclusionsAreBounded));
    }

    private static void controlPlaneRangeFits(Subject subject, Report report) {
        ControlPlaneAccess access =
                subject.environment().cluster().controlPlane().access();
        ConfigPath path = ConfigPath.of("cluster", "controlPlane", "access");
        if (access instanceof ControlPlaneAccess.PrivateCidr own && own.cidr().prefix() != 28) {
            report.error(path.key("privateCidr"), "must be a /28, got " + own.cidr());
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork
                && subnetwork.cidr().prefix() > 28) {
            report.error(
                    path.key("privateSubnetwork").key("cidr"), "must be a /28 or larger, got " + subnetwork.cidr());
        }
    }

    private static void authorizedNetworksMakeSense(Subject subject, Report report) {
        Cluster.ControlPlane controlPlane = subject.environment().cluster().controlPlane();
        ConfigPath path = ConfigPath.of("cluster", "controlPlane", "authorizedNetworks");
        if (controlPlane.access() instanceof Dns
                && !controlPlane.authorizedNetworks().isEmpty()) {
            report.error(
                    path,
                    "goes with privateCidr or privateSubnetwork only: with access dns IAM alone decides who gets in");
        }
        Cidr everything = Cidr.parse("0.0.0.0/0");
        controlPlane.authorizedNetworks().forEach((name, cidr) -> {
            if (cidr.equals(everything)) {
                report.error(path.key(name), "0.0.0.0/0 lets the whole world in");
            }
        });
    }

    private static void authorizedNetworksAreFew(Subject subject, Report report) {
        int count = subject.environment()
                .cluster()
                .controlPlane()
                .authorizedNetworks()
                .size();
        if (count > AUTHORIZED_NETWORKS_MAX) {
            report.error(
                    ConfigPath.of("cluster", "controlPlane", "authorizedNetworks"),
                    "must be at most " + AUTHORIZED_NETWORKS_MAX + " networks, got " + count,
                    "name a larger range that holds several of them");
        }
    }

    private static void provisionedGpusAreKnown(Subject subject, Report report) {
        subject.environment().cluster().nodeAutoProvisioning().ifPresent(limits -> limits.gpus().keySet().stream()
                .filter(type -> !Accelerators.types().contains(type))
                .forEach(type -> report.unknown(
                        ConfigPath.of("cluster", "nodeAutoProvisioning", "gpus", type),
                        "a GPU type",
                        type,
                        Accelerators.types())));
    }

    private static void maintenanceTimesExist(Subject subject, Report report) {
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

    /** Any 32 days hold four of each day of the week; GKE wants 48 hours in them. */
    private static void windowIsLongEnough(Subject subject, Report report) {
        subject.environment().cluster().maintenance().window().ifPresent(window -> {
            long hours = daysAWeek(window.recurrence()) * window.durationHours();
            if (hours < HOURS_A_WEEK_MIN) {
                report.error(
                        ConfigPath.of("cluster", "maintenance", "window"),
                        "must leave GKE at least " + HOURS_A_WEEK_MIN + " hours a week, got " + hours,
                        "raise durationHours, or name more days in recurrence");
            }
        });
    }

    /** FREQ=WEEKLY without BYDAY comes back on the day of the start. */
    private static long daysAWeek(String recurrence) {
        if (recurrence.equals("FREQ=DAILY")) {
            return 7;
        }
        String days = recurrence.substring(recurrence.lastIndexOf('=') + 1);
        return Arrays.stream(days.split(",")).distinct().count();
    }

    private static Optional<Instant> instant(String text, ConfigPath path, Report report) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            report.error(path, "\"" + text + "\" is no time in any calendar");
            return Optional.empty();
        }
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
            if (exclusion.scope() == Cluster.ExclusionScope.NO_UPGRADES && longerThanAllowed(exclusion)) {
                report.error(
                        path.key(name),
                        "NO_UPGRADES lasts 30 days at most",
                        "use NO_MINOR_UPGRADES, which may last until the version's end of support");
            }
        });
    }

    private static boolean longerThanAllowed(Cluster.Exclusion exclusion) {
        try {
            return Duration.between(Instant.parse(exclusion.start()), Instant.parse(exclusion.end()))
                            .compareTo(NO_UPGRADES_MAX)
                    > 0;
        } catch (DateTimeException alreadyReported) {
            return false;
        }
    }
}
