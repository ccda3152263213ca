package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;

/** The Cloud SQL instance of Pipelines, its metadata and Katib. */
public record Database(
        @Doc("MySQL version. 8.0 costs extended support since July 2026; 8.4 switches mysql_native_password off, which"
                + " the metadata service of Pipelines logs in with")
        @Default("MYSQL_8_0")
        Version version,

        @Doc("Machine, as db-custom-CPUS-MEGABYTES")
        @Form(regex = "db-[a-z0-9-]+", words = "a Cloud SQL tier such as db-custom-2-7680")
        String tier,

        @Doc("REGIONAL keeps a standby in a second zone") @Default("ZONAL")
        Availability availability,

        @Doc("Automatic backups") @Default("{}") Backups backups,

        @Doc("End of the instance's name: a deleted name cannot be used again for a week")
        @Default("\"1\"")
        @Form(regex = "[a-z0-9]{1,10}", words = "1 to 10 lower-case letters and digits")
        String instanceSuffix,

        @Doc("Terraform and Cloud SQL refuse to delete the instance while this is true") @Default("true")
        boolean deletionProtection) {

    /** MySQL versions that Kubeflow runs on. */
    public enum Version {
        MYSQL_8_0,
        MYSQL_8_4
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

            @Doc("Keep binary logs, to restore to any second of the last seven days") @Default("true")
            boolean pointInTime) {}
}
