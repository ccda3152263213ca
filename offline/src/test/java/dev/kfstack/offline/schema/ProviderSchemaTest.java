package dev.kfstack.offline.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.offline.google.GoogleCloud;
import dev.kfstack.offline.kubernetes.KubernetesCluster;
import dev.kfstack.offline.provider.Cloud;
import dev.kfstack.offline.random.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderSchemaTest {

    @Test
    void theSchemasThatAreCommittedArePackedWithTheirBehaviour() {
        for (Cloud cloud : List.of(new GoogleCloud(), new KubernetesCluster(), new RandomSource())) {
            assertThat(cloud.schema().note()).as(cloud.schema().name()).isEmpty();
            assertThat(cloud.schema().resources()).isNotEmpty();
        }
        assertThat(new GoogleCloud()
                        .schema()
                        .resources()
                        .get("google_container_cluster")
                        .behaviour())
                .satisfies(behaviour ->
                        assertThat(behaviour.at("network").forceNew()).isTrue());
    }

    @Test
    void aBehaviourOfAnotherVersionIsLeftOutAndSaidSo() {
        ProviderSchema schema = ProviderSchema.read("example", "1");

        assertThat(schema.resources().get("example_thing").behaviour()).isEqualTo(Behaviour.NONE);
        assertThat(schema.note())
                .contains("the behaviour table of example is of version 2, the schema of 1: only the schema is applied "
                        + "(bindings/refresh writes both)");
    }

    @Test
    void aVersionThatIsNotPackedIsNamed() {
        assertThatThrownBy(() -> ProviderSchema.read("google", "1.0.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no schema of google 1.0.0 is packed");
    }
}
