package dev.kfstack.constructs;

import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettings;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsBackupConfiguration;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsBackupConfigurationBackupRetentionSettings;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsDatabaseFlags;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsInsightsConfig;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfiguration;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfigurationPscConfig;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfigurationPscConfigPscAutoConnections;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsLocationPreference;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsMaintenanceWindow;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import java.util.List;

/** What the MySQL instance is set to. */
final class CloudSqlSettings {

    private static final int FIRST_DISK_GB = 20;

    /** The most that edition ENTERPRISE keeps. */
    private static final int LOG_DAYS = 7;

    private CloudSqlSettings() {}

    static SqlDatabaseInstanceSettings of(ResourceNames names, Database spec) {
        SqlDatabaseInstanceSettings.Builder settings = SqlDatabaseInstanceSettings.builder()
                .tier(spec.tier())
                .edition("ENTERPRISE")
                .availabilityType(spec.availability().name())
                .activationPolicy("ALWAYS")
                .diskType("PD_SSD")
                .diskSize(FIRST_DISK_GB)
                .diskAutoresize(true)
                .diskAutoresizeLimit(0)
                // only the Auth Proxy and Google's connectors get in: there is no other way to IAM and TLS at once
                .connectorEnforcement("REQUIRED")
                .deletionProtectionEnabled(spec.deletionProtection())
                .retainBackupsOnDelete(true)
                // the provider's default labels do not reach Cloud SQL
                .userLabels(names.labels())
                .databaseFlags(List.of(flag("cloudsql_iam_authentication", "on"), flag("local_infile", "off")))
                .ipConfiguration(addresses(names))
                .backupConfiguration(backups(names, spec.backups()))
                .maintenanceWindow(SqlDatabaseInstanceSettingsMaintenanceWindow.builder()
                        .day(7)
                        .hour(3)
                        .updateTrack("stable")
                        .build())
                .insightsConfig(SqlDatabaseInstanceSettingsInsightsConfig.builder()
                        .queryInsightsEnabled(true)
                        .recordApplicationTags(true)
                        .recordClientAddress(false)
                        .build());
        if (spec.availability() == Database.Availability.ZONAL) {
            // Beside the nodes. A regional instance moves at a failover, and Terraform would move it back.
            settings.locationPreference(SqlDatabaseInstanceSettingsLocationPreference.builder()
                    .zone(names.environment().location().zones().get(0))
                    .build());
        }
        return settings.build();
    }

    private static SqlDatabaseInstanceSettingsDatabaseFlags flag(String name, String value) {
        return SqlDatabaseInstanceSettingsDatabaseFlags.builder()
                .name(name)
                .value(value)
                .build();
    }

    private static SqlDatabaseInstanceSettingsIpConfiguration addresses(ResourceNames names) {
        Network network = names.environment().network();
        SqlDatabaseInstanceSettingsIpConfiguration.Builder addresses =
                SqlDatabaseInstanceSettingsIpConfiguration.builder()
                        .ipv4Enabled(false)
                        .sslMode("ENCRYPTED_ONLY")
                        .serverCaMode("GOOGLE_MANAGED_CAS_CA");
        network.privateServices().ifPresent(range -> addresses
                .privateNetwork(names.network())
                .allocatedIpRange(range.name())
                .enablePrivatePathForGoogleCloudServices(true));
        network.psc().ifPresent(subnetwork -> addresses.pscConfig(List.of(endpoint(names))));
        return addresses.build();
    }

    /** Cloud SQL makes the endpoint itself, by the network's connection policy. */
    private static SqlDatabaseInstanceSettingsIpConfigurationPscConfig endpoint(ResourceNames names) {
        String project = names.environment().project().id();
        String host = names.environment().network().hostProject().id();
        return SqlDatabaseInstanceSettingsIpConfigurationPscConfig.builder()
                .pscEnabled(true)
                .allowedConsumerProjects(List.of(project, host))
                .pscAutoConnections(
                        List.of(SqlDatabaseInstanceSettingsIpConfigurationPscConfigPscAutoConnections.builder()
                                .consumerNetwork(names.network())
                                .consumerServiceProjectId(project)
                                .build()))
                .build();
    }

    private static SqlDatabaseInstanceSettingsBackupConfiguration backups(
            ResourceNames names, Database.Backups backups) {
        return SqlDatabaseInstanceSettingsBackupConfiguration.builder()
                .enabled(true)
                .binaryLogEnabled(backups.pointInTime())
                .startTime("02:00")
                .location(names.environment().location().region())
                .transactionLogRetentionDays(LOG_DAYS)
                .backupRetentionSettings(SqlDatabaseInstanceSettingsBackupConfigurationBackupRetentionSettings.builder()
                        .retainedBackups(backups.retained())
                        .retentionUnit("COUNT")
                        .build())
                .build();
    }
}
