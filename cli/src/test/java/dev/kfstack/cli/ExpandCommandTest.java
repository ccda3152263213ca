package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpandCommandTest {

    @Test
    void printsEachValueWithItsOrigin(@TempDir Path work) {
        Path environments = Run.copyOfRepository(work).resolve("environments");

        Run run = Run.kfstack("expand", "kf-test", "--environments", environments.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("  region: europe-west1 +# .*/environments/base.yaml:[0-9]+"))
                .anyMatch(line -> line.matches("tier: test +# .*/environments/kf-test.yaml:[0-9]+"))
                .anyMatch(line -> line.matches("  releaseChannel: REGULAR +# default"));
    }

    @Test
    void withJsonItPrintsProblemsOrTheEnvironmentButNeverBoth(@TempDir Path work) {
        String environments = Run.copyOfRepository(work).resolve("environments").toString();

        Run fine = Run.kfstack("expand", "kf-test", "--output", "json", "--environments", environments);
        Run wrong = Run.kfstack("expand", "kf-tset", "--output", "json", "--environments", environments);

        assertThat(fine.out()).startsWith("apiVersion: ");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).startsWith("{").endsWith("}\n").contains("did you mean");
    }
}
