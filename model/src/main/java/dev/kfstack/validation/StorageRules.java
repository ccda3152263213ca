package dev.kfstack.validation;

import dev.kfstack.environment.Database;
import dev.kfstack.environment.Disk;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Database, disks, buckets. */
final class StorageRules {

    /** Tiers with a name of their own, of the edition Enterprise. */
    private static final List<String> NAMED_TIERS = List.of(
            "db-f1-micro",
            "db-g1-small",
            "db-n1-standard-1",
            "db-n1-standard-2",
            "db-n1-standard-4",
            "db-n1-standard-8",
            "db-n1-standard-16",
            "db-n1-standard-32",
            "db-n1-standard-64",
            "db-n1-standard-96",
            "db-n1-highmem-2",
            "db-n1-highmem-4",
            "db-n1-highmem-8",
            "db-n1-highmem-16",
            "db-n1-highmem-32",
            "db-n1-highmem-64",
            "db-n1-highmem-96");

    private static final Pattern CUSTOM_TIER = Pattern.compile("db-custom-([0-9]{1,3})-([0-9]{1,7})");
    private static final int MEGABYTES_STEP = 256;
    private static final int MEGABYTES_MIN = 3840;

    /** 0.9 and 6.5 GB, in tenths of MB to stay with whole numbers. */
    private static final int TENTHS_PER_CPU_MIN = 9216;

    private static final int TENTHS_PER_CPU_MAX = 66560;

    private StorageRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "database-tier",
                        "The tier is one that Cloud SQL offers; a custom one has 1 CPU or an even number up to 96, 0.9 to"
                                + " 6.5 GB each, at least 3840 MB, in steps of 256 MB.",
                        StorageRules::tierExists),
                new Rule(
                        "database-standby",
                        "A REGIONAL database keeps binary logs (backups.pointInTime).",
                        StorageRules::standbyNeedsLogs),
                new Rule(
                        "disk-zones",
                        "A disk has one zone, or two different ones for a regional disk.",
                        StorageRules::disksHaveOneOrTwoZones),
                new Rule(
                        "disk-size",
                        "A regional pd-standard disk has at least 200 GB.",
                        StorageRules::regionalDisksAreLargeEnough),
                new Rule("disk-claim", "No two disks serve the same claim.", StorageRules::claimsAreServedOnce),
                new Rule(
                        "bucket-soft-delete",
                        "softDeleteDays is 0 or at least 7.",
                        StorageRules::softDeleteIsOffOrAWeek));
    }

    /** https://cloud.google.com/sql/docs/mysql/instance-settings#machine-type-2ndgen */
    private static void tierExists(Subject subject, Report report) {
        subject.environment().database().map(Database::tier).ifPresent(tier -> {
            ConfigPath path = ConfigPath.of("database", "tier");
            Matcher matcher = CUSTOM_TIER.matcher(tier);
            if (!matcher.matches()) {
                if (tier.startsWith("db-custom")) {
                    report.error(path, "must be db-custom-CPUS-MEGABYTES, got \"" + tier + "\"");
                } else if (!NAMED_TIERS.contains(tier)) {
                    report.unknown(path, "a tier, or be db-custom-CPUS-MEGABYTES", tier, NAMED_TIERS);
                }
                return;
            }
            int cpus = Integer.parseInt(matcher.group(1));
            long megabytes = Long.parseLong(matcher.group(2));
            boolean cpusFit = cpus == 1 || (cpus > 0 && cpus % 2 == 0 && cpus <= 96);
            long tenths = megabytes * 10;
            boolean memoryFits = megabytes % MEGABYTES_STEP == 0
                    && megabytes >= MEGABYTES_MIN
                    && tenths >= (long) cpus * TENTHS_PER_CPU_MIN
                    && tenths <= (long) cpus * TENTHS_PER_CPU_MAX;
            if (!cpusFit) {
                report.error(path, "must have 1 CPU or an even number up to 96, got " + cpus);
            } else if (!memoryFits) {
                report.error(
                        path,
                        "memory must be a multiple of 256 MB, at least 3840 MB, and 0.9 to 6.5 GB for each CPU, got "
                                + megabytes + " MB for " + cpus);
            }
        });
    }

    private static void standbyNeedsLogs(Subject subject, Report report) {
        subject.environment().database().ifPresent(database -> {
            boolean regional = database.availability() == Database.Availability.REGIONAL;
            if (regional && !database.backups().pointInTime()) {
                report.error(
                        ConfigPath.of("database", "backups", "pointInTime"),
                        "must be true with availability REGIONAL: the standby is fed by binary logs");
            }
        });
    }

    private static void disksHaveOneOrTwoZones(Subject subject, Report report) {
        subject.environment().disks().forEach((name, disk) -> {
            List<String> zones = disk.zones();
            ConfigPath path = ConfigPath.of("disks", name, "zones");
            if (zones.isEmpty() || zones.size() > 2) {
                report.error(path, "must name one zone, or two for a regional disk, got " + zones.size());
            } else if (zones.size() == 2 && zones.get(0).equals(zones.get(1))) {
                report.error(path.item(1), "\"" + zones.get(1) + "\" is named twice");
            }
        });
    }

    /** https://cloud.google.com/compute/docs/disks/regional-persistent-disk */
    private static void regionalDisksAreLargeEnough(Subject subject, Report report) {
        subject.environment().disks().forEach((name, disk) -> {
            if (disk.regional() && disk.type() == Disk.Type.PD_STANDARD && disk.sizeGb() < 200) {
                report.error(
                        ConfigPath.of("disks", name, "sizeGb"),
                        "a regional pd-standard disk has at least 200 GB, got " + disk.sizeGb());
            }
        });
    }

    private static void claimsAreServedOnce(Subject subject, Report report) {
        Map<String, String> servedBy = new HashMap<>();
        subject.environment().disks().forEach((name, disk) -> disk.claim().ifPresent(claim -> {
            String earlier = servedBy.putIfAbsent(claim.toString(), name);
            if (earlier != null) {
                report.error(
                        ConfigPath.of("disks", name, "claim"),
                        claim + " is served by the disk " + earlier + " already");
            }
        }));
    }

    /** https://cloud.google.com/storage/docs/soft-delete */
    private static void softDeleteIsOffOrAWeek(Subject subject, Report report) {
        subject.environment().buckets().forEach((name, bucket) -> {
            if (bucket.softDeleteDays() > 0 && bucket.softDeleteDays() < 7) {
                report.error(
                        ConfigPath.of("buckets", name, "softDeleteDays"),
                        "must be 0 or between 7 and 90, got " + bucket.softDeleteDays());
            }
        });
    }
}
