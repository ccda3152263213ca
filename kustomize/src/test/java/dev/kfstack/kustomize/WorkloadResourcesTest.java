package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What platform parts get, as the real kubectl builds it. */
class WorkloadResourcesTest {

    private static KubernetesObjects objects;

    @BeforeAll
    static void build() {
        objects = Builds.of(Sample.changed("""
                kubeflow:
                  components: [profiles, pipelines]
                  resources:
                    istiod: {cpu: 1, memory: 4Gi, memoryLimit: 8Gi, minReplicas: 2, maxReplicas: 6}
                    ml-pipeline: {minReplicas: 2}
                    cloudsql-proxy: {minReplicas: 3}
                """));
    }

    @Test
    void requestsGoToTheMainContainerAndTheRestOfItStays() {
        assertThat(KubernetesObjects.list(
                        objects.all().get("apps/v1 Deployment istio-system/istiod"),
                        "spec",
                        "template",
                        "spec",
                        "containers"))
                .singleElement()
                .satisfies(container -> {
                    assertThat(KubernetesObjects.map(container, "resources"))
                            .isEqualTo(Map.of(
                                    "requests", Map.of("cpu", "1", "memory", "4Gi"),
                                    "limits", Map.of("memory", "8Gi")));
                    assertThat(KubernetesObjects.text(container, "image")).contains("/pilot:");
                });
    }

    @Test
    void anAutoscalerOwnsTheReplicasAndADeploymentWithoutOneItsOwn() {
        String scaler = "autoscaling/v2 HorizontalPodAutoscaler ";
        assertThat(objects.at(scaler + "istio-system/istiod", "spec", "minReplicas"))
                .isEqualTo(2);
        assertThat(objects.at(scaler + "istio-system/istiod", "spec", "maxReplicas"))
                .isEqualTo(6);
        assertThat(objects.at("apps/v1 Deployment istio-system/istiod", "spec", "replicas"))
                .isEqualTo("absent");
        assertThat(objects.at("apps/v1 Deployment kubeflow/ml-pipeline", "spec", "replicas"))
                .isEqualTo(2);
        assertThat(objects.all().keySet()).doesNotContain(scaler + "kubeflow/ml-pipeline");
        assertThat(objects.at("apps/v1 Deployment kubeflow/cloudsql-proxy", "spec", "replicas"))
                .isEqualTo(3);
    }

    @Test
    void severalReplicasAreNotTakenAwayAtOnce() {
        for (String name : List.of("istio-system/istiod", "kubeflow/ml-pipeline", "kubeflow/cloudsql-proxy")) {
            assertThat(objects.at("policy/v1 PodDisruptionBudget " + name, "spec", "selector", "matchLabels"))
                    .isEqualTo(objects.at("apps/v1 Deployment " + name, "spec", "selector", "matchLabels"));
            assertThat(objects.at("policy/v1 PodDisruptionBudget " + name, "spec", "maxUnavailable"))
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutResourcesNothingIsEmitted() {
        assertThat(Builds.files(Sample.changed("")).keySet()).noneMatch(path -> path.contains("/resources/"));
    }
}
