package dev.kfstack.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespacedNameTest {

    @Test
    void namespaceAndNameAreParted() {
        assertThat(NamespacedName.parse("kubeflow/ml.pipeline-1"))
                .isEqualTo(new NamespacedName("kubeflow", "ml.pipeline-1"))
                .hasToString("kubeflow/ml.pipeline-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "kubeflow",
                "kubeflow/",
                "/name",
                "a/b/c",
                "Kubeflow/a",
                "a/B",
                "-a/b",
                "a-/b",
                "a/b-",
                "a.b/c"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamespacedName.parse(text))
                .withMessage("namespace/name, such as kubeflow/ml-pipeline");
    }
}
