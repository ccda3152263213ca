package dev.kfstack.offline.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformBinaryTest {

    @TempDir
    Path folder = Path.of("");

    private final Problems problems = new Problems();

    @Test
    void findsTheTerraformOfThisMachine() {
        TerraformBinary binary = RealTerraform.binary();

        assertThat(binary.file()).isAbsolute().isExecutable();
        assertThat(binary.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.11.0", "1.11.4", "1.12.0-beta1", "2.0.0"})
    void takesAVersionThatKnowsWriteOnlyArguments(String version) throws IOException {
        program("terraform", version);

        assertThat(TerraformBinary.find(onPath(), problems))
                .contains(new TerraformBinary(folder.resolve("terraform"), version));
        assertThat(problems.inFileOrder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10.5", "1.9.0", "0.15.0", "dev"})
    void refusesAnOlderOneAndSaysWhatIsNeededAndWhereToGetIt(String version) throws IOException {
        program("terraform", version);

        assertThat(TerraformBinary.find(onPath(), problems)).isEmpty();
        assertThat(onlyProblem())
                .isEqualTo("terraform:1:1: is version " + version
                        + "; 1.11 or newer is needed, since secrets are given as write-only arguments [terraform-binary]"
                        + " get Terraform from https://developer.hashicorp.com/terraform/install or OpenTofu from"
                        + " https://opentofu.org/docs/intro/install and put it on the PATH, or name another in"
                        + " TERRAFORM_BINARY_NAME");
    }

    @ParameterizedTest
    @CsvSource({
        "terraform, is not on the PATH; terraform 1.11 or newer is needed",
        "tofu, is not on the PATH; terraform 1.11 or newer is needed",
        "/no/such/tofu, is no program; terraform 1.11 or newer is needed",
        "'', is not on the PATH; terraform 1.11 or newer is needed"
    })
    void saysThatThereIsNone(String name, String message) {
        Map<String, String> environment = Map.of("PATH", folder.toString(), "TERRAFORM_BINARY_NAME", name);

        assertThat(TerraformBinary.find(environment, problems)).isEmpty();
        assertThat(onlyProblem()).startsWith(name + ":1:1: " + message + " [terraform-binary] get Terraform from ");
    }

    @Test
    void takesTheOneThatTheEnvironmentNames() throws IOException {
        program("terraform", "1.5.7");
        program("tofu", "1.11.0");

        assertThat(TerraformBinary.find(
                        Map.of("PATH", "/nowhere:" + folder, "TERRAFORM_BINARY_NAME", "tofu"), problems))
                .contains(new TerraformBinary(folder.resolve("tofu"), "1.11.0"));
        assertThat(TerraformBinary.find(
                        Map.of("TERRAFORM_BINARY_NAME", folder.resolve("tofu").toString()), problems))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "echo nonsense", "echo '{}'", "true"})
    void refusesAProgramThatIsSomethingElse(String script) throws IOException {
        script("terraform", script);

        assertThat(TerraformBinary.find(onPath(), problems)).isEmpty();
        assertThat(onlyProblem())
                .startsWith("terraform:1:1: does not say its version when run as \"terraform version -json\" ");
    }

    @Test
    void aProgramThatIsSomethingElseIsEnded() throws IOException {
        Path pid = folder.resolve("pid");
        script("terraform", "echo $$ > " + pid + "; echo nonsense; exec " + Requirement.tool("sleep") + " 600");

        assertThat(TerraformBinary.find(onPath(), problems)).isEmpty();
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }

    @Test
    void aProgramThatReadsItsInputHasNone() throws IOException {
        script("terraform", Requirement.tool("cat") + " >/dev/null; echo '{\"terraform_version\":\"1.11.4\"}'");

        assertThat(TerraformBinary.find(onPath(), problems)).isPresent();
    }

    @Test
    void asksForNoNewerVersionAndForNoFileThatIsNotThere() throws IOException {
        script("terraform", """
                if [ "$CHECKPOINT_DISABLE" != 1 ] || [ -n "$TF_CLI_CONFIG_FILE" ]; then exit 1; fi
                echo '{"terraform_version":"1.11.4"}'""");

        assertThat(TerraformBinary.find(
                        Map.of("PATH", folder.toString(), "TF_CLI_CONFIG_FILE", "/no/such/file"), problems))
                .isPresent();
    }

    @Test
    void offlineNothingThatLeadsToACloudIsPassedOn() throws IOException {
        Path configuration = Files.createFile(folder.resolve("terraformrc"));
        Map<String, String> users = Map.of(
                "HOME", "/home/me",
                "TF_CLI_CONFIG_FILE", configuration.toString(),
                "GOOGLE_APPLICATION_CREDENTIALS", "key.json",
                "GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT", "me",
                "STORAGE_EMULATOR_HOST", "localhost:1",
                "TF_CLI_ARGS_plan", "-refresh=false",
                "TF_DATA_DIR", ".mine",
                "TF_WORKSPACE", "other");

        assertThat(TerraformVariables.offline(users))
                .isEqualTo(Map.of(
                        "HOME", "/home/me",
                        "TF_CLI_CONFIG_FILE", configuration.toString(),
                        "CHECKPOINT_DISABLE", "1"));
        assertThat(TerraformVariables.of(users)).containsAllEntriesOf(users).containsEntry("CHECKPOINT_DISABLE", "1");
    }

    private Map<String, String> onPath() {
        return Map.of("PATH", folder.toString());
    }

    private void program(String name, String version) throws IOException {
        script(name, "echo '{\"terraform_version\":\"" + version + "\"}'");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String onlyProblem() {
        List<Problem> found = problems.inFileOrder();
        assertThat(found).hasSize(1);
        Problem problem = found.get(0);
        return problem.place() + ": " + problem.message() + " [" + problem.rule() + "] "
                + problem.hint().orElse("");
    }
}
