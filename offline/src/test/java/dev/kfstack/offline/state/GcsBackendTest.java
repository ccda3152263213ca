package dev.kfstack.offline.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.RealTerraform;
import dev.kfstack.offline.terraform.Terraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real terraform and its gcs backend. */
class GcsBackendTest {

    private static final String BACKEND = """
            terraform {
              backend "gcs" {
                bucket = "example-tfstate"
                prefix = "kf-test/cluster"
            %s  }
            }
            """;
    private static final String KEY = "    kms_encryption_key = \"projects/p/locations/l/keyRings/r/cryptoKeys/k\"\n";
    private static final String LOCK = "kf-test/cluster/default.tflock";

    @TempDir
    Path work = Path.of("");

    private StateServer server;
    private ObjectStore store;
    private final ChildProcesses processes = ChildProcesses.open();

    @BeforeEach
    void start() throws IOException {
        RealTerraform.binary();
        server = StateServer.start(work.resolve("states"));
        store = new ObjectStore(work.resolve("states"));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        processes.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", KEY})
    void initPlanApplyAndApplyAgain(String extra) throws IOException {
        Path folder = RealTerraform.folder(work.resolve("a"), BACKEND.formatted(extra) + thing("first"));

        succeeds(folder, "init");
        assertThat(succeeds(folder, "plan")).contains("Plan: 1 to add, 0 to change, 0 to destroy.");
        assertThat(succeeds(folder, "apply", "-auto-approve")).contains("Resources: 1 added, 0 changed, 0 destroyed.");
        assertThat(succeeds(folder, "apply", "-auto-approve")).contains("No changes.");
        assertThat(succeeds(folder, "destroy", "-auto-approve")).contains("Destroy complete! Resources: 1 destroyed.");
    }

    @Test
    void theStateIsWhatTerraformWroteAndASecondEngineerSeesIt() throws IOException {
        Path mine = initialized("mine", thing("first"));
        succeeds(mine, "apply", "-auto-approve");
        Path theirs = initialized("theirs", thing("first"));

        assertThat(succeeds(theirs, "plan")).contains("No changes.");
        JsonNode kept = json(object("kf-test/cluster/default.tfstate").content());
        assertThat(kept.path("resources").findValuesAsText("name")).contains("thing");
        assertThat(json(succeeds(theirs, "state", "pull").getBytes(UTF_8))).isEqualTo(kept);
    }

    @Test
    void workspacesAreListed() throws IOException {
        Path folder = initialized("a", thing("first"));
        succeeds(folder, "apply", "-auto-approve");
        run(folder, "workspace", "new", "other");

        assertThat(run(folder, "workspace", "list").out().lines()).contains("  default", "* other");
    }

    @Test
    void aLockThatAnotherHoldsNamesItsHolderUntilItIsBroken() throws IOException {
        Path folder = initialized("a", thing("first"));
        store.put(
                new ObjectName("example-tfstate", LOCK),
                "{\"ID\":\"\",\"Operation\":\"OperationTypeApply\",\"Who\":\"somebody@elsewhere\"}".getBytes(UTF_8),
                Precondition.of(Map.of()));

        Terraform.Result refused = run(folder, "plan", "-lock-timeout=0s");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Error acquiring the state lock", "somebody@elsewhere", "ID:        3");

        succeeds(folder, "force-unlock", "-force", "3");
        assertThat(succeeds(folder, "plan")).contains("Plan: 1 to add");
    }

    @Test
    void aWrongIdBreaksNoLock() throws IOException {
        Path folder = initialized("a", thing("first"));
        store.put(new ObjectName("example-tfstate", LOCK), "{}".getBytes(UTF_8), Precondition.of(Map.of()));

        assertThat(run(folder, "force-unlock", "-force", "7").exitCode()).isEqualTo(1);
        assertThat(store.get(new ObjectName("example-tfstate", LOCK))).isPresent();
    }

    @Test
    void aKilledApplyLeavesItsLockAndNoTornState() throws Exception {
        Path folder = initialized("a", slowThing("sleep 60"));
        Process apply = background(folder);
        awaitLock();
        List<ProcessHandle> provisioner = apply.descendants().toList();
        apply.destroyForcibly().waitFor();
        provisioner.forEach(ProcessHandle::destroy);

        Terraform.Result refused = run(folder, "plan");
        assertThat(refused.err()).contains("Error acquiring the state lock", "OperationTypeApply");
        String id = Long.toString(object(LOCK).generation());
        succeeds(folder, "force-unlock", "-force", id);
        assertThat(succeeds(folder, "plan")).contains("to add");
    }

    @Test
    void ofTwoAppliesAtOnceTheSecondWaitsAsLongAsItIsTold() throws Exception {
        Path first = initialized("first", slowThing("while [ ! -e go ]; do sleep 0.05; done"));
        Path second = initialized("second", slowThing("true"));
        Process apply = background(first);
        awaitLock();

        assertThat(run(second, "apply", "-auto-approve").err()).contains("Error acquiring the state lock");
        CompletableFuture<Terraform.Result> waiting =
                CompletableFuture.supplyAsync(() -> run(second, "apply", "-auto-approve", "-lock-timeout=60s"));
        Files.createFile(first.resolve("go"));

        assertThat(apply.waitFor()).isZero();
        assertThat(waiting.get().exitCode()).as(waiting.get().err()).isZero();
    }

    @Test
    void aStateTooLargeForOneRequestIsKeptWhole() throws IOException {
        // the client sends 16 MB at a time
        Path folder = initialized("a", """
                resource "terraform_data" "thing" {
                  input = format("%09000000d", 7)
                }
                """);

        assertThat(run(folder, "apply", "-auto-approve").exitCode()).isZero();
        assertThat(object("kf-test/cluster/default.tfstate").content()).hasSizeGreaterThan(17_000_000);
        assertThat(run(folder, "plan", "-detailed-exitcode").exitCode()).isZero();
    }

    private static String thing(String input) {
        return "resource \"terraform_data\" \"thing\" {\n  input = \"" + input + "\"\n}\n";
    }

    private static String slowThing(String command) {
        return "resource \"terraform_data\" \"thing\" {\n  provisioner \"local-exec\" {\n    command = \"" + command
                + "\"\n  }\n}\n";
    }

    private Path initialized(String name, String configuration) throws IOException {
        Path folder = RealTerraform.folder(work.resolve(name), BACKEND.formatted("") + configuration);
        succeeds(folder, "init");
        return folder;
    }

    private Process background(Path folder) throws IOException {
        Terraform terraform = RealTerraform.with(server.environment(), processes);
        ProcessBuilder builder = new ProcessBuilder(terraform.binary().file().toString(), "apply", "-auto-approve")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().clear();
        builder.environment().putAll(terraform.variables());
        return builder.start();
    }

    private void awaitLock() throws Exception {
        while (store.get(new ObjectName("example-tfstate", LOCK)).isEmpty()) {
            Thread.sleep(10);
        }
    }

    private StoredObject object(String name) throws IOException {
        return store.get(new ObjectName("example-tfstate", name)).orElseThrow();
    }

    private String succeeds(Path folder, String... arguments) {
        Terraform.Result result = run(folder, arguments);
        assertThat(result.exitCode())
                .as(List.of(arguments) + result.out() + result.err())
                .isZero();
        return result.out();
    }

    private Terraform.Result run(Path folder, String... arguments) {
        try {
            return RealTerraform.with(server.environment(), processes).run(folder, arguments);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(byte[] text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
