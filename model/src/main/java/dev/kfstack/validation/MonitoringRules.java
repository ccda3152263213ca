package dev.kfstack.validation;

import dev.kfstack.environment.Monitoring;
import dev.kfstack.problem.ConfigPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Alerts and the budget. */
final class MonitoringRules {

    private static final ConfigPath MONITORING = ConfigPath.of("monitoring");

    private MonitoringRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "monitoring-channels",
                        "monitoring.notificationChannels names at least one, and at most sixteen.",
                        MonitoringRules::somebodyIsTold),
                new Rule(
                        "budget-thresholds",
                        "monitoring.budget.thresholdPercents are different ones.",
                        MonitoringRules::thresholdsDiffer));
    }

    /** https://cloud.google.com/monitoring/quotas#alerting_uptime_limits: channels of one alert policy */
    private static void somebodyIsTold(Subject subject, Report report) {
        subject.environment().monitoring().ifPresent(monitoring -> {
            int channels = monitoring.notificationChannels().size();
            if (channels < 1 || channels > 16) {
                report.error(MONITORING.key("notificationChannels"), "must name 1 to 16 channels, got " + channels);
            }
        });
    }

    private static void thresholdsDiffer(Subject subject, Report report) {
        List<Integer> percents = subject.environment()
                .monitoring()
                .flatMap(Monitoring::budget)
                .map(Monitoring.Budget::thresholdPercents)
                .orElse(List.of());
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < percents.size(); i++) {
            if (!seen.add(percents.get(i))) {
                report.error(
                        MONITORING.key("budget").key("thresholdPercents").item(i), percents.get(i) + " is given twice");
            }
        }
    }
}
