package dev.kfstack.constructs;

import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicy;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyAlertStrategy;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyAlertStrategyNotificationRateLimit;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyConditions;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionMatchedLog;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionPrometheusQueryLanguage;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionThreshold;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyConditionsConditionThresholdAggregations;
import dev.kfstack.bindings.google.monitoring_alert_policy.MonitoringAlertPolicyDocumentation;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** One alert of Cloud Monitoring: what is watched, who is told, and what they should do. */
public final class AlertPolicy extends EnvironmentConstruct {

    /**
     * One alert.
     *
     * @param title what goes wrong, in words
     * @param todo what whoever is told should do, in Markdown
     * @param channels references to notification channels
     * @param services must hold monitoring
     */
    public record Props(
            ResourceNames names,
            String title,
            Condition condition,
            String todo,
            ConfigPath origin,
            List<String> channels,
            EnabledServices services) {}

    /** What is watched. */
    public sealed interface Condition {

        /** The query gives something, for this long. */
        record Prometheus(String query, Duration lasting) implements Condition {}

        /** There are this many time series or more, for this long. */
        record Count(String filter, int atLeast, Duration lasting) implements Condition {}

        /** A line is logged. */
        record Log(String filter) implements Condition {}
    }

    public AlertPolicy(Construct scope, String id, Props props) {
        super(scope, id);
        MonitoringAlertPolicy.Builder builder = MonitoringAlertPolicy.Builder.create(this, "Resource")
                .project(props.names().environment().project().id())
                .displayName(props.names().environment().name() + ": " + props.title())
                .combiner("OR")
                .enabled(true)
                .conditions(List.of(condition(props)))
                .notificationChannels(props.channels())
                .documentation(MonitoringAlertPolicyDocumentation.builder()
                        .content(props.todo())
                        .mimeType("text/markdown")
                        .build())
                .userLabels(props.names().labels())
                .dependsOn(List.of(props.services().service("monitoring")));
        if (props.condition() instanceof Condition.Log) {
            // the API wants a limit with conditions on logs, and with no others
            builder.alertStrategy(MonitoringAlertPolicyAlertStrategy.builder()
                    .notificationRateLimit(MonitoringAlertPolicyAlertStrategyNotificationRateLimit.builder()
                            .period(seconds(Duration.ofHours(1)))
                            .build())
                    .build());
        }
        name(builder.build(), MonitoringAlertPolicy.TF_RESOURCE_TYPE, id, props.origin());
    }

    private static MonitoringAlertPolicyConditions condition(Props props) {
        MonitoringAlertPolicyConditions.Builder condition =
                MonitoringAlertPolicyConditions.builder().displayName(props.title());
        if (props.condition() instanceof Condition.Prometheus query) {
            condition.conditionPrometheusQueryLanguage(
                    MonitoringAlertPolicyConditionsConditionPrometheusQueryLanguage.builder()
                            .query(query.query())
                            .duration(seconds(query.lasting()))
                            .evaluationInterval("60s")
                            // the metrics of a cluster are not there before it is
                            .disableMetricValidation(true)
                            .build());
        } else if (props.condition() instanceof Condition.Count count) {
            condition.conditionThreshold(MonitoringAlertPolicyConditionsConditionThreshold.builder()
                    .filter(count.filter())
                    .comparison("COMPARISON_GT")
                    .thresholdValue(count.atLeast() - 0.5)
                    .duration(seconds(count.lasting()))
                    .aggregations(List.of(MonitoringAlertPolicyConditionsConditionThresholdAggregations.builder()
                            .alignmentPeriod("300s")
                            .perSeriesAligner("ALIGN_MEAN")
                            .crossSeriesReducer("REDUCE_COUNT")
                            .build()))
                    .build());
        } else if (props.condition() instanceof Condition.Log log) {
            condition.conditionMatchedLog(MonitoringAlertPolicyConditionsConditionMatchedLog.builder()
                    .filter(log.filter())
                    .build());
        }
        return condition.build();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
