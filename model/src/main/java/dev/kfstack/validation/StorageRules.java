package dev.kfstack.validation;

import dev.kfstack.environment.Disk;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Disks and buckets. */
final class StorageRules {

    private StorageRules() {}

    static List<Rule> rules() {
        return List.of(
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

    private static void disksHaveOneOrTwoZones(Subject subject, Report report) {
        subject.environment().disks().forEach((name, disk) -> {
            List<String> zones = disk.zones();
            ConfigPath path = ConfigPath.of("disks", name, "zones");
            if (zones.isEmpty() || zones.size() > 2) {
                report.error(path, "must name one zone, or two for a regional disk, got " + zones.size());
            } else {
                report.twice(path, zones);
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
