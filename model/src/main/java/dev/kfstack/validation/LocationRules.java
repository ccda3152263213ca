package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

/** Regions and zones. */
final class LocationRules {

    private LocationRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "zones-given",
                        "location.zones names at least one zone, each once.",
                        LocationRules::zonesAreGiven),
                new Rule(
                        "zones-in-region",
                        "Every zone, of location, node pools and disks, lies in the region.",
                        LocationRules::zonesAreInRegion),
                new Rule(
                        "node-pool-zones",
                        "A node pool's zones are zones of location, each once; a zonal cluster leaves no choice.",
                        LocationRules::poolZonesAreZonesOfLocation));
    }

    private static void zonesAreGiven(Subject subject, Report report) {
        List<String> zones = subject.environment().location().zones();
        ConfigPath path = ConfigPath.of("location", "zones");
        if (zones.isEmpty()) {
            report.error(path, "must name at least one zone");
        }
        report.twice(path, zones);
    }

    private static void zonesAreInRegion(Subject subject, Report report) {
        Environment environment = subject.environment();
        String region = environment.location().region();
        if (region.isEmpty()) {
            return;
        }
        inRegion(environment.location().zones(), region, ConfigPath.of("location", "zones"), report);
        environment
                .nodePools()
                .forEach((name, pool) ->
                        inRegion(pool.zones(), region, ConfigPath.of("nodePools", name, "zones"), report));
        environment
                .disks()
                .forEach((name, disk) -> inRegion(disk.zones(), region, ConfigPath.of("disks", name, "zones"), report));
    }

    private static void inRegion(List<String> zones, String region, ConfigPath path, Report report) {
        for (int i = 0; i < zones.size(); i++) {
            if (!zones.get(i).isEmpty() && !zones.get(i).startsWith(region + "-")) {
                report.error(path.item(i), "must be a zone of " + region + ", got \"" + zones.get(i) + "\"");
            }
        }
    }

    private static void poolZonesAreZonesOfLocation(Subject subject, Report report) {
        Environment environment = subject.environment();
        List<String> allowed = environment.location().zones();
        if (allowed.isEmpty() || !report.readable("location")) {
            return;
        }
        environment.nodePools().forEach((name, pool) -> {
            ConfigPath path = ConfigPath.of("nodePools", name, "zones");
            report.twice(path, pool.zones());
            for (int i = 0; i < pool.zones().size(); i++) {
                String zone = pool.zones().get(i);
                if (!zone.isEmpty() && !allowed.contains(zone)) {
                    report.error(
                            path.item(i),
                            "must be one of location.zones, " + String.join(", ", allowed) + ", got \"" + zone + "\"");
                }
            }
        });
    }
}
