package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineServeCommandTest {

    private static final String CONFIGURATION = """
            terraform {
              backend "gcs" {
                bucket = "example-tfstate"
              }
            }
            resource "terraform_data" "thing" {}
            """;

    @TempDir
    Path work = Path.of("");

    @Test
    void givesTheCommandWhatLeadsItToTheFakesAndEndsWithItsExitCode() throws Exception {
        Run run = serve(
                Map.of("GOOGLE_APPLICATION_CREDENTIALS", "key.json"),
                "--",
                "sh",
                "-c",
                "echo $GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT $CHECKPOINT_DISABLE $TF_DATA_DIR"
                        + " -$GOOGLE_APPLICATION_CREDENTIALS-; echo $1 >&2; exit 7",
                "sh",
                "--world");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).matches("http://127\\.0\\.0\\.1:[0-9]+/storage/v1/ 1 \\.terraform-offline --\n");
        assertThat(run.err()).isEqualTo("--world\n");
    }

    @Test
    void aWorldIsKeptFromOneCommandToTheNextAndAnotherKnowsNothingOfIt() throws Exception {
        String terraform = Requirement.tool("terraform").toString();
        Files.writeString(work.resolve("main.tf"), CONFIGURATION);
        String apply = terraform + " init && " + terraform + " apply -auto-approve";
        String plan = terraform + " plan -no-color";

        assertThat(serve(Map.of(), "--world", "trial", "--", "sh", "-c", apply).exitCode())
                .isZero();

        assertThat(serve(Map.of(), "--world", "trial", "--", "sh", "-c", plan).out())
                .contains("No changes.");
        assertThat(serve(Map.of(), "--world", "other", "--", "sh", "-c", plan).out())
                .contains("Plan: 1 to add");
        assertThat(serve(Map.of(), "--", "sh", "-c", plan).out()).contains("Plan: 1 to add");
        assertThat(work.resolve(".terraform")).doesNotExist();
    }

    @Test
    void aCommandThatDoesNotExistIsWrongUsage() throws Exception {
        Run run = serve(Map.of(), "--", "no-such-command");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("kfstack: Cannot run program \"no-such-command\"")
                .endsWith("Try 'kfstack offline serve --help'.\n");
    }

    @Test
    void noCommandIsWrongUsage() throws Exception {
        assertThat(Run.kfstack("offline", "serve").exitCode()).isEqualTo(2);
        assertThat(Run.kfstack("offline").err()).startsWith("kfstack: a command is missing\n");
    }

    @Test
    void anOldTerraformAndAMissingOneAreProblemsOfAPlan() throws Exception {
        Run.copyOfRepository(work);
        Path program = Files.writeString(
                work.resolve("terraform-old"), "#!/bin/sh\necho '{\"terraform_version\":\"1.5.7\"}'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Run old = plan(program.toString());
        Run missing = plan("no-terraform");

        assertThat(old.exitCode()).isEqualTo(1);
        assertThat(old.err()).startsWith(program + ":1:1: error: is version 1.5.7; 1.11 or newer is needed");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("no-terraform:1:1: error: is not on the PATH");
        assertThat(work.resolve("cdktf.out")).doesNotExist();
    }

    private Run plan(String terraform) throws IOException, InterruptedException {
        return KfstackInChildJvm.run(work, Map.of("TERRAFORM_BINARY_NAME", terraform), "plan", "kf-test", "--offline");
    }

    private Run serve(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("offline", "serve"));
        all.addAll(List.of(arguments));
        return KfstackInChildJvm.run(work, variables, all.toArray(String[]::new));
    }
}
