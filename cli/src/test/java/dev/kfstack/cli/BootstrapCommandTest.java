package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapCommandTest {

    @Test
    void printsTheScriptAloneToStandardOutput(@TempDir Path work) {
        Run run = bootstrap(work, "kf-prod");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash\n# Before the first plan of kf-prod.")
                .contains("gcloud storage buckets create gs://example-kf-prod-tfstate --project=example-kf-prod");
    }

    @Test
    void printsNothingOfAnEnvironmentThatIsNotThere(@TempDir Path work) {
        Run run = bootstrap(work, "kf-pord");

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("did you mean kf-prod?");
    }

    private static Run bootstrap(Path work, String environment) {
        Path environments = Run.copyOfRepository(work).resolve("environments");
        return Run.kfstack("bootstrap", environment, "--environments", environments.toString());
    }
}
