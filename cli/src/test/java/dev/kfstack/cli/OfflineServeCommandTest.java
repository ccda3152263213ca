package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void twoWorldsAtTheSameTimeDoNotMeet() throws Exception {
        String terraform = Requirement.tool("terraform").toString();
        String apply = terraform + " init && " + terraform + " apply -auto-approve";
        List<Process> both = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path folder = Files.createDirectories(work.resolve(name));
            Files.writeString(
                    folder.resolve("main.tf"),
                    CONFIGURATION + "resource \"google_pubsub_topic\" \"t\" {\n  name = \"" + name
                            + "\"\n  project = \"p\"\n}\n");
            both.add(KfstackInChildJvm.start(folder, "offline", "serve", "--world", "world", "--", "sh", "-c", apply));
        }
        for (Process process : both) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(GoldenFolder.read(work.resolve("one/world")).toString())
                .contains("projects/p/topics/one")
                .doesNotContain("topics/two");
        assertThat(GoldenFolder.read(work.resolve("two/world")).toString())
                .contains("projects/p/topics/two")
                .doesNotContain("topics/one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"synthesized", "to be synthesized", "elsewhere"})
    void aStateThatRealRunsUseIsNotWritten(String place) throws Exception {
        Run.copyOfRepository(work);
        Files.writeString(
                work.resolve("environments/kf-test.yaml"),
                "terraform: {backend: {gcs: null, local: {}}}\n",
                StandardOpenOption.APPEND);
        // a local state has nobody to be granted to
        Files.delete(work.resolve("environments/kf-test.addresses"));
        if (!place.equals("to be synthesized")) {
            Run.kfstack(
                    "synth",
                    "--environments",
                    work.resolve("environments").toString(),
                    "--output-dir",
                    work.toString());
            Files.move(work.resolve("environments"), work.resolve("kept"));
        }
        if (place.equals("elsewhere")) {
            Files.move(work.resolve("cdktf.out"), work.resolve("out"));
        }

        Run run = serve(Map.of(), "--", "sh", "-c", "touch written", "-chdir=out/stacks/kf-test-cluster");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("kfstack: kf-test").contains(": the state is a file (backend: local)");
        assertThat(work.resolve("written")).doesNotExist();
    }

    @Test
    void aStateThatIsAFileIsLookedForWhereTheEnvironmentsAreSaidToBe() throws Exception {
        Run.copyOfRepository(work.resolve("site"));
        Files.writeString(
                work.resolve("site/environments/kf-test.yaml"),
                "terraform: {backend: {gcs: null, local: {}}}\n",
                StandardOpenOption.APPEND);
        String refusal = "kfstack: kf-test: the state is a file (backend: local)";

        assertThat(serve(Map.of(), "--", "true").exitCode())
                .as("not known here")
                .isZero();
        assertThat(serve(Map.of(), "--environments", "site/environments", "--", "true")
                        .err())
                .startsWith(refusal);
        assertThat(serve(Map.of(), "--", "echo", "--environments", "site/environments")
                        .err())
                .startsWith(refusal);
        assertThat(serve(Map.of(), "--", "sh", "-c", "cd kf-test-cluster", "--environments=site/environments")
                        .err())
                .startsWith(refusal);
        assertThat(serve(Map.of(), "--environments=site/environments", "--", "echo", "kf-dev-cluster")
                        .exitCode())
                .as("the command names another environment")
                .isZero();
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
