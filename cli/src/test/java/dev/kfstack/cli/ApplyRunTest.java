package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.OfflineProviders;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.TerraformVariables;
import dev.kfstack.offline.world.Fault;
import dev.kfstack.offline.world.World;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** An environment that comes into being by the pipeline of a merged pull request, with all that can go wrong on the way. */
class ApplyRunTest {

    private static final String FOUNDATION = "kf-test-foundation";
    private static final String CLUSTER = "kf-test-cluster";

    @TempDir
    Path work = Path.of("");

    private World world = World.scratch();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private SortedMap<String, String> variables = TerraformVariables.offline(Map.of());
    private ForgeServer forge;

    /** {@code apply}, with variables of its own. */
    @Command(name = "run")
    static final class Subject implements Callable<Integer> {
        private final Map<String, String> variables;

        @Mixin
        private ApplyOptions options = new ApplyOptions();

        @Mixin
        private ProblemOutput output = new ProblemOutput();

        Subject(Map<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public Integer call() {
            return new ApplyRun(options, output, variables).apply();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        Requirement.tool("terraform");
        Run.copyOfRepository(work);
        world = World.in(work.resolve("world/cloud"));
        OfflineProviders providers = OfflineProviders.start(world);
        StateServer states = StateServer.start(work.resolve("world/states"));
        forge = new ForgeServer(Kind.GITHUB);
        servers.addAll(List.of(providers, states, forge));
        variables = TerraformVariables.offline(System.getenv());
        variables.putAll(states.environment());
        variables.put("TF_REATTACH_PROVIDERS", providers.reattach());
        variables.put("GITHUB_ACTIONS", "true");
        variables.put("GITHUB_API_URL", forge.address());
        variables.put("GITHUB_REPOSITORY", "example/platform");
        variables.put("GITHUB_SHA", ForgeServer.NEWER);
        variables.put("GITHUB_TOKEN", ForgeServer.TOKEN);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    @Test
    void anEnvironmentIsAppliedAsReviewedThroughFailuresALockAndASignal() throws Exception {
        whatNobodyReviewedWaitsAndTheSecondRunAppliesIt();
        aLockedStateNamesItsHolder();
        aRunThatIsToldToEndWritesItsStateAndTheNextOnesDoTheRest();
        theLastStackCouldNotBePlannedBeforeAndWaits();
        whatIsDoneIsNotDoneTwiceAndNobodyIsTold();
        driftIsAnIssueUntilItIsAllowedOrTakenBack();
        aRunThatIsKilledLeavesALockAndWhatItMadeAndTheNextOnesTakeItOver();
        prodIsRefusedWhileTestIsBehind();
    }

    private void whatNobodyReviewedWaitsAndTheSecondRunAppliesIt() {
        Run first = apply();
        assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
        assertThat(first.out())
                .contains(FOUNDATION + ": waits: its plan was not reviewed yet\n" + CLUSTER + ": not reached\n");
        assertThat(world.toString()).isEmpty();
        assertThat(comment()).contains("### Apply of kf-test: **stopped**", "- create `google_sql_database_instance.");

        world.strike(new Fault.Failing(new Fault.Match("google_sql_database_instance", ""), "no more instances"));
        Run half = apply();
        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(half.out())
                .containsPattern(
                        FOUNDATION + ": half applied, [0-9]+ of [0-9]+ changes are left: terraform apply failed\n")
                .contains("the rest, which was reviewed, is applied then");
        assertThat(world.toString()).contains("google_service_account ");
        assertThat(comment()).contains("half applied, ").doesNotContain("create `google_service_account.");

        world.heal();
        Run rest = apply("--digest", CLUSTER + "=" + "0".repeat(64));
        assertThat(rest.out())
                .containsPattern(FOUNDATION + ": applied\\. Plan: [0-9]+ to add, 0 to change, 0 to destroy\\.\n")
                .contains(CLUSTER + ": waits: its plan is not the one that was reviewed\n");
        assertThat(comment()).contains("| " + FOUNDATION + " | applied. Plan: ");
    }

    private void aLockedStateNamesItsHolder() throws Exception {
        String configuration = Files.readString(work.resolve("cdktf.out/stacks/" + CLUSTER + "/cdk.tf.json"));
        String bucket = find("\"bucket\": \"([^\"]+)\"", configuration);
        String lock = find("\"prefix\": \"([^\"]+)\"", configuration) + "/default.tflock";
        String info =
                "{\"ID\":\"1700000000000000\",\"Operation\":\"OperationTypeApply\",\"Info\":\"\",\"Who\":\"alice@laptop\","
                        + "\"Version\":\"1.11.4\",\"Created\":\"2026-01-01T10:00:00Z\",\"Path\":\"\"}";
        String server = variables.get("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.replace("/storage/v1/", "/upload/storage/v1/") + "b/" + bucket
                        + "/o?uploadType=media&name=" + lock.replace("/", "%2F")));
        assertThat(HttpClient.newHttpClient()
                        .send(
                                request.POST(HttpRequest.BodyPublishers.ofString(info))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        Run locked = apply();

        assertThat(locked.out())
                .contains(CLUSTER + ": not planned: terraform plan failed: its state is locked by alice@laptop"
                        + " (OperationTypeApply) since 2026-01-01 10:00:00 +0000 UTC; wait for that run.");
        unlock();
    }

    private void aRunThatIsToldToEndWritesItsStateAndTheNextOnesDoTheRest() throws Exception {
        apply();
        world.strike(new Fault.Hanging(new Fault.Match("google_container_node_pool", "gpu-l4")));
        Process run = KfstackInChildJvm.start(work, variables, "apply", "kf-test");
        while (run.isAlive() && !world.toString().contains("nodePools/standard")) {
            Thread.onSpinWait();
        }
        run.destroy();
        assertThat(run.waitFor()).isEqualTo(143);
        world.heal();

        Run next = apply();
        assertThat(next.out())
                .as(next.err())
                .contains(CLUSTER + ": waits: its plan is not the one that was reviewed\n");
        assertThat(comment())
                .contains("- create `google_container_node_pool.gpu-l4`")
                .doesNotContain("- create `google_container_cluster.");

        Run last = apply();
        assertThat(last.out()).contains(CLUSTER + ": applied. Plan: ");
    }

    private void theLastStackCouldNotBePlannedBeforeAndWaits() {
        assertThat(comment()).contains("| kf-test-kubernetes | waits: its plan was not reviewed yet |");

        Run run = apply();

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .endsWith(FOUNDATION + ": nothing to apply\n" + CLUSTER + ": nothing to apply\nkf-test-kubernetes: "
                        + find("kf-test-kubernetes: (applied.*\n)", run.out()));
        assertThat(comment())
                .contains("### Apply of kf-test: done")
                .contains("kf-test lets nobody in yet: there is no ", "    ./kfstack facts pull kf-test\n");
    }

    private void whatIsDoneIsNotDoneTwiceAndNobodyIsTold() {
        String before = forge.comments.get(0).body;
        forge.comments.clear();

        Run run = apply();

        assertThat(run.exitCode()).isZero();
        assertThat(forge.comments).isEmpty();
        forge.comment(ForgeServer.OWN, before);
    }

    private void driftIsAnIssueUntilItIsAllowedOrTakenBack() throws Exception {
        assertThat(Run.kfstack(
                                "offline",
                                "set",
                                "google_service_account.nodes",
                                "display_name",
                                "by hand",
                                "--world",
                                work.resolve("world").toString())
                        .err())
                .doesNotContain("no state of this world");

        Run found = KfstackInChildJvm.run(work, variables, "drift", "kf-test");

        assertThat(found.exitCode()).as(found.err()).isEqualTo(1);
        assertThat(found.out()).isEqualTo(FOUNDATION + ": update google_service_account.nodes: display_name\n");
        assertThat(found.err()).endsWith("issue about drift in kf-test: opened\n");
        assertThat(forge.issues).hasSize(1).first().satisfies(issue -> {
            assertThat(issue.title).isEqualTo("Drift in kf-test");
            assertThat(issue.body).contains("- update `google_service_account.nodes`: `display_name`\n");
        });

        Files.writeString(work.resolve("environments/drift.yaml"), """
                ignore:
                  - address: google_service_account.nodes
                    attributes: [display_name]
                    reason: the security team names accounts
                """);
        Run allowed = KfstackInChildJvm.run(work, variables, "drift", "kf-test");

        assertThat(allowed.exitCode()).as(allowed.err()).isZero();
        assertThat(allowed.out()).isEqualTo("kf-test: no drift\n");
        assertThat(forge.issues).noneMatch(issue -> issue.open);
    }

    private void aRunThatIsKilledLeavesALockAndWhatItMadeAndTheNextOnesTakeItOver() throws Exception {
        String pool = "{machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 1}}\n";
        Path file = work.resolve("environments/kf-test.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("nodePools:\n", "nodePools:\n  batch: " + pool + "  nightly: " + pool));
        apply(); // takes back what was done by hand, once it was shown
        assertThat(apply().out()).contains(CLUSTER + ": waits: its plan was not reviewed yet\n");
        world.strike(new Fault.Hanging(new Fault.Match("google_container_node_pool", "nightly")));
        Process run = KfstackInChildJvm.start(work, variables, "apply", "kf-test");
        while (run.isAlive() && !world.toString().contains("nodePools/batch")) {
            Thread.onSpinWait();
        }
        // first those that would notice that their parent is gone
        List<ProcessHandle> terraform = run.descendants().toList();
        run.destroyForcibly();
        terraform.forEach(ProcessHandle::destroyForcibly);
        run.waitFor();
        world.heal();

        assertThat(apply().out()).contains(CLUSTER + ": not planned: terraform plan failed: its state is locked by ");
        unlock();
        apply();
        Run again = apply();
        assertThat(again.out())
                .as(again.err())
                .contains(CLUSTER + ": half applied, ")
                .contains(
                        "google_container_node_pool.batch exists already, and the state does not know: an apply that was"
                                + " killed may have made it. To take over what is there, name its id under import in"
                                + " environments/moves.yaml\n");
        Path moves = work.resolve("environments/moves.yaml");
        Files.writeString(
                moves,
                Files.readString(moves)
                        .replaceFirst(
                                "stacks: *(\\{})?\n",
                                "stacks:\n  " + CLUSTER + ":\n    import: {google_container_node_pool.batch: "
                                        + find("(projects/\\S+/nodePools/batch)", world.toString()) + "}\n"));
        assertThat(apply().out()).contains(CLUSTER + ": waits: its plan is not the one that was reviewed\n");
        assertThat(apply().out())
                .contains(CLUSTER + ": applied. Plan: 0 to add, 0 to change, 0 to destroy. 1 to import.\n");
    }

    /** What {@code terraform force-unlock} does, once everybody knows that the run is dead. */
    private void unlock() throws Exception {
        String configuration = Files.readString(work.resolve("cdktf.out/stacks/" + CLUSTER + "/cdk.tf.json"));
        String lock = find("\"prefix\": \"([^\"]+)\"", configuration) + "/default.tflock";
        HttpRequest delete = HttpRequest.newBuilder(URI.create(variables.get("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT")
                        + "b/" + find("\"bucket\": \"([^\"]+)\"", configuration) + "/o/" + lock.replace("/", "%2F")))
                .DELETE()
                .build();
        HttpClient.newHttpClient().send(delete, HttpResponse.BodyHandlers.discarding());
    }

    private void prodIsRefusedWhileTestIsBehind() throws Exception {
        Path file = work.resolve("environments/kf-test.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "high-memory: {autoscaling: {totalMax: 2}}",
                                "high-memory: {autoscaling: {totalMax: 3}}"));
        Files.delete(work.resolve("environments/kf-dev.yaml"));
        Files.delete(work.resolve("environments/kf-dev.addresses"));

        Run run = KfstackInChildJvm.run(work, variables, "promote", "kf-prod");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(CLUSTER
                        + ":1:1: error: is not as this commit has it (0 to add, 1 to change, 0 to destroy), and comes"
                        + " before kf-prod [promotion]\n    hint: kfstack apply kf-test\n")
                .doesNotContain(FOUNDATION + ":1:1");
        assertThat(work.resolve("cdktf.out/stacks/kf-prod-foundation")).doesNotExist();
    }

    private String comment() {
        assertThat(forge.comments).hasSize(1);
        return forge.comments.get(0).body;
    }

    private static String find(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + text))
                .group(1);
    }

    private Run apply(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(
                "kf-test", "--environments", work.resolve("environments").toString(), "--output-dir", work.toString()));
        arguments.addAll(List.of(options));
        int exitCode = new CommandLine(new Subject(variables))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }
}
