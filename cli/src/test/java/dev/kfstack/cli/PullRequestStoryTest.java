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
 * clone, against a forge and a cloud on loopback. Of the environments only kf-test takes part.
 */
class PullRequestStoryTest {

    private static final Path ROOT = Requirement.repository();
    private static final String STANDARD = "nodePools:\n";

    @TempDir
    Path work = Path.of("");

    private Path repository = work;
    private World world = World.scratch();
    private final List<AutoCloseable> servers = new ArrayList<>();
    private SortedMap<String, String> cloud = new TreeMap<>();
    private ForgeServer forge;
    private int runs = 100;

    /** What became of a job. */
    private record Job(int exitCode, String log) {}

    @BeforeEach
    void anEnvironmentExists() throws Exception {
        Requirement.tool("terraform");
        repository = Run.copyOfRepository(Files.createDirectory(work.resolve("repository")));
        for (String other : List.of("kf-dev", "kf-prod")) {
            Files.delete(repository.resolve("environments/" + other + ".yaml"));
            Files.delete(repository.resolve("environments/" + other + ".addresses"));
        }
        git("init", "-q", "-b", "main");
        commit("the environment");
        world = World.in(work.resolve("world/cloud"));
        OfflineProviders providers = OfflineProviders.start(world);
        StateServer states = StateServer.start(work.resolve("world/states"));
        forge = new ForgeServer(Kind.GITHUB);
        servers.addAll(List.of(providers, states, forge));
        cloud = TerraformVariables.offline(System.getenv());
        cloud.putAll(states.environment());
        cloud.put("TF_REATTACH_PROVIDERS", providers.reattach());
        applyAll();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    @Test
    void aPullRequestIsPlannedAndAppliedAsReviewedAndOneThatWasOvertakenWaits() throws Exception {
        edit(
                "environments/kf-test.yaml",
                STANDARD,
                STANDARD + "  batch: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 2}}\n");
        Path pool = push("a node pool");

        Job planned = pullRequest(pool, "real");

        assertThat(planned.exitCode()).as(planned.log()).isZero();
        assertThat(comment("review"))
                .contains("Plan: 1 to add, 0 to change, 0 to destroy.", "google_container_node_pool.batch");

        Job offline = pullRequest(pool, "offline");
        assertThat(offline.exitCode()).as(offline.log()).isZero();
        assertThat(Files.readString(pool.resolve("summary.md"))).contains("Plan: 1 to add, 0 to change, 0 to destroy.");

        Job applied = merge(pool);

        assertThat(applied.exitCode()).as(applied.log()).isZero();
        assertThat(applied.log()).contains("kf-test-cluster: applied. Plan: 1 to add, 0 to change, 0 to destroy.\n");
        assertThat(comment("apply-kf-test")).contains("### Apply of kf-test: done");
        assertThat(world.toString()).contains("nodePools/batch");

        overtaken();
        theDatabaseIsNotReplaced();
    }

    /** Somebody changes by hand, after the review, what the pull request is about. */
    private void overtaken() throws Exception {
        forge.comments.clear();
        edit("environments/kf-test.yaml", "totalMin: 0, totalMax: 2}}\n", "totalMin: 0, totalMax: 3}}\n");
        Path larger = push("a larger pool");
        assertThat(pullRequest(larger, "real").exitCode()).isZero();
        assertThat(Run.kfstack(
                                "offline",
                                "set",
                                "google_container_node_pool.batch",
                                "autoscaling.0.total_min_node_count",
                                "1",
                                "--world",
                                work.resolve("world").toString())
                        .exitCode())
                .isZero();

        Job stopped = merge(larger);

        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.log()).contains("kf-test-cluster: waits: its plan is not the one that was reviewed\n");
        assertThat(comment("apply-kf-test")).contains("- update `google_container_node_pool.batch`");
        Job again = merge(larger);
        assertThat(again.exitCode()).as(again.log()).isZero();
    }

    private void theDatabaseIsNotReplaced() throws Exception {
        forge.comments.clear();
        edit("environments/base.yaml", "  tier: db-custom-2-7680", "  instanceSuffix: \"2\"\n  tier: db-custom-2-7680");
        Path replacing = push("another database");

        Job planned = pullRequest(replacing, "real");

        assertThat(planned.exitCode()).as(planned.log()).isEqualTo(1);
        assertThat(comment("review")).contains("blocked by ", "**data-loss** `google_sql_database_instance.kubeflow`");

        Job merged = merge(replacing);

        assertThat(merged.exitCode()).isEqualTo(1);
        assertThat(merged.log())
                .contains("kf-test-foundation: blocked: data-loss ")
                .contains("; data-loss google_sql_database_instance.kubeflow: the Cloud SQL instance is replaced")
                .contains("kf-test-cluster: not reached\n");
        assertThat(comment("apply-kf-test")).contains("blocked: data-loss").doesNotContain("kf-test-foundation=");
    }

    /** All stacks, without a pipeline. */
    private void applyAll() throws IOException {
        Run synth = Run.kfstack(
                "synth",
                "--environments",
                repository.resolve("environments").toString(),
                "--output-dir",
                work.resolve("first").toString());
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        try (ChildProcesses processes = ChildProcesses.open()) {
            TerraformBinary binary =
                    TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
            Terraform terraform = new Terraform(binary, cloud, false, processes);
            for (String stack : List.of("foundation", "cluster", "kubernetes")) {
                Path folder = work.resolve("first/cdktf.out/stacks/kf-test-" + stack);
                for (String[] command :
                        new String[][] {{"init", "-input=false"}, {"apply", "-input=false", "-auto-approve"}}) {
                    Terraform.Result result = terraform.run(folder, command);
                    assertThat(result.succeeded())
                            .as(result.out() + result.err())
                            .isTrue();
                }
            }
        }
    }

    private Job pullRequest(Path clone, String job) throws Exception {
        Files.writeString(
                clone.resolve("../event.json"),
                "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + ForgeServer.HEAD + "\"}}}");
        return run(clone, "plan.yml", job);
    }

    private Job merge(Path clone) throws Exception {
        Files.writeString(clone.resolve("../event.json"), "{\"ref\": \"refs/heads/main\"}");
        return run(clone, "apply.yml", "kf-test");
    }

    /** Runs the steps of a job one after another; after one that failed, only those that say so. */
    private Job run(Path clone, String workflow, String job) throws Exception {
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
            if (step.containsKey("run") && wanted && !script.matches(".*kf-(dev|prod).*")) {
                int code = step(clone, script, (Map<?, ?>) step.get("env"), log);
                exitCode = exitCode == 0 ? code : exitCode;
            }
        }
        return new Job(exitCode, log.toString());
    }

    private int step(Path clone, String script, Map<?, ?> variables, StringBuilder log) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
                .directory(clone.toFile())
                .redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().putAll(cloud);
        shell.environment()
                .putAll(Map.of(
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
            variables.forEach((name, value) -> shell.environment().put((String) name, evaluate((String) value)));
        }
        log.append("$ ").append(script).append('\n');
        Process process = shell.start();
        log.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    private static String evaluate(String value) {
        Map<String, String> context = Map.of(
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
        Run synth = Run.kfstack(
                "synth",
                "--environments",
                repository.resolve("environments").toString(),
                "--output-dir",
                repository.toString());
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
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", subject);
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
