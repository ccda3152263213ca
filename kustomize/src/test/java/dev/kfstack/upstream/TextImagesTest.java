package dev.kfstack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextImagesTest {

    @Test
    void findsWhatKeysCalledImageName() {
        assertThat(TextImages.of("katib-config.yaml", """
                        runtime:
                          suggestions:
                            - algorithmName: random
                              image: ghcr.io/kubeflow/katib/suggestion-hyperopt:v0.19.0
                            - algorithmName: none
                        """))
                .containsExactly("ghcr.io/kubeflow/katib/suggestion-hyperopt:v0.19.0");
        assertThat(TextImages.of("localModel", "{\"defaultJobImage\": \"kserve/storage-initializer:v0.16.0\"}"))
                .containsExactly("kserve/storage-initializer:v0.16.0");
        assertThat(TextImages.of("TENSORBOARD_IMAGE", "tensorflow/tensorflow:2.5.1"))
                .containsExactly("tensorflow/tensorflow:2.5.1");
        assertThat(TextImages.of("values", "{global: {hub: gcr.io/istio-release, proxy: {image: proxyv2}}}"))
                .containsExactly("gcr.io/istio-release");
    }

    @Test
    void findsNothingInWhatNothingIsStartedFrom() {
        assertThat(TextImages.of("_example", "image: quay.io/a/b:v1")).isEmpty();
        assertThat(TextImages.of("config", "image: {{ .ProxyImage }}")).isEmpty();
        assertThat(TextImages.of("script.py", "image: [unclosed")).isEmpty();
        assertThat(TextImages.of("viewer.yaml", "image: $VOLUME_VIEWER_IMAGE")).isEmpty();
        assertThat(TextImages.of("image", "no image: but words")).isEmpty();
    }
}
