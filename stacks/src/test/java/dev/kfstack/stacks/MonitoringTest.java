package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTest {

    private static final String MONITORING = """
            monitoring:
              notificationChannels: {oncall: oncall@example.com, pager: projects/example/notificationChannels/42}
            """;

    private static final String ALL = MONITORING + """
            network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
            database: {tier: db-custom-2-7680, flags: {max_connections: "500"}}
            buckets: {backup: {}}
            backup:
              velero:
                schedules:
                  hourly: {cron: "0 * * * *", resources: [secrets], keepHours: 168}
                  daily: {cron: "30 1 * * *", resources: all, keepHours: 720}
                  weekly: {cron: "30 1 * * 6", resources: all, keepHours: 720}
                  monthly: {cron: "30 1 1 * *", resources: all, keepHours: 720}
              gke: {cron: "0 3 * * *", keepDays: 30}
            """;

    @TempDir
    Path root;

    @Test
    void nobodyIsToldWhoDidNotAskForIt() {
        assertThat(foundation("").addresses()).noneMatch(address -> address.startsWith("google_monitoring_"));
    }

    @Test
    void onlyWhatTheEnvironmentHoldsIsWatched() {
        assertThat(alerts(foundation(MONITORING)))
                .containsExactly(
                        "certificate-ends", "dashboard-down", "gateway-down", "pods-pending", "pool-standard-full");
        assertThat(alerts(foundation(ALL)))
                .containsExactly(
                        "backup-daily",
                        "backup-for-gke",
                        "backup-hourly",
                        "backup-monthly",
                        "backup-weekly",
                        "certificate-ends",
                        "dashboard-down",
                        "database-connections",
                        "database-disk",
                        "gateway-down",
                        "pods-pending",
                        "pool-standard-full");
    }

    @Test
    void everyAlertTellsAllChannelsAndSaysWhatToDo() {
        SynthAssert stack = foundation(ALL);

        assertThat(alerts(stack)).allSatisfy(alert -> {
            stack.resource("google_monitoring_alert_policy." + alert)
                    .node("notification_channels")
                    .isEqualTo(json("""
                            [
                              "${google_monitoring_notification_channel.oncall.name}",
                              "projects/example/notificationChannels/42"
                            ]
                            """));
            stack.resource("google_monitoring_alert_policy." + alert)
                    .node("documentation.content")
                    .isString()
                    .isNotBlank();
        });
        stack.resource("google_monitoring_notification_channel.oncall")
                .node("labels")
                .isEqualTo(json("{email_address: 'oncall@example.com'}"));
    }

    @Test
    void aPoolIsFullWithAllItsNodes() {
        foundation(MONITORING)
                .resource("google_monitoring_alert_policy.pool-standard-full")
                .node("conditions[0].condition_threshold.threshold_value")
                .isEqualTo(9.5);
    }

    @Test
    void connectionsRunOutBeforeTheLastOne() {
        assertThat(query(foundation(ALL), "database-connections"))
                .isEqualTo("max(cloudsql_googleapis_com:database_network_connections"
                        + "{database_id=\"example-kf-test:kf-test-kubeflow-1\"}) > 400");
        assertThat(query(foundation(ALL.replace(", flags: {max_connections: \"500\"}", "")), "database-connections"))
                .endsWith(" > 3200");
    }

    @Test
    void aBackupIsTooOldByItsSchedule() {
        SynthAssert stack = foundation(ALL);

        assertThat(query(stack, "backup-hourly"))
                .isEqualTo("time() - max(velero_backup_last_successful_timestamp"
                        + "{cluster=\"kf-test\",schedule=\"hourly\"}) > 10800"
                        + " or absent(velero_backup_last_successful_timestamp"
                        + "{cluster=\"kf-test\",schedule=\"hourly\"})");
        assertThat(query(stack, "backup-daily")).contains("> 180000 ");
        assertThat(query(stack, "backup-weekly")).contains("> 691200 ");
        assertThat(query(stack, "backup-monthly")).contains("> 3456000 ");
    }

    @Test
    void theDashboardIsAskedOverTls() {
        SynthAssert stack = foundation(MONITORING);

        stack.resource("google_monitoring_uptime_check_config.kubeflow")
                .node("monitored_resource.labels")
                .isEqualTo(json("{host: 'kubeflow.example.com', project_id: 'example-kf-test'}"));
        stack.resource("google_monitoring_uptime_check_config.kubeflow")
                .node("http_check.validate_ssl")
                .isEqualTo(true);
        // a login's redirect and Cloud Armor's refusal are answers too
        stack.resource("google_monitoring_uptime_check_config.kubeflow")
                .node("http_check.accepted_response_status_codes")
                .isEqualTo(
                        json("[{status_class: 'STATUS_CLASS_2XX'}, {status_class: 'STATUS_CLASS_3XX'}, {status_class:"
                                + " 'STATUS_CLASS_4XX'}]"));
        assertThat(query(stack, "certificate-ends"))
                .contains("${google_monitoring_uptime_check_config.kubeflow.uptime_check_id}");
    }

    @Test
    void aBudgetTellsAtItsThresholds() {
        SynthAssert stack = foundation(MONITORING + """
                  budget: {billingAccount: 012345-6789AB-CDEF01, amount: 5000}
                """);

        stack.resource("google_billing_budget.kubeflow").node("amount").isEqualTo(json("""
                {"specified_amount": {"units": "5000"}}
                """));
        stack.resource("google_billing_budget.kubeflow").node("threshold_rules").isEqualTo(json("""
                [
                  {"threshold_percent": 0.5, "spend_basis": "CURRENT_SPEND"},
                  {"threshold_percent": 0.9, "spend_basis": "CURRENT_SPEND"},
                  {"threshold_percent": 1, "spend_basis": "CURRENT_SPEND"}
                ]
                """));
        stack.resource("google_billing_budget.kubeflow")
                .node("budget_filter.projects")
                .isEqualTo(json("['projects/481516234201']"));
    }

    private static String query(SynthAssert stack, String alert) {
        return stack.json("google_monitoring_alert_policy." + alert)
                .path("conditions")
                .path(0)
                .path("condition_prometheus_query_language")
                .path("query")
                .asText();
    }

    private static Iterable<String> alerts(SynthAssert stack) {
        String type = "google_monitoring_alert_policy.";
        return stack.addresses().stream()
                .filter(address -> address.startsWith(type))
                .map(address -> address.substring(type.length()))
                .toList();
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
