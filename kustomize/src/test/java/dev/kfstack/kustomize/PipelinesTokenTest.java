package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelinesTokenTest {

    private static final String KEY = "kubeflow.org/v1alpha1 PodDefault recommendations/access-ml-pipeline";

    @Test
    void aPodWithTheLabelHasATokenForThePipelinesApiWhereTheSdkLooks() {
        KubernetesObjects objects = access("[pipelines, notebooks, profiles]");

        assertThat(objects.at(KEY, "spec", "selector", "matchLabels")).isEqualTo(Map.of("access-ml-pipeline", "true"));
        assertThat(objects.at(KEY, "spec", "volumes", 0, "projected", "sources", 0, "serviceAccountToken"))
                .isEqualTo(Map.of("path", "token", "expirationSeconds", 7200, "audience", "pipelines.kubeflow.org"));
        assertThat(objects.at(KEY, "spec", "volumeMounts", 0, "mountPath"))
                .isEqualTo("/var/run/secrets/kubeflow/pipelines");
        assertThat(objects.at(KEY, "spec", "env"))
                .isEqualTo(List.of(Map.of(
                        "name", "KF_PIPELINES_SA_TOKEN_PATH", "value", "/var/run/secrets/kubeflow/pipelines/token")));
    }

    @Test
    void withoutPipelinesOrWithoutTheKindThereIsNone() {
        assertThat(access("[notebooks, profiles]").all()).doesNotContainKey(KEY);
        assertThat(access("[pipelines, profiles]").all()).doesNotContainKey(KEY);
    }

    private static KubernetesObjects access(String apps) {
        return new KubernetesObjects(Builds.files(Sample.changed("kubeflow: {components: " + apps + "}\n"))
                .getOrDefault("kf-test/access/recommendations.yaml", ""));
    }
}
