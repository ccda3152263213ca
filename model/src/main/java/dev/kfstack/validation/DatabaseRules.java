package dev.kfstack.validation;

import dev.kfstack.environment.Database;
import dev.kfstack.environment.Database.Edition;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.problem.ConfigPath;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The Cloud SQL instance. */
final class DatabaseRules {

    private static final ConfigPath DATABASE = ConfigPath.of("database");
    private static final int ENTERPRISE_LOG_DAYS = 7;
    private static final int LONGEST_DENY_PERIOD = 90;

    /** A leap year before a leap-free one: a period that comes every year is measured in it. */
    private static final int ANY_YEAR = 2024;

    private DatabaseRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "database-tier",
                        "The tier is one of the edition's. ENTERPRISE: a custom one has 1 CPU or an even number up to 96,"
                                + " 0.9 to 6.5 GB each, at least 3840 MB, in steps of 256 MB. ENTERPRISE_PLUS:"
                                + " db-perf-optimized-N-CPUS.",
                        each(DatabaseRules::tierExists)),
                new Rule(
                        "database-standby",
                        "A REGIONAL database keeps binary logs (backups.pointInTime).",
                        each(DatabaseRules::standbyNeedsLogs)),
                new Rule(
                        "database-log-days",
                        "backups.logDays is at most 7 with edition ENTERPRISE.",
                        each(DatabaseRules::logsAreKeptAsLongAsTheEditionDoes)),
                new Rule(
                        "database-deny-period",
                        "denyMaintenancePeriod has two days that exist, both with a year or both without, and lasts 1 to"
                                + " 90 days. Without years it gets a warning: every plan changes it.",
                        each(DatabaseRules::updatesAreDeniedForNinetyDays)),
                new Rule(
                        "database-flags",
                        "No flag is given that kfstack sets, and none in the spelling of PostgreSQL.",
                        each(DatabaseRules::flagsAreFree)),
                new Rule(
                        "database-iam-users",
                        "database.iamUsers names nobody twice.",
                        each((database, report) ->
                                Members.areNamedOnce(database.iamUsers(), DATABASE.key("iamUsers"), report))),
                new Rule(
                        "database-native-password",
                        "With pipelines, MYSQL_8_4 gets a warning: their metadata service logs in with"
                                + " mysql_native_password, which 8.4 switches off.",
                        DatabaseRules::metadataCanLogIn));
    }

    private static Rule.Check each(BiConsumer<Database, Report> check) {
        return (subject, report) ->
                subject.environment().database().ifPresent(database -> check.accept(database, report));
    }

    private static void tierExists(Database database, Report report) {
        CloudSqlTier.problem(database.edition(), database.tier())
                .ifPresent(problem -> report.error(DATABASE.key("tier"), problem.message(), problem.hint()));
    }

    private static void standbyNeedsLogs(Database database, Report report) {
        boolean regional = database.availability() == Database.Availability.REGIONAL;
        if (regional && !database.backups().pointInTime()) {
            report.error(
                    DATABASE.key("backups").key("pointInTime"),
                    "must be true with availability REGIONAL: the standby is fed by binary logs");
        }
    }

    /** https://cloud.google.com/sql/docs/mysql/backup-recovery/pitr#log-storage */
    private static void logsAreKeptAsLongAsTheEditionDoes(Database database, Report report) {
        int days = database.backups().logDays();
        if (database.edition() == Edition.ENTERPRISE && days > ENTERPRISE_LOG_DAYS) {
            report.error(
                    DATABASE.key("backups").key("logDays"),
                    "must be at most " + ENTERPRISE_LOG_DAYS + " with edition ENTERPRISE, got " + days);
        }
    }

    /** https://cloud.google.com/sql/docs/mysql/maintenance#deny-period */
    private static void updatesAreDeniedForNinetyDays(Database database, Report report) {
        database.denyMaintenancePeriod().ifPresent(period -> {
            ConfigPath path = DATABASE.key("denyMaintenancePeriod");
            if (hasYear(period.startDate()) != hasYear(period.endDate())) {
                report.error(
                        path,
                        "startDate and endDate must both have a year, or both come every year, got "
                                + period.startDate() + " and " + period.endDate());
                return;
            }
            Optional<LocalDate> start = date(period.startDate(), path.key("startDate"), report);
            Optional<LocalDate> end = date(period.endDate(), path.key("endDate"), report);
            if (start.isPresent() && end.isPresent()) {
                boolean turns = !hasYear(period.startDate()) && end.get().isBefore(start.get());
                long days =
                        ChronoUnit.DAYS.between(start.get(), turns ? end.get().plusYears(1) : end.get()) + 1;
                if (days < 1 || days > LONGEST_DENY_PERIOD) {
                    report.error(path, "must last 1 to " + LONGEST_DENY_PERIOD + " days, got " + days);
                } else if (!hasYear(period.startDate())) {
                    // https://github.com/hashicorp/terraform-provider-google/issues/29169
                    report.warning(
                            path,
                            "comes every year, which the provider reads back in another form: every plan will change it,"
                                    + " unless both dates have a year");
                }
            }
        });
    }

    private static boolean hasYear(String date) {
        return date.length() > "12-15".length();
    }

    private static Optional<LocalDate> date(String text, ConfigPath path, Report report) {
        try {
            return Optional.of(LocalDate.parse(hasYear(text) ? text : ANY_YEAR + "-" + text));
        } catch (DateTimeException e) {
            report.error(path, "there is no day " + text);
            return Optional.empty();
        }
    }

    private static void flagsAreFree(Database database, Report report) {
        database.flags().keySet().stream()
                .filter(Database.OWN_FLAGS::containsKey)
                .forEach(flag -> report.error(
                        DATABASE.key("flags").key(flag), "is set by kfstack, to " + Database.OWN_FLAGS.get(flag)));
    }

    /** https://github.com/google/ml-metadata/issues/178 */
    private static void metadataCanLogIn(Subject subject, Report report) {
        boolean pipelines = subject.environment().kubeflow().components().contains(App.PIPELINES);
        subject.environment()
                .database()
                .filter(database -> pipelines && database.version() == Database.Version.MYSQL_8_4)
                .ifPresent(database -> report.warning(
                        DATABASE.key("version"),
                        "MYSQL_8_4 switches mysql_native_password off, which the metadata service of Pipelines logs in"
                                + " with: try it before you rely on it, or keep MYSQL_8_0"));
    }
}
