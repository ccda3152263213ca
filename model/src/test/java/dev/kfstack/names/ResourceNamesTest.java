package dev.kfstack.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceNamesTest {

    private final ResourceNames names = new ResourceNames(
            Fixture.environment(
                    "{labels: {team: ml, cost-center: \"4711\"},"
                            + " network: {psc: {name: psc, cidr: 10.41.0.0/28}}, database: {tier: db-f1-micro, instanceSuffix: \"2\"}}"));

    @Test
    void everyNameStartsWithTheEnvironment() {
        assertThat(Arrays.stream(Stack.values()).map(names::stack))
                .containsExactly("kf-test-network", "kf-test-foundation", "kf-test-cluster", "kf-test-kubernetes");
        assertThat(names.cluster()).isEqualTo("kf-test");
        assertThat(names.nodeTag()).isEqualTo("kf-test-node");
        assertThat(names.secret("db")).isEqualTo("kf-test-db");
        assertThat(names.disk("store")).isEqualTo("kf-test-store");
        assertThat(names.email("pipelines")).isEqualTo("kf-test-pipelines@example-kf-test.iam.gserviceaccount.com");
    }

    @Test
    void twoMySqlUsersTakeTurnsWithTheGenerationsOfTheirPassword() {
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(generation -> ResourceNames.databaseUser("kubeflow", generation)))
                .containsExactly("kubeflow-1", "kubeflow-2", "kubeflow-1", "kubeflow-2");
    }

    @Test
    void whatTheWorldSharesStartsWithTheProject() {
        assertThat(names.bucket("artifacts")).isEqualTo("example-kf-test-kf-test-artifacts");
        assertThat(names.workloadPool()).isEqualTo("example-kf-test.svc.id.goog");
    }

    @Test
    void theNetworkIsTheHostProjects() {
        assertThat(names.network()).isEqualTo("projects/example-net-host/global/networks/shared-vpc");
        assertThat(names.subnetwork("kf-test"))
                .isEqualTo("projects/example-net-host/regions/europe-west1/subnetworks/kf-test");
    }

    @Test
    void theDatabaseHasItsSuffix() {
        assertThat(names.databaseConnection(names.environment().database().orElseThrow()))
                .isEqualTo("example-kf-test:europe-west1:kf-test-kubeflow-2");
    }

    @Test
    void aClusterIsFoundInItsZoneOrItsRegion() {
        assertThat(names.clusterId()).isEqualTo("projects/example-kf-test/locations/europe-west1-b/clusters/kf-test");
        assertThat(new ResourceNames(Fixture.environment("location: {zones: [europe-west1-b, europe-west1-c]}"))
                        .clusterId())
                .isEqualTo("projects/example-kf-test/locations/europe-west1/clusters/kf-test");
    }

    @Test
    void labelsAreTheFilesAndKfstacksOwn() {
        assertThat(names.labels())
                .hasToString("{cost-center=4711, environment=kf-test, managed-by=kfstack, team=ml}")
                .containsKeys(ResourceNames.OWN_LABELS.toArray(String[]::new));
    }

    @Test
    void reservedAccountsAreThoseKfstackMakes() {
        assertThat(ReservedAccount.accounts()).containsExactly("nodes", "cloudsql", "velero", "planner", "applier");
    }
}
