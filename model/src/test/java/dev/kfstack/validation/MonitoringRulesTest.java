package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitoringRulesTest {

    @Test
    void anAlertTellsSomebodyAndNoMoreThanSixteen() {
        assertThat(problems("monitoring: {notificationChannels: {oncall: oncall@example.com,"
                        + " pager: projects/example/notificationChannels/42}}"))
                .isEmpty();
        assertThat(problems("monitoring: {}"))
                .containsExactly(
                        "monitoring.notificationChannels: must name 1 to 16 channels, got 0 [monitoring-channels]");
        String seventeen = IntStream.rangeClosed(1, 17)
                .mapToObj(i -> "c" + i + ": a@example.com")
                .collect(Collectors.joining(", "));
        assertThat(problems("monitoring: {notificationChannels: {" + seventeen + "}}"))
                .containsExactly(
                        "monitoring.notificationChannels: must name 1 to 16 channels, got 17 [monitoring-channels]");
        assertThat(problems("monitoring: {notificationChannels: {slack: '#kubeflow'}}"))
                .containsExactly("monitoring.notificationChannels.slack: must be an e-mail address or"
                        + " projects/PROJECT/notificationChannels/NUMBER, got \"#kubeflow\" [bad-form]");
    }

    @Test
    void theThresholdsOfABudgetDiffer() {
        String monitoring = "monitoring: {notificationChannels: {oncall: a@example.com}, budget: {billingAccount:"
                + " 012345-6789AB-CDEF01, amount: 5000";
        assertThat(problems(monitoring + "}}")).isEmpty();
        assertThat(problems(monitoring + ", thresholdPercents: [80, 100, 120]}}"))
                .isEmpty();
        assertThat(problems(monitoring + ", thresholdPercents: [80, 100, 80]}}"))
                .containsExactly("monitoring.budget.thresholdPercents[2]: 80 is given twice [budget-thresholds]");
    }
}
