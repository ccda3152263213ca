package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.cli.PipelineWorld.Job;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes on their way through the pipelines of {@code ci/gitlab}, {@code ci/jenkins} and {@code ci/cloudbuild}: each line of
 * them, run as the runner there runs it, against a forge and a cloud on loopback. Only what wants a cluster is not here.
 */
class OtherPipelinesStoryTest {

    private static final String POOLS = "nodePools:\n";
    private static final String BATCH =
            "  batch: {machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 2}}\n";
    private static final String ONE_TO_CHANGE = "-cluster: applied. Plan: 0 to add, 1 to change, 0 to destroy.\n";

    @TempDir
    Path work = Path.of("");

    private PipelineWorld world;

    @BeforeEach
    void threeEnvironmentsExist() throws Exception {
        Requirement.tool("terraform");
        world = new PipelineWorld(work);
        world.applyAll();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theSameHappensOnGitLabJenkinsAndCloudBuild() throws Exception {
        try (ForgeServer gitlab = new ForgeServer(Kind.GITLAB)) {
            GitLabRunner runner = new GitLabRunner(world, gitlab);
            onGitLabAMergeRequestIsReviewedMergedAndPromoted(runner, gitlab);
            aMergedResultIsAboutTheMergeRequestAlone(runner, gitlab);
            whatIsDoneByHandIsAnIssueOnGitLab(runner, gitlab);
            assertThat(runner.ran())
                    .containsAll(runner.jobs().stream()
                            .filter(job -> !job.startsWith("overlay "))
                            .toList());
        }
        try (ForgeServer github = new ForgeServer(Kind.GITHUB)) {
            onJenkinsAPullRequestIsReviewedMergedAndPromoted(github);
            onCloudBuildAPullRequestIsReviewedAndMerged(github);
        }
    }

    private void onGitLabAMergeRequestIsReviewedMergedAndPromoted(GitLabRunner runner, ForgeServer forge)
            throws Exception {
        String base = world.commitOf("main");
        world.git("switch", "-q", "-c", "batch");
        world.edit("environments/base.yaml", POOLS, POOLS + BATCH);
        world.commit("a node pool");
        Path request = runner.checkout();

        Job offline = runner.mergeRequest(request, "offline", base);
        assertThat(offline.exitCode()).as(offline.log()).isZero();
        assertThat(offline.log()).contains("Plan: 1 to add, 0 to change, 0 to destroy.");
        assertThat(forge.requests).isEmpty();

        Job planned = runner.mergeRequest(request, "plan", base);
        assertThat(planned.exitCode()).as(planned.log()).isZero();
        assertThat(forge.ours("review"))
                .contains("head=" + ForgeServer.HEAD + " run=4712.1 ", "[Log](https://gitlab.com/")
                .contains("kf-prod", "google_container_node_pool.batch")
                .doesNotContain("Stale");

        world.git("switch", "-q", "main");
        world.git("merge", "-q", "--no-ff", "batch");
        Path merged = runner.checkout();
        Job tooEarly = runner.push(merged, "apply kf-dev");
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.log())
                .contains(
                        "kf-test-cluster:1:1: error: is not as this commit has it (1 to add, 0 to change, 0 to destroy)")
                .doesNotContain("kf-dev-cluster: applied");
        for (String environment : PipelineWorld.ENVIRONMENTS) {
            Job applied = runner.push(merged, "apply " + environment);
            assertThat(applied.exitCode()).as(applied.log()).isZero();
            assertThat(applied.log())
                    .contains(environment + "-cluster: applied. Plan: 1 to add, 0 to change, 0 to destroy.\n");
        }
        assertThat(forge.ours("apply-kf-prod")).contains("### Apply of kf-prod: done");
    }

    /** Somebody else's was merged meanwhile: it is in what was checked out, and not in the change. */
    private void aMergedResultIsAboutTheMergeRequestAlone(GitLabRunner runner, ForgeServer forge) throws Exception {
        forge.comments.clear();
        String forked = world.commitOf("main~1");
        world.git("switch", "-q", "-c", "gpus", forked);
        world.edit(
                "environments/kf-test.yaml",
                "gpu-l4: {autoscaling: {totalMax: 2}}",
                "gpu-l4: {autoscaling: {totalMax: 3}}");
        world.commit("more GPUs");
        String target = world.commitOf("main");
        world.git("switch", "-q", "-c", "merged-result", "main");
        world.git("merge", "-q", "--no-edit", "gpus");
        Path result = runner.checkout();

        Job offline = runner.mergedResult(result, "offline", forked, target);
        assertThat(offline.exitCode()).as(offline.log()).isZero();
        assertThat(offline.log())
                .contains("`google_container_node_pool.gpu-l4`")
                .doesNotContain("google_container_node_pool.batch");
        Job planned = runner.mergedResult(result, "plan", forked, target);
        assertThat(planned.exitCode()).as(planned.log()).isZero();
        assertThat(forge.ours("review"))
                .contains("head=" + ForgeServer.HEAD, "google_container_node_pool.gpu-l4")
                .doesNotContain("Stale", ForgeServer.NEWER.substring(0, 7));

        world.git("switch", "-q", "main");
        world.git("merge", "-q", "--no-edit", "gpus");
        Job applied = runner.push(runner.checkout(), "apply kf-test");
        assertThat(applied.exitCode()).as(applied.log()).isZero();
        assertThat(applied.log()).contains("kf-test" + ONE_TO_CHANGE);
    }

    private void whatIsDoneByHandIsAnIssueOnGitLab(GitLabRunner runner, ForgeServer forge) throws Exception {
        world.byHand("kf-test-foundation/google_service_account.nodes", "display_name", "by hand");
        Job found = runner.schedule(runner.checkout(), "drift");

        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.log()).contains("kf-prod: no drift\n");
        assertThat(forge.issues).singleElement().satisfies(issue -> {
            assertThat(issue.title).isEqualTo("Drift in kf-test");
            assertThat(issue.open).isTrue();
        });
        world.byHand("kf-test-foundation/google_service_account.nodes", "display_name", "kf-test GKE nodes");
    }

    private void onJenkinsAPullRequestIsReviewedMergedAndPromoted(ForgeServer forge) throws Exception {
        world.git("switch", "-q", "-c", "larger");
        world.edit("environments/base.yaml", BATCH, BATCH.replace("Max: 2", "Max: 3"));
        world.commit("a larger pool");
        Path workspace = toGitHubOnLoopback(world.cloned(0), forge);
        // it is used again: this lies in it after a pull request that could not be planned
        Files.writeString(workspace.resolve("blocked"), "");
        Files.createDirectories(workspace.resolve("plans"));
        Files.writeString(workspace.resolve("plans/kf-old-cluster.plan.json"), "{");
        Map<String, String> variables = Map.of(
                "CHANGE_ID",
                "7",
                "CHANGE_TARGET",
                "main",
                "GIT_COMMIT",
                ForgeServer.HEAD,
                "GITHUB_TOKEN",
                ForgeServer.TOKEN);

        Job planned = jenkins(workspace, "plan", variables);
        assertThat(planned.exitCode()).as(planned.log()).isZero();
        assertThat(forge.ours("review"))
                .contains("google_container_node_pool.batch")
                .doesNotContain("kf-old");

        world.git("switch", "-q", "main");
        world.git("merge", "-q", "--no-edit", "larger");
        Path main = toGitHubOnLoopback(world.cloned(0), forge);
        Job applied = jenkins(main, "apply", Map.of("GIT_COMMIT", ForgeServer.HEAD, "GITHUB_TOKEN", ForgeServer.TOKEN));
        assertThat(applied.exitCode()).as(applied.log()).isZero();
        for (String environment : PipelineWorld.ENVIRONMENTS) {
            assertThat(applied.log()).contains(environment + ONE_TO_CHANGE);
        }
    }

    private void onCloudBuildAPullRequestIsReviewedAndMerged(ForgeServer forge) throws Exception {
        forge.comments.clear();
        world.edit("environments/base.yaml", "totalMax: 3}}\n", "totalMax: 4}}\n");
        world.commit("a still larger pool");

        Job planned = cloudBuild(toGitHubOnLoopback(world.cloned(1), forge), "plan.yaml");
        assertThat(planned.exitCode()).as(planned.log()).isZero();
        assertThat(forge.ours("review")).contains("google_container_node_pool.batch");

        Job applied = cloudBuild(toGitHubOnLoopback(world.cloned(1), forge), "apply.yaml");
        assertThat(applied.exitCode()).as(applied.log()).isZero();
        assertThat(applied.log()).contains("kf-test" + ONE_TO_CHANGE);
    }

    /** The steps of a stage, each in a shell of its own. */
    private Job jenkins(Path workspace, String stage, Map<String, String> variables) throws Exception {
        String file = PipelineFile.of("ci/jenkins/Jenkinsfile").text();
        String steps = file.substring(file.indexOf("stage('" + stage + "')"));
        int next = steps.indexOf("stage('", 1);
        Matcher step = Pattern.compile("\\bsh '([^']+)'").matcher(next < 0 ? steps : steps.substring(0, next));
        StringBuilder log = new StringBuilder();
        while (step.find()) {
            Job done = world.run(workspace, variables, "sh", "-xe", "-c", step.group(1));
            log.append(done.log());
            if (done.exitCode() != 0) {
                return new Job(done.exitCode(), log.toString());
            }
        }
        return new Job(0, log.toString());
    }

    /** Its steps one after another, with its own and the build's substitutions put in. */
    private Job cloudBuild(Path source, String name) throws Exception {
        Map<?, ?> build = PipelineFile.of("ci/cloudbuild/" + name).yaml();
        Map<String, String> substitutions = new TreeMap<>(Map.of("COMMIT_SHA", ForgeServer.HEAD, "_PR_NUMBER", "7"));
        ((Map<?, ?>) build.get("substitutions"))
                .forEach((key, value) -> substitutions.put((String) key, (String) value));
        Map<?, ?> step = (Map<?, ?>) ((List<?>) build.get("steps")).get(0);
        assertThat((List<?>) build.get("steps")).hasSize(1);
        List<String> command = new ArrayList<>(List.of((String) step.get("entrypoint")));
        for (Object argument : (List<?>) step.get("args")) {
            command.add(Pattern.compile("\\$([A-Z_]+)")
                    .matcher((String) argument)
                    .replaceAll(found -> Matcher.quoteReplacement(substitutions.get(found.group(1)))));
        }
        return world.run(source, Map.of("GITHUB_TOKEN", ForgeServer.TOKEN), command.toArray(String[]::new));
    }

    /** Outside of GitHub's own pipelines, kfstack goes to api.github.com unless it is told otherwise. */
    private static Path toGitHubOnLoopback(Path clone, ForgeServer forge) throws IOException {
        Path kfstack = clone.resolve("kfstack");
        String script = Files.readString(kfstack);
        PipelineWorld.program(
                kfstack,
                "case \"$*\" in *--forge*) set -- \"$@\" --api " + forge.address() + ";; esac\n"
                        + script.substring(script.indexOf("exec ")));
        return clone;
    }
}
