package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.OfflineProviders;
import dev.kfstack.offline.state.StateServer;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.terraform.TerraformVariables;
import dev.kfstack.offline.world.World;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Pull requests from their first push to their apply: the steps of {@code ci/github}, run as a runner runs them, in a shallow
 * clone, against a forge and a cloud on loopback, with all three environments. The comments are golden files, to be read.
 */
class PullRequestStoryTest {

    private static final Path ROOT = Requirement.repository();
    private static final Path GOLDEN = ROOT.resolve("cli/src/test/golden/pull-requests");
    private static final List<String> ENVIRONMENTS = List.of("kf-test", "kf-dev", "kf-prod");

    /** The steps of a job that are about other environments are left out where one is enough. */
    private static final Pattern OTHERS = Pattern.compile(".*kf-(dev|prod).*");

    private static final String STANDARD = "nodePools:\n";
    private static final String OLD = "google_container_node_pool.old";

    @TempDir
    Path work = Path.of("");

    private Path repository = work;
    private World world = World.scratch();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final Map<String, SortedMap<String, String>> clouds = new TreeMap<>();
    private ForgeServer forge;
    private int runs = 100;

    /** What became of a job. */
    private record Job(int exitCode, String log) {}

    @BeforeEach
    void threeEnvironmentsExist() throws Exception {
        Requirement.tool("terraform");
        repository = Run.copyOfRepository(Files.createDirectory(work.resolve("repository")));
        git("init", "-q", "-b", "main");
        commit("the environments");
        StateServer states = StateServer.start(work.resolve("world/states"));
        forge = new ForgeServer(Kind.GITHUB);
        servers.addAll(List.of(states, forge));
        for (String environment : ENVIRONMENTS) {
            // a project and a cluster each: only the states are in one place
            World own = World.in(work.resolve(environment.equals("kf-test") ? "world/cloud" : environment));
            OfflineProviders providers = OfflineProviders.start(own);
            servers.add(providers);
            SortedMap<String, String> variables = TerraformVariables.offline(System.getenv());
            variables.putAll(states.environment());
            variables.put("TF_REATTACH_PROVIDERS", providers.reattach());
            clouds.put(environment, variables);
            world = own;
        }
        applyAll();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    @Test
    void whatIsReviewedIsAppliedInOrderAndNothingElse() throws Exception {
        aNodePoolIsPlannedAppliedAndPromoted();
        ofTwoThatRaceEachAppliesWhatWasReadInIt();
        oneThatWasOvertakenByHandWaits();
        aRenamedConstructIsMovedAndNotMadeAnew();
        whatIsDoneByHandIsOneIssueForAsLongAsItIsThere();
        theDatabaseIsNotReplaced();
    }

    private void aNodePoolIsPlannedAppliedAndPromoted() throws Exception {
        edit(
                "environments/base.yaml",
                STANDARD,
                STANDARD + "  batch: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 2}}\n");
        Path pool = push("a node pool");

        Job planned = pullRequest(pool, "real", true);

        assertThat(planned.exitCode()).as(planned.log()).isZero();
        golden("node-pool.md", comment("review"));

        // all that a pull request from a fork gets
        Job offline = pullRequest(pool, "offline", true);
        assertThat(offline.exitCode()).as(offline.log()).isZero();
        golden("node-pool-offline.md", Files.readString(pool.resolve("summary.md")));

        Job tooEarly = merge(pool, "kf-dev");
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.log())
                .contains(
                        "kf-test-cluster:1:1: error: is not as this commit has it (1 to add, 0 to change, 0 to destroy),"
                                + " and comes before kf-dev [promotion]")
                .doesNotContain("kf-dev-cluster: terraform apply");

        for (String environment : ENVIRONMENTS) {
            Job applied = merge(pool, environment);
            assertThat(applied.exitCode()).as(applied.log()).isZero();
            assertThat(applied.log())
                    .contains(environment + "-cluster: applied. Plan: 1 to add, 0 to change, 0 to destroy.\n");
        }
        golden("node-pool-applied.md", comment("apply-kf-prod"));
        assertThat(world.toString()).contains("clusters/kf-prod/nodePools/batch");
    }

    /** Both were planned before the other was applied. */
    private void ofTwoThatRaceEachAppliesWhatWasReadInIt() throws Exception {
        forge.comments.clear();
        edit(
                "environments/kf-test.yaml",
                "gpu-l4: {autoscaling: {totalMax: 2}}",
                "gpu-l4: {autoscaling: {totalMax: 3}}");
        Path first = push("more GPUs");
        assertThat(pullRequest(first, "real", false).exitCode()).isZero();
        List<ForgeServer.Entry> ofFirst = List.copyOf(forge.comments);
        forge.comments.clear();
        git("switch", "-q", "-c", "other", "HEAD~1");
        edit(
                "environments/base.yaml",
                "autoscaling: {totalMin: 0, totalMax: 4}",
                "autoscaling: {totalMin: 1, totalMax: 4}");
        Path second = push("memory at once");
        assertThat(pullRequest(second, "real", false).exitCode()).isZero();
        List<ForgeServer.Entry> ofSecond = List.copyOf(forge.comments);

        forge.comments.clear();
        forge.comments.addAll(ofFirst);
        Job applied = merge(first, "kf-test");
        assertThat(applied.exitCode()).as(applied.log()).isZero();

        git("switch", "-q", "main");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "merge", "-q", "--no-edit", "other");
        forge.comments.clear();
        forge.comments.addAll(ofSecond);
        Job after = merge(push("both"), "kf-test");
        assertThat(after.exitCode()).as(after.log()).isZero();
        assertThat(after.log()).contains("kf-test-cluster: applied. Plan: 0 to add, 1 to change, 0 to destroy.\n");
    }

    /** Somebody changes by hand, after the review, what the pull request is about. */
    private void oneThatWasOvertakenByHandWaits() throws Exception {
        forge.comments.clear();
        edit("environments/base.yaml", "totalMin: 0, totalMax: 2}}\n", "totalMin: 0, totalMax: 3}}\n");
        Path larger = push("a larger pool");
        assertThat(pullRequest(larger, "real", false).exitCode()).isZero();
        byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_min_node_count", "1");

        Job stopped = merge(larger, "kf-test");

        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.log()).contains("kf-test-cluster: waits: its plan is not the one that was reviewed\n");
        assertThat(comment("apply-kf-test")).contains("- update `google_container_node_pool.batch`");
        Job again = merge(larger, "kf-test");
        assertThat(again.exitCode()).as(again.log()).isZero();
    }

    /** Terraform was given another address, before a construct was renamed. */
    private void aRenamedConstructIsMovedAndNotMadeAnew() throws Exception {
        terraform("kf-test-cluster", "state", "mv", "google_container_node_pool.batch", OLD);
        edit("environments/kf-test.addresses", "google_container_node_pool.batch", OLD);

        Run refused = synth(repository);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        OLD + " is no longer in kf-test-cluster: without an entry in ",
                        "stacks: {kf-test-cluster: {moved: {" + OLD + ": google_container_node_pool.batch}}}");

        // whoever takes the line out of the list of addresses instead is told so in the pull request
        forge.comments.clear();
        git("checkout", "-q", "environments/kf-test.addresses");
        Job planned = pullRequest(push("a renamed construct"), "real", false);

        assertThat(planned.exitCode()).as(planned.log()).isEqualTo(1);
        golden("rename.md", comment("review"));

        edit(
                "environments/moves.yaml",
                "stacks: {}\n",
                "stacks: {kf-test-cluster: {moved: {" + OLD + ": google_container_node_pool.batch}}}\n");
        Path moved = push("its move");
        Job again = pullRequest(moved, "real", false);
        assertThat(again.exitCode()).as(again.log()).isZero();
        golden("rename-moved.md", comment("review"));
        Job applied = merge(moved, "kf-test");
        assertThat(applied.exitCode()).as(applied.log()).isZero();
        assertThat(applied.log())
                .contains("kf-test-cluster: applied. Plan: 0 to add, 0 to change, 0 to destroy. 1 to move.\n");
    }

    private void whatIsDoneByHandIsOneIssueForAsLongAsItIsThere() throws Exception {
        String account = "kf-test-foundation/google_service_account.nodes";
        Path clone = push("nothing");
        byHand(account, "display_name", "by hand");
        Job found = drift(clone);
        assertThat(found.exitCode()).as(found.log()).isEqualTo(1);
        assertThat(found.log()).endsWith("issue about drift in kf-test: opened\n");

        byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_max_node_count", "9");
        Job more = drift(clone);
        assertThat(more.exitCode()).as(more.log()).isEqualTo(1);
        assertThat(forge.issues).hasSize(1);
        assertThat(forge.issues.get(0).open).isTrue();
        golden("drift.md", forge.issues.get(0).body);

        byHand(account, "display_name", "kf-test GKE nodes");
        byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_max_node_count", "3");
        Job gone = drift(clone);
        assertThat(gone.exitCode()).as(gone.log()).isZero();
        assertThat(forge.issues).hasSize(1).noneMatch(issue -> issue.open);
    }

    private void theDatabaseIsNotReplaced() throws Exception {
        forge.comments.clear();
        edit("environments/base.yaml", "  tier: db-custom-2-7680", "  instanceSuffix: \"2\"\n  tier: db-custom-2-7680");
        Path replacing = push("another database");

        Job planned = pullRequest(replacing, "real", false);

        assertThat(planned.exitCode()).as(planned.log()).isEqualTo(1);
        assertThat(comment("review")).contains("blocked by ", "**data-loss** `google_sql_database_instance.kubeflow`");

        Job merged = merge(replacing, "kf-test");

        assertThat(merged.exitCode()).isEqualTo(1);
        assertThat(merged.log())
                .contains("kf-test-foundation: blocked: data-loss ")
                .contains("; data-loss google_sql_database_instance.kubeflow: the Cloud SQL instance is replaced")
                .contains("kf-test-cluster: not reached\n");
        assertThat(comment("apply-kf-test")).contains("blocked: data-loss").doesNotContain("kf-test-foundation=");
    }

    private void byHand(String address, String attribute, String value) {
        assertThat(Run.kfstack(
                                "offline",
                                "set",
                                address,
                                attribute,
                                value,
                                "--world",
                                work.resolve("world").toString())
                        .exitCode())
                .isZero();
    }

    /** Digests depend on values that say nothing to a reader. */
    private static void golden(String name, String text) {
        GoldenFolder.assertEquals(GOLDEN.resolve(name), text.replaceAll("[0-9a-f]{64}", "DIGEST"));
    }

    /** All stacks, without a pipeline. */
    private void applyAll() throws IOException {
        Run synth = synth(work.resolve("first"));
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        for (String environment : ENVIRONMENTS) {
            for (String stack : List.of("network", "foundation", "cluster", "kubernetes")) {
                String name = environment + "-" + stack;
                if (Files.isDirectory(stackFolder(name))) {
                    terraform(name, "init", "-input=false");
                    terraform(name, "apply", "-input=false", "-auto-approve");
                }
            }
        }
    }

    private Run synth(Path output) {
        return Run.kfstack(
                "synth",
                "--environments",
                repository.resolve("environments").toString(),
                "--output-dir",
                output.toString());
    }

    private Path stackFolder(String stack) {
        return work.resolve("first/cdktf.out/stacks").resolve(stack);
    }

    private void terraform(String stack, String... command) throws IOException {
        try (ChildProcesses processes = ChildProcesses.open()) {
            TerraformBinary binary =
                    TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
            Terraform.Result result =
                    new Terraform(binary, cloud(stack), false, processes).run(stackFolder(stack), command);
            assertThat(result.succeeded()).as(result.out() + result.err()).isTrue();
        }
    }

    private Job pullRequest(Path clone, String job, boolean all) throws Exception {
        Files.writeString(
                clone.resolve("../event.json"),
                "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + ForgeServer.HEAD + "\"}}}");
        return run(clone, "plan.yml", job, all);
    }

    private Job merge(Path clone, String environment) throws Exception {
        Files.writeString(clone.resolve("../event.json"), "{\"ref\": \"refs/heads/main\"}");
        return run(clone, "apply.yml", environment, true);
    }

    private Job drift(Path clone) throws Exception {
        Files.writeString(clone.resolve("../event.json"), "{\"schedule\": \"17 3 * * *\"}");
        return run(clone, "drift.yml", "drift", false);
    }

    /** Runs the steps of a job one after another; after one that failed, only those that say so. */
    private Job run(Path clone, String workflow, String job, boolean all) throws Exception {
        Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ROOT.resolve("ci/github").resolve(workflow)));
        List<?> steps = (List<?>) ((Map<?, ?>) ((Map<?, ?>) read.get("jobs")).get(job)).get("steps");
        StringBuilder log = new StringBuilder();
        int exitCode = 0;
        runs++;
        for (Object each : steps) {
            Map<?, ?> step = (Map<?, ?>) each;
            String script = String.valueOf(step.get("run"));
            String condition = String.valueOf(step.get("if"));
            boolean asked = !condition.startsWith("vars."); // the repository sets none
            boolean wanted = asked && (exitCode == 0 || step.containsKey("if"));
            if (step.containsKey("run")
                    && wanted
                    && (all || !OTHERS.matcher(script).matches())) {
                int code = step(clone, script, (Map<?, ?>) step.get("env"), log);
                exitCode = exitCode == 0 ? code : exitCode;
            }
        }
        return new Job(exitCode, log.toString());
    }

    private int step(Path clone, String script, Map<?, ?> variables, StringBuilder log) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of(
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_API_URL",
                forge.address(),
                "GITHUB_REPOSITORY",
                "example/platform",
                "GITHUB_EVENT_PATH",
                clone.resolve("../event.json").toString(),
                "GITHUB_SHA",
                ForgeServer.NEWER,
                "GITHUB_RUN_ID",
                Integer.toString(runs),
                "GITHUB_RUN_ATTEMPT",
                "1",
                "GITHUB_STEP_SUMMARY",
                clone.resolve("summary.md").toString()));
        if (variables != null) {
            variables.forEach((name, value) -> all.put((String) name, evaluate((String) value)));
        }
        return shell(clone, script, all, log);
    }

    /** That of the environment which a command asks, or is about. */
    private SortedMap<String, String> cloud(String command) {
        return Pattern.compile("(?:.*--from |.*?)(kf-test|kf-dev|kf-prod)", Pattern.DOTALL)
                .matcher(command)
                .results()
                .findFirst()
                .map(match -> clouds.get(match.group(1)))
                .orElse(clouds.get("kf-test"));
    }

    private int shell(Path clone, String script, Map<String, String> variables, StringBuilder log) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(clone.toFile())
                .redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().putAll(cloud(script));
        shell.environment().putAll(variables);
        log.append("$ ").append(script).append('\n');
        Process process = shell.start();
        log.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    private static String evaluate(String value) {
        Map<String, String> context = Map.of(
                "matrix.environment", "kf-test",
                "github.token", ForgeServer.TOKEN,
                "github.event.pull_request.head.sha", ForgeServer.HEAD,
                "github.server_url", "https://github.com",
                "github.repository", "example/platform",
                "github.run_id", "100");
        Matcher expressions = Pattern.compile("\\$\\{\\{ ([a-z_.]+) }}").matcher(value);
        return expressions.replaceAll(match -> {
            assertThat(context).containsKey(match.group(1));
            return Matcher.quoteReplacement(context.get(match.group(1)));
        });
    }

    /** Commits, and gives the clone that a runner makes of the merge: two commits, so that it knows what it merges into. */
    private Path push(String subject) throws Exception {
        Run synth = synth(repository);
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        commit(subject);
        Path clone = Files.createDirectories(work.resolve("runner-" + runs)).resolve("clone");
        execute(work, "git", "clone", "-q", "--depth", "2", "file://" + repository, clone.toString());
        Path kfstack = Files.writeString(
                clone.resolve("kfstack"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' dev.kfstack.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(kfstack, PosixFilePermissions.fromString("rwxr-xr-x"));
        return clone;
    }

    private void commit(String subject) throws Exception {
        Files.writeString(repository.resolve(".gitignore"), "cdktf.out/\n/kfstack\n");
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "--allow-empty", "-m", subject);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        execute(repository, command.toArray(String[]::new));
    }

    private static void execute(Path folder, String... command) throws Exception {
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void edit(String path, String from, String to) throws IOException {
        Path file = repository.resolve(path);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    private String comment(String name) {
        return forge.comments.stream()
                .map(entry -> entry.body)
                .filter(body -> body.startsWith("<!-- kfstack comment=" + name + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no comment " + name));
    }
}
