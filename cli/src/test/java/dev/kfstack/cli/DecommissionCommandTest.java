package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kfstack decommission} says before it has read a state; {@link WholeLifeTest} has all that follows. */
class DecommissionCommandTest {

    @TempDir
    Path work = Path.of("");

    @Test
    void statesThatAreOutOfReachAreAProblemAndNoBug() throws IOException, InterruptedException {
        Path terraform = Files.writeString(work.resolve("tf"), """
                #!/bin/sh
                case "$*" in *version*) exec %s "$@" ;; esac
                echo 'Error: could not find default credentials' >&2
                exit 1
                """.formatted(Requirement.tool("terraform")));
        assertThat(terraform.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                Run.copyOfRepository(work).resolve("environments/kf-test.yaml"),
                "decommission: {environment: kf-test}\n",
                StandardOpenOption.APPEND);
        Map<String, String> variables = Map.of("TERRAFORM_BINARY_NAME", terraform.toString());

        Run text = KfstackInChildJvm.run(work, variables, "decommission", "kf-test");
        Run json = KfstackInChildJvm.run(work, variables, "decommission", "kf-test", "--output", "json");

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err())
                .contains("Error: could not find default credentials")
                .endsWith("""
                        kf-test:1:1: error: terraform init failed in kf-test-foundation [decommission-state]
                        1 error
                        """);
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out())
                .contains("\"message\" : \"terraform init failed in kf-test-foundation\"")
                .endsWith("]\n}\n");
    }
}
