package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.cli.PipelineWorld.Job;
import dev.kfstack.offline.world.Fault;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pull requests from their first push to their apply: the steps of {@code ci/github}, run as a runner runs them, in a shallow
 * clone, against a forge and a cloud on loopback, with all three environments. The comments are golden files, to be read.
 */
class PullRequestStoryTest {

    private static final Path ROOT = Requirement.repository();
    private static final Path GOLDEN = ROOT.resolve("cli/src/test/golden/pull-requests");
    private static final String STANDARD = "nodePools:\n";
    private static final String POOL = "{machineType: n2-standard-8, autoscaling: {totalMin: 0, totalMax: 2}}\n";
    private static final String OLD = "google_container_node_pool.old";

    @TempDir
    Path work = Path.of("");

    private ForgeServer forge;
    private PipelineWorld world;
    private GitHubRunner runner;

    @BeforeEach
    void threeEnvironmentsExist() throws Exception {
        Requirement.tool("terraform");
        forge = new ForgeServer(Kind.GITHUB);
        world = new PipelineWorld(work);
        runner = new GitHubRunner(world, forge);
        world.applyAll();
    }

    @AfterEach
    void stop() throws Exception {
        forge.close();
        world.close();
    }

    @Test
    void whatIsReviewedIsAppliedInOrderAndNothingElse() throws Exception {
        aNodePoolIsPlannedAppliedAndPromoted();
        ofTwoThatRaceEachAppliesWhatWasReadInIt();
        oneThatWasOvertakenByHandWaits();
        aRenamedConstructIsMovedAndNotMadeAnew();
        whatIsDoneByHandIsOneIssueForAsLongAsItIsThere();
        theDatabaseIsNotReplaced();
        aRunnerThatDiesIsFollowedByOneThatGoesOn();
        assertThat(runner.ran())
                .as("all that does not want a cluster")
                .containsAll(PipelineFile.in("github").stream()
                        .flatMap(file -> file.scripts().stream())
                        .filter(script -> !script.contains("apply-overlay"))
                        .toList());
    }

    private void aNodePoolIsPlannedAppliedAndPromoted() throws Exception {
        world.edit("environments/base.yaml", STANDARD, STANDARD + "  batch: " + POOL);
        Path pool = push("a node pool");

        Job planned = runner.pullRequest(pool, "real", true);

        assertThat(planned.exitCode()).as(planned.log()).isZero();
        golden("node-pool.md", forge.ours("review"));

        // all that a pull request from a fork gets
        Job offline = runner.pullRequest(pool, "offline", true);
        assertThat(offline.exitCode()).as(offline.log()).isZero();
        golden("node-pool-offline.md", Files.readString(pool.resolve("summary.md")));

        Job tooEarly = runner.merge(pool, "kf-dev");
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.log())
                .contains(
                        "kf-test-cluster:1:1: error: is not as this commit has it (1 to add, 0 to change, 0 to destroy),"
                                + " and comes before kf-dev [promotion]")
                .doesNotContain("kf-dev-cluster: terraform apply");

        for (String environment : PipelineWorld.ENVIRONMENTS) {
            Job applied = runner.merge(pool, environment);
            assertThat(applied.exitCode()).as(applied.log()).isZero();
            assertThat(applied.log())
                    .contains(environment + "-cluster: applied. Plan: 1 to add, 0 to change, 0 to destroy.\n");
        }
        golden("node-pool-applied.md", forge.ours("apply-kf-prod"));
        assertThat(world.cloud.toString()).contains("clusters/kf-prod/nodePools/batch");
    }

    /** Both were planned before the other was applied. */
    private void ofTwoThatRaceEachAppliesWhatWasReadInIt() throws Exception {
        forge.comments.clear();
        world.edit(
                "environments/kf-test.yaml",
                "gpu-l4: {autoscaling: {totalMax: 2}}",
                "gpu-l4: {autoscaling: {totalMax: 3}}");
        Path first = push("more GPUs");
        assertThat(runner.pullRequest(first, "real", false).exitCode()).isZero();
        List<ForgeServer.Entry> ofFirst = List.copyOf(forge.comments);
        forge.comments.clear();
        world.git("switch", "-q", "-c", "other", "HEAD~1");
        world.edit(
                "environments/base.yaml",
                "autoscaling: {totalMin: 0, totalMax: 4}",
                "autoscaling: {totalMin: 1, totalMax: 4}");
        Path second = push("memory at once");
        assertThat(runner.pullRequest(second, "real", false).exitCode()).isZero();
        List<ForgeServer.Entry> ofSecond = List.copyOf(forge.comments);

        forge.comments.clear();
        forge.comments.addAll(ofFirst);
        Job applied = runner.merge(first, "kf-test");
        assertThat(applied.exitCode()).as(applied.log()).isZero();

        world.git("switch", "-q", "main");
        world.git("merge", "-q", "--no-edit", "other");
        forge.comments.clear();
        forge.comments.addAll(ofSecond);
        Job after = runner.merge(push("both"), "kf-test");
        assertThat(after.exitCode()).as(after.log()).isZero();
        assertThat(after.log()).contains("kf-test-cluster: applied. Plan: 0 to add, 1 to change, 0 to destroy.\n");
    }

    /** Somebody changes by hand, after the review, what the pull request is about. */
    private void oneThatWasOvertakenByHandWaits() throws Exception {
        forge.comments.clear();
        world.edit("environments/base.yaml", "totalMin: 0, totalMax: 2}}\n", "totalMin: 0, totalMax: 3}}\n");
        Path larger = push("a larger pool");
        assertThat(runner.pullRequest(larger, "real", false).exitCode()).isZero();
        world.byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_min_node_count", "1");

        Job stopped = runner.merge(larger, "kf-test");

        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.log()).contains("kf-test-cluster: waits: its plan is not the one that was reviewed\n");
        assertThat(forge.ours("apply-kf-test")).contains("- update `google_container_node_pool.batch`");
        Job again = runner.merge(larger, "kf-test");
        assertThat(again.exitCode()).as(again.log()).isZero();
    }

    /** Terraform was given another address, before a construct was renamed. */
    private void aRenamedConstructIsMovedAndNotMadeAnew() throws Exception {
        world.terraform("kf-test-cluster", "state", "mv", "google_container_node_pool.batch", OLD);
        world.edit("environments/kf-test.addresses", "google_container_node_pool.batch", OLD);

        Run refused = world.synth();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains(
                        OLD + " is no longer in kf-test-cluster: without an entry in ",
                        "stacks: {kf-test-cluster: {moved: {" + OLD + ": google_container_node_pool.batch}}}");

        // whoever takes the line out of the list of addresses instead is told so in the pull request
        forge.comments.clear();
        world.git("checkout", "-q", "environments/kf-test.addresses");
        Job planned = runner.pullRequest(push("a renamed construct"), "real", false);

        assertThat(planned.exitCode()).as(planned.log()).isEqualTo(1);
        golden("rename.md", forge.ours("review"));

        world.edit(
                "environments/moves.yaml",
                "stacks: {}\n",
                "stacks: {kf-test-cluster: {moved: {" + OLD + ": google_container_node_pool.batch}}}\n");
        Path moved = push("its move");
        Job again = runner.pullRequest(moved, "real", false);
        assertThat(again.exitCode()).as(again.log()).isZero();
        golden("rename-moved.md", forge.ours("review"));
        Job applied = runner.merge(moved, "kf-test");
        assertThat(applied.exitCode()).as(applied.log()).isZero();
        assertThat(applied.log())
                .contains("kf-test-cluster: applied. Plan: 0 to add, 0 to change, 0 to destroy. 1 to move.\n");
    }

    private void whatIsDoneByHandIsOneIssueForAsLongAsItIsThere() throws Exception {
        String account = "kf-test-foundation/google_service_account.nodes";
        Path clone = push("nothing");
        world.byHand(account, "display_name", "by hand");
        Job found = runner.drift(clone);
        assertThat(found.exitCode()).as(found.log()).isEqualTo(1);
        assertThat(found.log()).endsWith("issue about drift in kf-test: opened\n");

        world.byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_max_node_count", "9");
        Job more = runner.drift(clone);
        assertThat(more.exitCode()).as(more.log()).isEqualTo(1);
        assertThat(forge.issues).hasSize(1);
        assertThat(forge.issues.get(0).open).isTrue();
        golden("drift.md", forge.issues.get(0).body);

        world.byHand(account, "display_name", "kf-test GKE nodes");
        world.byHand("kf-test-cluster/google_container_node_pool.batch", "autoscaling.0.total_max_node_count", "3");
        Job gone = runner.drift(clone);
        assertThat(gone.exitCode()).as(gone.log()).isZero();
        assertThat(forge.issues).hasSize(1).noneMatch(issue -> issue.open);
    }

    private void theDatabaseIsNotReplaced() throws Exception {
        forge.comments.clear();
        world.edit(
                "environments/base.yaml",
                "  tier: db-custom-2-7680",
                "  instanceSuffix: \"2\"\n  tier: db-custom-2-7680");
        Path replacing = push("another database");

        Job planned = runner.pullRequest(replacing, "real", false);

        assertThat(planned.exitCode()).as(planned.log()).isEqualTo(1);
        assertThat(forge.ours("review"))
                .contains("blocked by ", "**data-loss** `google_sql_database_instance.kubeflow`");

        Job merged = runner.merge(replacing, "kf-test");

        assertThat(merged.exitCode()).isEqualTo(1);
        assertThat(merged.log())
                .contains("kf-test-foundation: blocked: data-loss ")
                .contains("; data-loss google_sql_database_instance.kubeflow: the Cloud SQL instance is replaced")
                .contains("kf-test-cluster: not reached\n");
        assertThat(forge.ours("apply-kf-test")).contains("blocked: data-loss").doesNotContain("kf-test-foundation=");
    }

    /** The machine is gone in the middle of an apply: one pool is made, the other is not, and the state knows of neither. */
    private void aRunnerThatDiesIsFollowedByOneThatGoesOn() throws Exception {
        forge.comments.clear();
        world.git("revert", "--no-edit", "HEAD");
        world.edit("environments/kf-test.yaml", STANDARD, STANDARD + "  late: " + POOL + "  nightly: " + POOL);
        Path clone = push("two pools");
        assertThat(runner.pullRequest(clone, "real", false).exitCode()).isZero();
        world.cloud.strike(new Fault.Hanging(new Fault.Match("google_container_node_pool", "nightly")));
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        Future<Job> killed = elsewhere.submit(() -> runner.merge(clone, "kf-test"));
        while (!killed.isDone() && !world.cloud.toString().contains("nodePools/late")) {
            Thread.sleep(20);
        }
        world.die();
        assertThat(killed.get().exitCode()).isEqualTo(137);
        elsewhere.shutdown();
        world.cloud.heal();

        Job locked = runner.merge(clone, "kf-test");
        assertThat(locked.exitCode()).isEqualTo(1);
        assertThat(locked.log())
                .contains("kf-test-cluster: not planned: terraform plan failed: its state is locked by ");

        Matcher lock = Pattern.compile("ID: +(\\d+)").matcher(locked.log());
        assertThat(lock.find()).as(locked.log()).isTrue();
        world.terraform("kf-test-cluster", "force-unlock", "-force", lock.group(1));
        Job half = runner.merge(clone, "kf-test");
        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(half.log())
                .contains("kf-test-cluster: half applied, ")
                .contains("google_container_node_pool.late exists already, and the state does not know");

        forge.comments.clear();
        world.edit(
                "environments/moves.yaml",
                "moved: {",
                "import: {google_container_node_pool.late: " + lateInTheCloud() + "}, moved: {");
        Path imported = push("what the dead runner made");
        assertThat(runner.pullRequest(imported, "real", false).exitCode()).isZero();
        Job last = runner.merge(imported, "kf-test");
        assertThat(last.exitCode()).as(last.log()).isZero();
        assertThat(last.log())
                .contains("kf-test-cluster: applied. Plan: 0 to add, 0 to change, 0 to destroy. 1 to import.\n");
    }

    private String lateInTheCloud() {
        return world.cloud.all("google_container_node_pool").keySet().stream()
                .filter(id -> id.contains("kf-test") && id.endsWith("/late"))
                .findFirst()
                .orElseThrow();
    }

    /** Digests depend on values that say nothing to a reader. */
    private static void golden(String name, String text) {
        GoldenFolder.assertEquals(
                GOLDEN.resolve(name),
                text.replaceAll("[0-9a-f]{64}", "DIGEST").replaceFirst(" run=[0-9.]+ ", " run=RUN "));
    }

    /** Commits, and gives the clone that a runner makes of the merge: two commits, so that it knows what it merges into. */
    private Path push(String subject) throws Exception {
        world.commit(subject);
        return world.cloned(2);
    }
}
