package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Cloud SQL instance of Pipelines, its metadata, Katib and the model registry. */
public record Database(
        @Doc("MySQL version. 8.0 costs extended support since July 2026; 8.4 switches mysql_native_password off, which"
                + " the metadata service of Pipelines logs in with")
        @Default("MYSQL_8_0")
        Version version,

        @Doc("Edition of Cloud SQL; each has tiers of its own") @Default("ENTERPRISE")
        Edition edition,

        @Doc("Machine, as db-custom-CPUS-MEGABYTES, or db-perf-optimized-N-CPUS with edition ENTERPRISE_PLUS")
        @Form(regex = "db-[A-Za-z0-9-]+", words = "a Cloud SQL tier such as db-custom-2-7680")
        String tier,

        @Doc("REGIONAL keeps a standby in a second zone") @Default("ZONAL")
        Availability availability,

        @Doc("Automatic backups") @Default("{}") Backups backups,

        @Doc("When Cloud SQL may update the instance, which restarts it") @Default("{}")
        MaintenanceWindow maintenanceWindow,

        @Doc("When it must not, for 90 days at most") Optional<DenyMaintenancePeriod> denyMaintenancePeriod,

        @Doc("MySQL flags beside kfstack's own, their values quoted") @Keys(regex = "[a-z][a-z0-9_]*", words = "a flag")
        Map<String, String> flags,

        @Doc("Keep which queries take how long (Query Insights)") @Default("true")
        boolean insights,

        @Doc("People who log in to MySQL by IAM, as user:NAME@DOMAIN or group:NAME@DOMAIN. A database's own GRANTs say"
                + " what they may do there")
        @Form(regex = "(user|group):" + Team.EMAIL, words = "a member such as group:ml-platform@example.com")
        List<String> iamUsers,

        @Doc("End of the instance's name: a deleted name cannot be used again for a week")
        @Default("\"1\"")
        @Form(regex = "[a-z0-9]{1,10}", words = "1 to 10 lower-case letters and digits")
        String instanceSuffix,

        @Doc("Terraform and Cloud SQL refuse to delete the instance while this is true") @Default("true")
        boolean deletionProtection) {

    /** The flags that kfstack sets: logins by IAM, and no files of the client's. */
    public static final Map<String, String> OWN_FLAGS =
            Map.of("cloudsql_iam_authentication", "on", "local_infile", "off");

    /** MySQL versions that Kubeflow runs on. */
    public enum Version {
        MYSQL_8_0,
        MYSQL_8_4
    }

    /** Cloud SQL's editions. */
    public enum Edition {
        ENTERPRISE,
        ENTERPRISE_PLUS
    }

    /** Cloud SQL's availability types. */
    public enum Availability {
        ZONAL,
        REGIONAL
    }

    /** Backups of the instance. */
    public record Backups(
            @Doc("Daily backups kept, 1 to 365") @Default("7") @Range(min = 1, max = 365)
            int retained,

            @Doc("Keep binary logs, to restore to any second of the last days") @Default("true")
            boolean pointInTime,

            @Doc("How many days: 1 to 7, and up to 35 with edition ENTERPRISE_PLUS")
            @Default("7")
            @Range(min = 1, max = 35)
            int logDays) {}

    /** An hour of the week, UTC. */
    public record MaintenanceWindow(
            @Doc("1 for Monday to 7 for Sunday") @Default("7") @Range(min = 1, max = 7)
            int day,

            @Doc("Hour, UTC") @Default("3") @Range(min = 0, max = 23)
            int hour,

            @Doc("canary gets an update first, stable a week later, week5 five weeks later") @Default("stable")
            UpdateTrack updateTrack) {}

    /** How early an update comes. */
    @LowerCase
    public enum UpdateTrack {
        CANARY,
        STABLE,
        WEEK5
    }

    /** Days without updates. */
    public record DenyMaintenancePeriod(
            @Doc("First day, as 2026-12-15, or 12-15 for every year") @Form(regex = DATE, words = DATE_WORDS)
            String startDate,

            @Doc("Last day") @Form(regex = DATE, words = DATE_WORDS)
            String endDate) {}

    static final String DATE = "([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    static final String DATE_WORDS = "a date such as 2026-12-15, or 12-15";
}
