package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewCommandTest {

    private static final String DESTROYS = """
            {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [
              {"address": "google_compute_disk.a", "mode": "managed", "type": "google_compute_disk", "name": "a",
               "change": {"actions": ["delete"], "before": {"name": "a"}, "after": null}}]}
            """;

    @TempDir
    private Path work;

    private Path plan;

    @BeforeEach
    void writePlan() throws IOException {
        Run.copyOfRepository(work);
        plan = Files.writeString(work.resolve("kf-test-foundation.plan.json"), DESTROYS);
    }

    private Run kfstack(String command, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--environments", environments().toString()));
        arguments.addAll(List.of("--output-dir", work.toString()));
        arguments.addAll(List.of(options));
        return Run.kfstack(arguments.toArray(String[]::new));
    }

    private Path environments() {
        return work.resolve("environments");
    }

    @Test
    void aPlanThatLosesDataFailsAndTheCommentSaysWhy() {
        Run run = kfstack("review", plan.toString(), "--commit", "13be0c3", "--link", "Log=https://ci.example.com/1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("<!-- kfstack review v1 view=real commit=13be0c3 kf-test-foundation=")
                .contains("**Plan: 0 to add, 0 to change, 1 to destroy.** · planned for `13be0c3`")
                .contains("disk `google_compute_disk.a` is **destroyed**")
                .endsWith("[Log](https://ci.example.com/1)\n");
    }

    @Test
    void theGuardSaysItToPeopleAndToPrograms() {
        Run text = kfstack("guard", plan.toString());

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.err()).isEqualTo("""
                cdktf.out/stacks/kf-test-foundation/cdk.tf.json:1:1: error: google_compute_disk.a: the disk is destroyed, and with it what is on it, in the plan of kf-test-foundation [data-loss]
                    hint: keep it, or move what it holds elsewhere first
                1 error
                """);
        assertThatJson(kfstack("guard", plan.toString(), "--output", "json").out())
                .inPath("problems[0].rule")
                .isEqualTo("data-loss");
        assertThatJson(kfstack("review", plan.toString(), "--output", "sarif").out())
                .inPath("runs[0].results[0].ruleId")
                .isEqualTo("data-loss");
        assertThatJson(kfstack("review", plan.toString(), "--output", "json").out())
                .inPath("environments[0].counts.destroy")
                .isEqualTo(1);
    }

    @Test
    void anExceptionThatExpiredIsAnErrorOnTheDayAfter() throws IOException {
        String digest =
                kfstack("review", plan.toString()).out().replaceFirst("(?s).*? kf-test-foundation=([0-9a-f]+).*", "$1");
        Files.writeString(environments().resolve("guards.yaml"), """
                exceptions:
                  - guard: data-loss
                    stack: kf-test-foundation
                    address: google_compute_disk.a
                    reason: it is empty
                    owner: owner@example.com
                    expires: "2026-12-31"
                    digest: "%s"
                """.formatted(digest));

        assertThat(kfstack("guard", plan.toString(), "--today", "2026-12-31").exitCode())
                .isZero();
        Run late = kfstack("review", plan.toString(), "--today", "2027-01-01");

        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.err())
                .startsWith(
                        environments().resolve("guards.yaml")
                                + ":7:14: error: exceptions[0].expires: the exception expired on 2026-12-31, today is 2027-01-01 [guard-exceptions]\n");
        assertThat(late.out()).contains("the exception expired on 2026-12-31, today is 2027-01-01");
    }

    @Test
    void aPlanThatCannotBeReadIsACommentAndShowsNoneOfItsLines() throws Exception {
        Files.writeString(plan, "{\"variables\": {\"password\": \"hunter2\"");

        Run run = kfstack("review", plan.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("### 🔴 Errors", "ends in the middle of the plan")
                .doesNotContain("hunter2");
        assertThat(run.err()).contains("ends in the middle of the plan").doesNotContain("hunter2");
        assertThat(KfstackInChildJvm.run(work, Map.of(), "review", plan.toString(), "--output", "text")
                        .err())
                .startsWith(plan + ":1:")
                .contains("ends in the middle of the plan");
    }

    @Test
    void plansOrACommitIsNeeded() {
        for (Run run : List.of(
                kfstack("review"),
                kfstack("review", plan.toString(), "--against", "HEAD"),
                kfstack("review", plan.toString(), "--inputs-only"),
                kfstack("review", plan.toString(), "--commit", "main"),
                kfstack("review", plan.toString(), "--link", "Log=javascript:alert(1)"),
                kfstack("guard", plan.toString(), "--today", "tomorrow"))) {
            assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
            assertThat(run.err()).startsWith("kfstack: ");
        }
    }

    @Test
    void againstACommitAllEnvironmentsAreReviewedWithNoCloud() throws Exception {
        Requirement.tool("terraform");
        Files.delete(environments().resolve("kf-dev.yaml"));
        Files.delete(environments().resolve("kf-dev.addresses"));
        commitAll();
        Path base = environments().resolve("base.yaml");
        Files.writeString(base, Files.readString(base).replace("cost-center: \"4711\"", "cost-center: \"4712\""));
        Path prod = environments().resolve("kf-prod.yaml");
        String text = Files.readString(prod);
        assertThat(text).contains("sizeGb: 2000");
        long line = text.lines()
                        .takeWhile(each -> !each.equals("  artifact-store:"))
                        .count()
                + 1;
        Files.writeString(prod, text.replace("sizeGb: 2000", "sizeGb: 1000"));

        Run run = kfstack("review", "--against", "HEAD", "--inputs-only");

        assertThat(run.out())
                .startsWith("<!-- kfstack review v1 view=offline commit= kf-test-")
                .contains("> **This is the offline view.** It compares `HEAD` with this branch")
                .contains("### 🔴 kf-prod: could not be planned")
                .contains("- 🔴 `kf-prod-foundation` was not planned: `it would destroy or replace"
                        + " google_compute_region_disk.artifact-store, and prevent_destroy forbids that."
                        + " google_compute_region_disk.artifact-store comes from disks.artifact-store in " + prod
                        + ":" + line + "`")
                .doesNotContain("Instance cannot be destroyed")
                .contains("### 🟡 kf-test: changes", "cost-center = \"4712\"");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** Git tells a hook by variables whose it is, and they win over the folder that a command runs in. */
    @Test
    void aHookOfAnotherRepositoryComparesWithThisOne() throws Exception {
        commitAll();
        Files.writeString(plan, DESTROYS.replace("google_compute_disk", "google_compute_address"));
        String[] guard = {
            "guard",
            plan.toString(),
            "--base",
            "HEAD",
            "--environments",
            environments().toString()
        };

        Run run = KfstackInChildJvm.run(
                work, Map.of("GIT_DIR", work.resolve("none").toString()), guard);

        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void whatAnEnvironmentGivesUpAgainstTheBaseIsGuarded() throws Exception {
        commitAll();
        Path prod = environments().resolve("kf-prod.yaml");
        Files.writeString(prod, Files.readString(prod).replace("tier: prod", "tier: dev"));
        Files.writeString(plan, DESTROYS.replace("google_compute_disk", "google_compute_address"));

        Run guard = kfstack("guard", plan.toString(), "--base", "HEAD");

        assertThat(guard.exitCode()).isEqualTo(1);
        assertThat(guard.err())
                .isEqualTo(prod
                        + ":1:1: error: tier: tier goes from prod to dev: the rules and protections that keep prod"
                        + " from losing data go with it [tier-weakened]\n"
                        + "    # yaml-language-server: $schema=schema/environment.schema.json\n    ^\n"
                        + "    hint: keep the tier, and build a new environment of the other one\n1 error\n");
        assertThat(kfstack("review", plan.toString(), "--base", "HEAD").out())
                .contains(
                        "### 🔴 kf-prod: blocked by 1 guard",
                        "- 🔴 **tier-weakened** `tier`: tier goes from prod to dev");
        assertThat(kfstack("guard", plan.toString(), "--base", "main~7").err())
                .contains("there is no commit \"main~7\" in its repository");
    }

    @Test
    void theOverlaysOfTheBaseAreComparedByTheirFilesWhereThereIsNoCopyOfTheRelease() throws Exception {
        commitAll();
        Files.delete(work.resolve("overlays/kf-test/profiles/recommendations.yaml"));
        Path params = work.resolve("overlays/kf-dev/params.yaml");
        Files.writeString(params, Files.readString(params).replace("kubeflow.kf-dev.", "kf-dev."));

        String comment = kfstack("review", plan.toString(), "--base", "HEAD").out();

        assertThat(comment)
                .contains(
                        "- 🔴 `Profile recommendations` is **removed** from the overlay, and with it the team's namespace,"
                                + " and everything in it.")
                .contains(
                        "Only the files of overlays/kf-test were compared, not what they build to: there is no copy of"
                                + " release 26.03 (kfstack upstream pull makes it)")
                .contains("ConfigMap kfstack-params: update (overlay)")
                .doesNotContain("kf-prod");
    }

    private void commitAll() throws Exception {
        for (List<String> command : List.of(
                List.of("init", "-q"),
                List.of("add", "-A"),
                List.of("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "all"))) {
            List<String> line = new ArrayList<>(List.of(Requirement.tool("git").toString(), "-C", work.toString()));
            line.addAll(command);
            assertThat(new ProcessBuilder(line).start().waitFor()).isZero();
        }
    }
}
