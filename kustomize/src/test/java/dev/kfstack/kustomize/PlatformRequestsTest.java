package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.kustomize.PlatformRequests.Amount;
import dev.kfstack.reader.EnvironmentFile;
import org.junit.jupiter.api.Test;

class PlatformRequestsTest {

    private static final String APPS = "kubeflow: {components: [profiles], resources: {%s}}";

    private static PlatformRequests of(String changes) {
        EnvironmentFile file = Sample.changed(changes);
        return PlatformRequests.of(file.environment(), Sample.inventory(file)).orElseThrow();
    }

    @Test
    void theMainContainersRequestIsTheEnvironmentsAndReplicasCount() {
        Amount plain = of(APPS.formatted("")).once();
        // upstream's istiod asks for 500m and 2Gi
        Amount more = of(APPS.formatted("istiod: {cpu: 1, memory: 4Gi, minReplicas: 3}"))
                .once();

        assertThat(more)
                .isEqualTo(new Amount(
                        plain.milliCpus() + 3000 - 500, plain.mebibytes() + 3 * 4096 - 2048, plain.pods() + 2));
    }

    @Test
    void whatRunsOnEveryNodeGrowsWithTheNodes() {
        PlatformRequests requests =
                of("nodePools: {standard: {machineType: n2-standard-8, autoscaling: {totalMin: 1," + " totalMax: 4}}}");

        assertThat(requests.onEachNode()).isEqualTo(new Amount(100, 100, 1));
        assertThat(requests.least()).isEqualTo(new Amount(7910 - 100, 29022 - 100, 64 - 1));
        assertThat(requests.most()).isEqualTo(new Amount(4 * 7810, 4 * 28922, 4 * 63));
    }

    @Test
    void poolsWithTaintsDoNotCountAndOneOfUnknownSizeEndsIt() {
        assertThat(of("nodePools: {other: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 1}, spot:"
                                + " true}}")
                        .pools())
                .containsOnlyKeys("standard");
        EnvironmentFile unknown = Sample.changed("nodePools: {standard: {machineType: e2-medium}}");
        assertThat(PlatformRequests.of(unknown.environment(), Sample.inventory(unknown)))
                .isEmpty();
    }
}
