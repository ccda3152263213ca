package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock is made by terraform itself, from a mirror whose providers are files of a few bytes: it never runs them. */
class ProviderLockTest {

    private static final String LOCK = "environments/providers/.terraform.lock.hcl";
    private static final String PLATFORM = "linux_amd64";
    private static final String HINT = " hint: run terraform -chdir=environments/providers providers lock"
            + " -platform=linux_amd64 -platform=darwin_arm64, and commit the file";

    @TempDir
    Path root;

    private SynthFixture fixture;

    @BeforeEach
    void writeAnEnvironment() {
        fixture = new SynthFixture(root).environment("kf-test", "secrets: {oauth: {generate: {password: 32}}}");
    }

    @Test
    void theProvidersToLockAreThoseOfTheBindings() throws IOException {
        JsonNode locked = new ObjectMapper().readTree(shipped().toFile()).at("/terraform/required_providers");
        TreeMap<String, String> versions = new TreeMap<>();
        locked.properties()
                .forEach(provider -> versions.put(
                        provider.getValue().path("source").asText(),
                        provider.getValue().path("version").asText()));
        fixture.synth();

        for (String part : List.of("foundation", "cluster", "kubernetes")) {
            fixture.stack("kf-test-" + part)
                    .root()
                    .at("/terraform/required_providers")
                    .forEach(provider -> assertThat(versions)
                            .containsEntry(
                                    provider.path("source").asText(),
                                    provider.path("version").asText()));
        }
        assertThat(versions).hasSize(3);
    }

    @Test
    void eachStackGetsTheLocksOfItsProvidersAndTerraformTakesThemAsTheyAre() throws Exception {
        lock();

        fixture.synth();

        assertThat(fixture.text("cdktf.out/stacks/kf-test-foundation/.terraform.lock.hcl"))
                .contains("hashicorp/google\"", "hashicorp/random\"")
                .doesNotContain("hashicorp/kubernetes");
        for (String part : List.of("foundation", "cluster", "kubernetes")) {
            terraform("cdktf.out/stacks/kf-test-" + part, "init", "-backend=false", "-lockfile=readonly", mirror());
        }
        assertThat(fixture.synth().written()).isEmpty();
    }

    @Test
    void terraformRefusesAProviderThatIsNotTheOneThatWasLocked() throws Exception {
        lock();
        fixture.synth();
        Files.writeString(executable("random", "3.9.0"), "another");

        assertThat(run("cdktf.out/stacks/kf-test-foundation", "init", "-backend=false", "-no-color", mirror()))
                .contains("doesn't match any of the");
    }

    @Test
    void aLockOfOtherProvidersIsRefusedAndNothingIsWritten() throws Exception {
        lock();
        String lock = fixture.text(LOCK);
        fixture.write(LOCK, lock.replace("\"7.45.0\"", "\"7.44.0\"").replace("hashicorp/random", "hashicorp/time"));

        Problems problems = new Problems();
        assertThat(fixture.synth(problems).written()).isEmpty();

        assertThat(fixture.describe(problems))
                .containsExactly(
                        LOCK + ":1:1: : has no hashicorp/random [provider-lock]" + HINT,
                        LOCK + ":4:1: : hashicorp/google must be 7.45.0, which the constructs are made for, got 7.44.0"
                                + " [provider-lock]" + HINT);
        assertThat(fixture.output()).doesNotExist();
    }

    private static Path shipped() {
        return Requirement.repository().resolve("environments/providers/versions.tf.json");
    }

    /** Does what the hint says, with a mirror in place of the registry. */
    private void lock() throws Exception {
        executable("google", "7.45.0");
        executable("kubernetes", "3.2.1");
        executable("random", "3.9.0");
        fixture.write("environments/providers/versions.tf.json", Files.readString(shipped()));
        terraform(
                "environments/providers",
                "providers",
                "lock",
                "-platform=" + PLATFORM,
                "-fs-mirror=" + root.resolve("mirror"));
    }

    private Path executable(String provider, String version) throws IOException {
        Path file = root.resolve("mirror/registry.terraform.io/hashicorp")
                .resolve(Path.of(provider, version, PLATFORM, "terraform-provider-" + provider + "_v" + version));
        Files.createDirectories(file.getParent());
        Files.writeString(file, provider);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String mirror() {
        return "-plugin-dir=" + root.resolve("mirror");
    }

    private void terraform(String folder, String... arguments) throws Exception {
        assertThat(run(folder, arguments)).doesNotContain("Error");
    }

    private String run(String folder, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Requirement.tool("terraform").toString()));
        command.addAll(List.of(arguments));
        Path output = root.resolve("terraform.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.start().waitFor();
        return Files.readString(output);
    }
}
