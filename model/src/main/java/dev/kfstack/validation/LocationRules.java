package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Location;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;

/** Regions and zones. */
final class LocationRules {

    /** https://cloud.google.com/compute/docs/regions-zones: the letters of regions where they are not a, b and c */
    private static final Map<String, String> ZONES =
            Map.of("europe-west1", "bcd", "us-central1", "abcf", "us-east1", "bcd");

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
                        "zone-letters",
                        "In the three regions whose zones are not a, b and c, every zone is one that there is; a warning.",
                        LocationRules::zonesHaveLettersOfTheRegion),
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

    /** Pools' zones are among these; disks follow them in practice, and would be said twice. */
    private static void zonesHaveLettersOfTheRegion(Subject subject, Report report) {
        Location location = subject.environment().location();
        String letters = ZONES.get(location.region());
        if (letters == null) {
            return;
        }
        for (int i = 0; i < location.zones().size(); i++) {
            String zone = location.zones().get(i);
            if (zone.matches(location.region() + "-[a-z]") && letters.indexOf(zone.charAt(zone.length() - 1)) < 0) {
                report.warning(
                        ConfigPath.of("location", "zones").item(i),
                        "there is no " + zone + ": the zones of " + location.region() + " are "
                                + String.join(", ", letters.split("")));
            }
        }
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
