package dev.kfstack.validation;

import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Database.Availability;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Tier;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

/** What tier prod asks for on top: nothing there may lose data by one mistake or one zone. */
final class ProdRules {

    private ProdRules() {}

    static List<Rule> rules() {
        return List.of(
                prod("prod-state", "In prod the Terraform state is in a bucket.", ProdRules::stateIsInABucket),
                prod("prod-regional", "In prod there are at least two zones.", ProdRules::thereAreSeveralZones),
                prod(
                        "prod-deletion-protection",
                        "In prod cluster and database keep deletionProtection.",
                        ProdRules::deletionIsProtected),
                prod(
                        "prod-database",
                        "In prod the database is REGIONAL and keeps at least 7 backups with point-in-time recovery.",
                        ProdRules::databaseSurvives),
                prod(
                        "prod-database-tier",
                        "In prod the database has CPUs of its own: db-f1-micro and db-g1-small share theirs.",
                        ProdRules::databaseHasItsOwnCpus),
                prod("prod-disks", "In prod disks are regional and have snapshots.", ProdRules::disksSurvive),
                prod("prod-buckets", "In prod buckets keep versions and deleted objects.", ProdRules::bucketsSurvive));
    }

    private static Rule prod(String id, String says, Rule.Check check) {
        return new Rule(id, says, (subject, report) -> {
            if (subject.environment().tier() == Tier.PROD) {
                check.check(subject, report);
            }
        });
    }

    private static void stateIsInABucket(Subject subject, Report report) {
        if (subject.environment().terraform().backend() instanceof Backend.Local) {
            report.error(
                    ConfigPath.of("terraform", "backend"), "must be gcs in prod: a local state dies with its disk");
        }
    }

    private static void thereAreSeveralZones(Subject subject, Report report) {
        if (subject.environment().location().zonal()) {
            report.error(
                    ConfigPath.of("location", "zones"),
                    "must name at least two zones in prod: a zonal control plane is down during upgrades");
        }
    }

    private static void deletionIsProtected(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!environment.cluster().deletionProtection()) {
            report.error(ConfigPath.of("cluster", "deletionProtection"), "must be true in prod");
        }
        environment.database().ifPresent(database -> {
            if (!database.deletionProtection()) {
                report.error(ConfigPath.of("database", "deletionProtection"), "must be true in prod");
            }
        });
    }

    private static void databaseSurvives(Subject subject, Report report) {
        subject.environment().database().ifPresent(database -> {
            ConfigPath path = ConfigPath.of("database");
            if (database.availability() != Availability.REGIONAL) {
                report.error(path.key("availability"), "must be REGIONAL in prod, got ZONAL");
            }
            if (!database.backups().pointInTime()) {
                report.error(path.key("backups").key("pointInTime"), "must be true in prod");
            }
            if (database.backups().retained() < 7) {
                report.error(
                        path.key("backups").key("retained"),
                        "must be at least 7 in prod, got " + database.backups().retained());
            }
        });
    }

    /** https://cloud.google.com/sql/sla leaves them out. */
    private static void databaseHasItsOwnCpus(Subject subject, Report report) {
        subject.environment().database().map(Database::tier).ifPresent(tier -> {
            if (tier.equals("db-f1-micro") || tier.equals("db-g1-small")) {
                report.error(
                        ConfigPath.of("database", "tier"),
                        "must have CPUs of its own in prod, got " + tier + ", which Cloud SQL's SLA leaves out");
            }
        });
    }

    private static void disksSurvive(Subject subject, Report report) {
        subject.environment().disks().forEach((name, disk) -> {
            ConfigPath path = ConfigPath.of("disks", name);
            if (disk.zones().size() == 1) {
                report.error(
                        path.key("zones"),
                        "must name two zones in prod, got " + disk.zones().get(0) + " alone");
            }
            if (disk.snapshots().isEmpty()) {
                report.error(path, "must have snapshots in prod", "add snapshots: {at: \"02:00\", keepDays: 30}");
            }
        });
    }

    private static void bucketsSurvive(Subject subject, Report report) {
        subject.environment().buckets().forEach((name, bucket) -> {
            ConfigPath path = ConfigPath.of("buckets", name);
            if (!bucket.versioning()) {
                report.error(path.key("versioning"), "must be true in prod");
            }
            if (bucket.softDeleteDays() == 0) {
                report.error(path.key("softDeleteDays"), "must be at least 7 in prod, got 0");
            }
        });
    }
}
