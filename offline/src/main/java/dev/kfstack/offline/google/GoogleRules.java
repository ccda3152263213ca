package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.PlanRule;
import dev.kfstack.offline.provider.ValidateRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules that are code in the real provider, by resource type. A type with rules of its own has a class of its own.
 * They stand in <a href="https://github.com/hashicorp/terraform-provider-google/tree/v7.45.0/google/services">its source</a>:
 * {@code container/resource_container_cluster.go}, {@code resourcemanager/resource_google_service_account.go},
 * {@code sql/resource_sql_database_instance.go}, {@code compute/resource_compute_disk.go} and
 * {@code compute/resource_compute_subnetwork.go}.
 */
final class GoogleRules {

    private static final Map<String, List<ValidateRule>> VALIDATE = Map.of(
            "google_container_cluster", List.of(ContainerCluster::checkName, ContainerCluster::checkMasterRange),
            "google_service_account", List.of(ServiceAccount::checkLength),
            "google_service_account_iam_member", List.of(ServiceAccount::checkFullName),
            "google_sql_database_instance", List.of(SqlDatabaseInstance::checkPrivateNetwork));

    private static final Map<String, List<PlanRule>> PLAN = Map.of(
            "google_container_cluster", List.of(ContainerCluster::featuresThatCannotBeTurnedOff),
            "google_compute_disk", List.of(ComputeRules::diskCannotShrink),
            "google_compute_region_disk", List.of(ComputeRules::diskCannotShrink),
            "google_compute_subnetwork", List.of(ComputeRules::subnetworkCannotShrink, ComputeRules::rangesHaveNoOrder),
            "google_service_account", List.of(ServiceAccount::emailIsKnown),
            "google_sql_database_instance",
                    List.of(SqlDatabaseInstance::privateNetworkStays, SqlDatabaseInstance::pointInTimeRecovery));

    private GoogleRules() {}

    static List<ValidateRule> validate(String type) {
        return VALIDATE.getOrDefault(type, List.of());
    }

    static List<PlanRule> plan(String type) {
        return Stream.concat(Stream.of(GoogleLabels::adjust), PLAN.getOrDefault(type, List.of()).stream())
                .toList();
    }
}
