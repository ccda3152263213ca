package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cdktf-cli and cdktn-cli make of cdktf.json, in a copy of the repository. */
class CdktfTest {

    private static final Path INSTALLED = Requirement.repository().resolve("cli/src/test/npm/node_modules/.bin");

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copyTheRepository() throws IOException {
        Requirement.tool("terraform");
        Run.copyOfRepository(work);
        Files.copy(Requirement.repository().resolve("cdktf.json"), work.resolve("cdktf.json"));
        // the wrapper would build what is under test
        Path kfstack = Files.writeString(
                work.resolve("kfstack"),
                "#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp \"$TEST_CLASS_PATH\" "
                        + Main.class.getName() + " \"$@\"\n");
        assertThat(kfstack.toFile().setExecutable(true)).isTrue();
        Path noProviders = Files.createDirectories(work.resolve("no-providers"));
        Files.writeString(
                work.resolve("terraform.rc"),
                "provider_installation {\n  filesystem_mirror { path = \"" + noProviders + "\" }\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdktf", "cdktn"})
    void synthWritesTheBytesThatKfstackWrites(String command) throws Exception {
        Finished synth = run(command, "synth");
        Map<String, String> written = GoldenFolder.read(work.resolve("cdktf.out"));
        Run.kfstack(
                "synth",
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.resolve("direct").toString());

        assertThat(synth.exitCode()).as(synth.output()).isZero();
        assertThat(written)
                .containsKey("stacks/kf-prod-cluster/cdk.tf.json")
                .isEqualTo(GoldenFolder.read(work.resolve("direct/cdktf.out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdktf", "cdktn"})
    void listNamesTheStacksAndTheirFolders(String command) throws Exception {
        Finished list = run(command, "list");

        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output())
                .contains("Stack name Path"
                        + " kf-dev-cluster cdktf.out/stacks/kf-dev-cluster"
                        + " kf-dev-foundation cdktf.out/stacks/kf-dev-foundation"
                        + " kf-dev-kubernetes cdktf.out/stacks/kf-dev-kubernetes"
                        + " kf-prod-cluster cdktf.out/stacks/kf-prod-cluster"
                        + " kf-prod-foundation cdktf.out/stacks/kf-prod-foundation"
                        + " kf-prod-kubernetes cdktf.out/stacks/kf-prod-kubernetes"
                        + " kf-test-cluster cdktf.out/stacks/kf-test-cluster"
                        + " kf-test-foundation cdktf.out/stacks/kf-test-foundation"
                        + " kf-test-kubernetes cdktf.out/stacks/kf-test-kubernetes");
    }

    /** Terraform has taken the configuration and its backend then, and looks for the providers that it names. */
    @ParameterizedTest
    @ValueSource(strings = {"cdktf", "cdktn"})
    void planLacksNothingButTheProviders(String command) throws Exception {
        Files.writeString(
                work.resolve("environments/kf-test.yaml"),
                "terraform: {backend: {gcs: null, local: {}}}\n",
                StandardOpenOption.APPEND);
        // a local state has nobody to be granted to
        Files.delete(work.resolve("environments/kf-test.addresses"));

        Finished plan = run(command, "plan", "kf-test-cluster", "--skip-provider-lock");

        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.output())
                .contains("Successfully configured the backend \"local\"")
                .contains("Finding hashicorp/google versions matching \"7.45.0\"")
                .contains(
                        "provider registry.terraform.io/hashicorp/google was not found in any of the search locations")
                .contains("terraform init failed with exit code 1");
    }

    /** With the backend that the environment names, and nobody's credentials. */
    @ParameterizedTest
    @ValueSource(strings = {"cdktf", "cdktn"})
    void planIsWholeThroughOfflineServe(String command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("offline", "serve", "--"));
        arguments.addAll(command(command, "plan", "kf-test-cluster", "--skip-provider-lock"));

        Run plan = KfstackInChildJvm.run(work, variables(), arguments.toArray(String[]::new));

        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
        assertThat(plain(plan.out()))
                .contains("Successfully configured the backend \"gcs\"")
                .containsPattern("Plan: [1-9][0-9]* to add, 0 to change, 0 to destroy");
    }

    /** @param output without colour, and without the line breaks and borders that hang on the length of a folder */
    private record Finished(int exitCode, String output) {}

    private Finished run(String... command) throws IOException, InterruptedException {
        Path output = work.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command(command))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables());
        Process process = builder.start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Finished(process.waitFor(), plain(Files.readString(output)));
    }

    private static String plain(String output) {
        return output.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").replaceAll("[\\s│]+", " ");
    }

    private static List<String> command(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(node().toString(), INSTALLED.resolve(command[0]).toString()));
        arguments.addAll(List.of(command).subList(1, command.length));
        return arguments;
    }

    private static Path node() throws IOException {
        return Path.of(System.getenv("JSII_NODE")).toRealPath();
    }

    private Map<String, String> variables() throws IOException {
        return Map.of(
                "PATH",
                node().getParent() + File.pathSeparator + System.getenv("PATH"),
                "TEST_CLASS_PATH",
                System.getProperty("java.class.path"),
                "HOME",
                work.resolve("home").toString(),
                "TF_CLI_CONFIG_FILE",
                work.resolve("terraform.rc").toString(),
                "NO_COLOR",
                "1",
                // with a network that swallows packets the commands would wait for their version service, and never end
                "CHECKPOINT_DISABLE",
                "1");
    }
}
