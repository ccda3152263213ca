package dev.kfstack.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import org.junit.jupiter.api.Test;

class ExpandedEnvironmentTest {

    private final EnvironmentFile file = Fixture.read(
            "kf-test",
            "labels: {team: \"4711\"}\nlocation:\n  zones:\n  - europe-west1-b\n  - europe-west1-c\n",
            new Problems());
    private final String text = ExpandedEnvironment.render(file.reading().resolved());

    @Test
    void behindEachValueStandsWhereItComesFrom() {
        assertThat(text.lines())
                .contains(
                        "  team: \"4711\"                                                  # kf-test.yaml:1",
                        "environment: kf-test                                            # base.yaml:2",
                        "  - europe-west1-c                                              # kf-test.yaml:5",
                        "  releaseChannel: REGULAR                                       # default");
    }

    @Test
    void itReadsBackAsTheSameEnvironment() {
        Problems problems = new Problems();

        Environment read = YamlFile.parse(text, "expanded.yaml", problems)
                .map(root ->
                        RecordReader.read(Environment.class, root, problems).value())
                .orElseThrow();

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(read).isEqualTo(file.environment());
    }
}
