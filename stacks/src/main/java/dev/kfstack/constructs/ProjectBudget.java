package dev.kfstack.constructs;

import dev.kfstack.bindings.google.billing_budget.BillingBudget;
import dev.kfstack.bindings.google.billing_budget.BillingBudgetAllUpdatesRule;
import dev.kfstack.bindings.google.billing_budget.BillingBudgetAmount;
import dev.kfstack.bindings.google.billing_budget.BillingBudgetAmountSpecifiedAmount;
import dev.kfstack.bindings.google.billing_budget.BillingBudgetBudgetFilter;
import dev.kfstack.bindings.google.billing_budget.BillingBudgetThresholdRules;
import dev.kfstack.environment.Monitoring;
import dev.kfstack.environment.Project;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** Tells when a month's costs of the service project come near an amount. */
public final class ProjectBudget extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("monitoring", "budget");

    /** A budget has this many channels at most. */
    private static final int CHANNELS = 5;

    /**
     * The budget is the environment's.
     *
     * @param channels references to notification channels
     * @param services must hold billingbudgets
     */
    public record Props(ResourceNames names, Monitoring.Budget spec, List<String> channels, EnabledServices services) {}

    public ProjectBudget(Construct scope, String id, Props props) {
        super(scope, id);
        Project project = props.names().environment().project();
        BillingBudget resource = BillingBudget.Builder.create(this, "Resource")
                .billingAccount(props.spec().billingAccount())
                .displayName(props.names().environment().name())
                .amount(BillingBudgetAmount.builder()
                        .specifiedAmount(BillingBudgetAmountSpecifiedAmount.builder()
                                .units(String.valueOf(props.spec().amount()))
                                .build())
                        .build())
                .budgetFilter(BillingBudgetBudgetFilter.builder()
                        .projects(List.of("projects/" + project.number()))
                        .calendarPeriod("MONTH")
                        .creditTypesTreatment("INCLUDE_ALL_CREDITS")
                        .build())
                .thresholdRules(props.spec().thresholdPercents().stream()
                        .map(percent -> BillingBudgetThresholdRules.builder()
                                .thresholdPercent(percent / 100.0)
                                .spendBasis("CURRENT_SPEND")
                                .build())
                        .toList())
                .allUpdatesRule(BillingBudgetAllUpdatesRule.builder()
                        .monitoringNotificationChannels(
                                props.channels().stream().limit(CHANNELS).toList())
                        .disableDefaultIamRecipients(false)
                        .build())
                .dependsOn(List.of(props.services().service("billingbudgets")))
                .build();
        name(resource, BillingBudget.TF_RESOURCE_TYPE, "kubeflow", ORIGIN);
    }
}
