package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.cli.PipelineWorld.Job;
import dev.kfstack.testkit.ForgeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs jobs of {@code ci/github} as GitHub's runner does. */
final class GitHubRunner {

    /** The steps of a job that are about other environments are left out where one is enough. */
    private static final Pattern OTHERS = Pattern.compile(".*kf-(dev|prod).*");

    private final PipelineWorld world;
    private final ForgeServer forge;
    private final Set<String> ran = new TreeSet<>();
    private int runs = 100;

    GitHubRunner(PipelineWorld world, ForgeServer forge) {
        this.world = world;
        this.forge = forge;
    }

    /** The scripts that ran so far. */
    Set<String> ran() {
        return ran;
    }

    /** A job of a pull request; for {@code all} environments, or for kf-test alone. */
    Job pullRequest(Path clone, String job, boolean all) throws Exception {
        event(clone, "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + ForgeServer.HEAD + "\"}}}");
        return run(clone, "plan.yml", job, all);
    }

    Job merge(Path clone, String environment) throws Exception {
        event(clone, "{\"ref\": \"refs/heads/main\"}");
        return run(clone, "apply.yml", environment, true);
    }

    /** Of kf-test. */
    Job drift(Path clone) throws Exception {
        event(clone, "{\"schedule\": \"17 3 * * *\"}");
        return run(clone, "drift.yml", "drift", false);
    }

    private static void event(Path clone, String json) throws Exception {
        Files.writeString(clone.resolve("../event.json"), json);
    }

    /** Runs the steps of a job one after another; after one that failed, only those that say so. */
    private Job run(Path clone, String workflow, String job, boolean all) throws Exception {
        Map<?, ?> jobs =
                (Map<?, ?>) PipelineFile.of("ci/github/" + workflow).yaml().get("jobs");
        StringBuilder log = new StringBuilder();
        int exitCode = 0;
        runs++;
        for (Object each : (List<?>) ((Map<?, ?>) jobs.get(job)).get("steps")) {
            Map<?, ?> step = (Map<?, ?>) each;
            String script = String.valueOf(step.get("run"));
            boolean asked = !String.valueOf(step.get("if")).startsWith("vars."); // the repository sets none
            boolean wanted = asked && (exitCode == 0 || step.containsKey("if"));
            boolean one = all || !OTHERS.matcher(script).matches();
            if (step.containsKey("run") && wanted && one) {
                log.append("$ ").append(script).append('\n');
                Job done = step(clone, script, (Map<?, ?>) step.get("env"));
                log.append(done.log());
                exitCode = exitCode == 0 ? done.exitCode() : exitCode;
            }
        }
        return new Job(exitCode, log.toString());
    }

    private Job step(Path clone, String script, @Nullable Map<?, ?> variables) throws Exception {
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
        ran.add(script);
        return world.run(clone, all, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script);
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
}
