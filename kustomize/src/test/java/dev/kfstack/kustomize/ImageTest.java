package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {

    @ParameterizedTest
    @CsvSource({
        "mysql:8.0, mirror/docker.io/library/mysql, :8.0",
        "chrislusf/seaweedfs:4.00, mirror/docker.io/chrislusf/seaweedfs, :4.00",
        "ghcr.io/kubeflow/kfp-driver:2.16.0, mirror/ghcr.io/kubeflow/kfp-driver, :2.16.0",
        "localhost/x, mirror/localhost/x, ''",
        "registry:5000/x/y:1, mirror/registry:5000/x/y, :1",
        "quay.io/a/b@sha256:0123, mirror/quay.io/a/b, @sha256:0123",
        "quay.io/a/b:1.2@sha256:0123, mirror/quay.io/a/b, :1.2@sha256:0123",
    })
    void keepsTheRegistryInTheMirrorsPathAndTheTagApart(String reference, String mirrored, String suffix) {
        Image image = Image.of(reference);

        assertThat(image.nameIn("mirror")).isEqualTo(mirrored);
        assertThat(image.suffix()).isEqualTo(suffix);
    }
}
