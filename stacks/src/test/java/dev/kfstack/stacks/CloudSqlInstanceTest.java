package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSqlInstanceTest {

    private static final String INSTANCE = "google_sql_database_instance.kubeflow";

    private static final String DATABASE = """
            network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}}
            database: {tier: db-custom-2-7680}
            kubeflow: {components: [%s], artifactStore: gcs}
            buckets: {artifacts: {}}
            secrets:
              db:
                generate: {password: 32}
                generation: %d
                databaseUser: kubeflow
            """;

    @TempDir
    Path root;

    @Test
    void theInstanceHasPrivateAddressesOnly() {
        foundation(DATABASE.formatted("profiles", 1))
                .resource(INSTANCE)
                .node("settings.ip_configuration")
                .isEqualTo(json("""
                        {
                          "ipv4_enabled": false, "ssl_mode": "ENCRYPTED_ONLY",
                          "server_ca_mode": "GOOGLE_MANAGED_CAS_CA",
                          "private_network": "projects/example-net-host/global/networks/shared-vpc",
                          "allocated_ip_range": "kf-psa", "enable_private_path_for_google_cloud_services": true
                        }
                        """));
    }

    @Test
    void byPrivateServiceConnectItMakesItsEndpointInTheNetwork() {
        foundation("""
                        network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                        database: {tier: db-custom-2-7680}
                        """).resource(INSTANCE).node("settings.ip_configuration").isEqualTo(json("""
                        {
                          "ipv4_enabled": false, "ssl_mode": "ENCRYPTED_ONLY",
                          "server_ca_mode": "GOOGLE_MANAGED_CAS_CA",
                          "psc_config": [
                            {"psc_enabled": true, "allowed_consumer_projects": ["example-kf-test", "example-net-host"],
                             "psc_auto_connections": [
                               {"consumer_network": "projects/example-net-host/global/networks/shared-vpc",
                                "consumer_service_project_id": "example-kf-test"}]}]
                        }
                        """));
    }

    @Test
    void backupsAndLogsAreAsTheEnvironmentSays() {
        SynthAssert stack = foundation("""
                database: {tier: db-custom-2-7680, backups: {retained: 30, pointInTime: false}}
                network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                """);

        stack.resource(INSTANCE).node("settings.backup_configuration").isEqualTo(json("""
                        {
                          "enabled": true, "binary_log_enabled": false, "start_time": "02:00",
                          "location": "europe-west1", "transaction_log_retention_days": 7,
                          "backup_retention_settings": {"retained_backups": 30, "retention_unit": "COUNT"}
                        }
                        """));
    }

    @Test
    void itIsUpdatedAndTunedAsTheEnvironmentSays() {
        SynthAssert stack = foundation("""
                network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                database:
                  tier: db-perf-optimized-N-4
                  edition: ENTERPRISE_PLUS
                  backups: {logDays: 35}
                  maintenanceWindow: {day: 6, hour: 22, updateTrack: week5}
                  denyMaintenancePeriod: {startDate: 2026-12-15, endDate: 2027-01-05}
                  flags: {max_connections: "500"}
                  insights: false
                """);

        stack.resource(INSTANCE).node("settings.edition").isEqualTo("ENTERPRISE_PLUS");
        stack.resource(INSTANCE)
                .node("settings.backup_configuration.transaction_log_retention_days")
                .isEqualTo(35);
        stack.resource(INSTANCE)
                .node("settings.maintenance_window")
                .isEqualTo(json("{day: 6, hour: 22, update_track: 'week5'}"));
        stack.resource(INSTANCE)
                .node("settings.deny_maintenance_period")
                .isEqualTo(json("{start_date: '2026-12-15', end_date: '2027-1-05', time: '00:00:00'}"));
        stack.resource(INSTANCE).node("settings.database_flags").isEqualTo(json("""
                        [
                          {"name": "cloudsql_iam_authentication", "value": "on"},
                          {"name": "local_infile", "value": "off"},
                          {"name": "max_connections", "value": "500"}
                        ]
                        """));
        stack.resource(INSTANCE)
                .node("settings.insights_config.query_insights_enabled")
                .isEqualTo(false);
    }

    @Test
    void peopleLogInByIamAndFindTheInstance() {
        SynthAssert stack = foundation("""
                network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                database: {tier: db-custom-2-7680, iamUsers: ["group:ml@example.com"]}
                """);

        stack.resource("google_sql_user.group_ml_example_com")
                .whenIgnoringPaths("//")
                .isEqualTo(
                        json("{project: 'example-kf-test', name: 'ml@example.com', type: 'CLOUD_IAM_GROUP', instance:"
                                + " '${google_sql_database_instance.kubeflow.name}'}"));
        stack.resource("google_project_iam_member.group_ml_example_com_instanceUser")
                .node("role")
                .isEqualTo("roles/cloudsql.instanceUser");
        stack.resource("google_project_iam_member.group_ml_example_com_client")
                .node("member")
                .isEqualTo("group:ml@example.com");
    }

    @Test
    void aZonalInstanceLiesBesideTheNodesAndARegionalOneMoves() {
        String regional = """
                location: {zones: [europe-west1-b, europe-west1-c]}
                network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
                database: {tier: db-custom-2-7680, availability: %s}
                """;

        foundation(regional.formatted("ZONAL"))
                .resource(INSTANCE)
                .node("settings.location_preference.zone")
                .isEqualTo("europe-west1-b");
        foundation(regional.formatted("REGIONAL"))
                .resource(INSTANCE)
                .node("settings.location_preference")
                .isAbsent();
    }

    @Test
    void aGrownDiskIsLeftAlone() {
        foundation(DATABASE.formatted("profiles", 1))
                .resource(INSTANCE)
                .node("lifecycle.ignore_changes")
                .isEqualTo(json("['settings[0].disk_size']"));
    }

    @Test
    void everyAppHasItsDatabasesAndTheirDataOutlivesIt() {
        assertThat(foundation(DATABASE.formatted("profiles", 1)).addresses())
                .noneMatch(address -> address.startsWith("google_sql_database."));

        SynthAssert stack = foundation(DATABASE.formatted("profiles, pipelines, katib", 1));

        assertThat(stack.addresses())
                .filteredOn(address -> address.startsWith("google_sql_database."))
                .containsExactly(
                        "google_sql_database.cachedb",
                        "google_sql_database.katib",
                        "google_sql_database.metadb",
                        "google_sql_database.mlpipeline");
        stack.resource("google_sql_database.katib").node("deletion_policy").isEqualTo("ABANDON");
    }

    @Test
    void theFirstGenerationHasOneUser() {
        SynthAssert stack = foundation(DATABASE.formatted("profiles", 1));

        assertThat(stack.addresses())
                .filteredOn(address -> address.startsWith("google_sql_user."))
                .containsExactly("google_sql_user.kubeflow-1");
        stack.resource("google_sql_user.kubeflow-1").whenIgnoringPaths("//").isEqualTo(json("""
                        {
                          "project": "example-kf-test", "name": "kubeflow-1", "host": "%",
                          "instance": "${google_sql_database_instance.kubeflow.name}",
                          "password_wo": "${ephemeral.google_secret_manager_secret_version.db.secret_data}",
                          "password_wo_version": 1, "deletion_policy": "ABANDON"
                        }
                        """));
    }

    @Test
    void eachNewGenerationGoesToTheUserThatRests() {
        for (int generation = 2; generation <= 5; generation++) {
            SynthAssert stack = foundation(DATABASE.formatted("profiles", generation));
            boolean odd = generation % 2 == 1;

            stack.resource("google_sql_user.kubeflow-1")
                    .node("password_wo_version")
                    .isEqualTo(odd ? generation : generation - 1);
            stack.resource("google_sql_user.kubeflow-2")
                    .node("password_wo_version")
                    .isEqualTo(odd ? generation - 1 : generation);
        }
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
