package dev.kfstack.constructs;

import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettings;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsBackupConfiguration;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsBackupConfigurationBackupRetentionSettings;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsDatabaseFlags;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsDenyMaintenancePeriod;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsInsightsConfig;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfiguration;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfigurationPscConfig;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsIpConfigurationPscConfigPscAutoConnections;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsLocationPreference;
import dev.kfstack.bindings.google.sql_database_instance.SqlDatabaseInstanceSettingsMaintenanceWindow;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the MySQL instance is set to. */
final class CloudSqlSettings {

    private static final int FIRST_DISK_GB = 20;

    private CloudSqlSettings() {}

    static SqlDatabaseInstanceSettings of(ResourceNames names, Database spec) {
        SqlDatabaseInstanceSettings.Builder settings = SqlDatabaseInstanceSettings.builder()
                .tier(spec.tier())
                .edition(spec.edition().name())
                .availabilityType(spec.availability().name())
                .activationPolicy("ALWAYS")
                .diskType("PD_SSD")
                .diskSize(FIRST_DISK_GB)
                .diskAutoresize(true)
                .diskAutoresizeLimit(0)
                // only the Auth Proxy and Google's connectors get in: there is no other way to IAM and TLS at once
                .connectorEnforcement("REQUIRED")
                .deletionProtectionEnabled(names.environment().databaseIsProtected())
                .retainBackupsOnDelete(true)
                // the provider's default labels do not reach Cloud SQL
                .userLabels(names.labels())
                .databaseFlags(flags(spec))
                .ipConfiguration(addresses(names))
                .backupConfiguration(backups(names, spec.backups()))
                .maintenanceWindow(SqlDatabaseInstanceSettingsMaintenanceWindow.builder()
                        .day(spec.maintenanceWindow().day())
                        .hour(spec.maintenanceWindow().hour())
                        .updateTrack(YamlName.of(spec.maintenanceWindow().updateTrack()))
                        .build())
                .insightsConfig(SqlDatabaseInstanceSettingsInsightsConfig.builder()
                        .queryInsightsEnabled(spec.insights())
                        .recordApplicationTags(spec.insights())
                        .recordClientAddress(false)
                        .build());
        spec.denyMaintenancePeriod()
                .ifPresent(period ->
                        settings.denyMaintenancePeriod(SqlDatabaseInstanceSettingsDenyMaintenancePeriod.builder()
                                .startDate(date(period.startDate()))
                                .endDate(date(period.endDate()))
                                .time("00:00:00")
                                .build()));
        if (spec.availability() == Database.Availability.ZONAL) {
            // Beside the nodes. A regional instance moves at a failover, and Terraform would move it back.
            settings.locationPreference(SqlDatabaseInstanceSettingsLocationPreference.builder()
                    .zone(names.environment().location().zones().get(0))
                    .build());
        }
        return settings.build();
    }

    /** As Cloud SQL hands it back, with no zero before the month: with one, every plan would change it. */
    private static String date(String date) {
        return date.replaceFirst("(^|-)0([1-9]-)", "$1$2");
    }

    private static List<SqlDatabaseInstanceSettingsDatabaseFlags> flags(Database spec) {
        SortedMap<String, String> flags = new TreeMap<>(spec.flags());
        flags.putAll(Database.OWN_FLAGS);
        return flags.entrySet().stream()
                .map(flag -> SqlDatabaseInstanceSettingsDatabaseFlags.builder()
                        .name(flag.getKey())
                        .value(flag.getValue())
                        .build())
                .toList();
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

    /**
     * Cloud SQL makes the endpoint itself, by the connection policy of the host's network, and in the service project: it
     * asks leave of that one. Endpoints that somebody makes by hand in the host project need leave too.
     *
     * @see <a href="https://cloud.google.com/sql/docs/mysql/about-private-service-connect">endpoints</a>
     */
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
                .transactionLogRetentionDays(backups.logDays())
                .backupRetentionSettings(SqlDatabaseInstanceSettingsBackupConfigurationBackupRetentionSettings.builder()
                        .retainedBackups(backups.retained())
                        .retentionUnit("COUNT")
                        .build())
                .build();
    }
}
