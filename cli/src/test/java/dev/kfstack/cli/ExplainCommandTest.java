package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.render.RenderCheck;
import dev.kfstack.render.RenderChecks;
import dev.kfstack.review.guard.Guard;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    Path work;

    @Test
    void aRuleIsExplainedByItsSentenceItsReasonExamplesOfBothSidesAndACheckByHand() {
        Run run = Run.kfstack("explain", "autoscaling-bounds");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                autoscaling-bounds: totalMin is at most totalMax.

                Why: The provider lets both through in any order; the API refuses the pool.
                     https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler#minimum_and_maximum_node_pool_size

                Refused, for example:

                    nodePools: {standard: {autoscaling: {totalMin: 5, totalMax: 3}}}

                with

                    error: nodePools.standard.autoscaling: totalMin must be at most totalMax, got 5 and 3

                Accepted:

                    nodePools: {standard: {autoscaling: {totalMin: 1, totalMax: 3}}}

                By hand: `gcloud container node-pools describe standard --cluster kf-test --format 'value(autoscaling)'`
                """);
    }

    @Test
    void aMisspeltRuleIsRefusedWithTheOneThatWasMeant() {
        Run run = Run.kfstack("explain", "autoscaling-bound");

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("there is no rule \"autoscaling-bound\" [unknown-rule]")
                .contains("hint: did you mean autoscaling-bounds?\n");
    }

    @Test
    void whatIsLikeNoRuleAtAllIsSentToThePage() {
        assertThat(Run.kfstack("explain", "foo").err()).contains("hint: docs/rules.md lists them\n");
    }

    @Test
    void printsWhatTheTablesSayOfRulesThatAreNotTheEnvironments() {
        assertThat(Run.kfstack("explain", "address-lost").out()).isEqualTo("""
                address-lost refuses: a Terraform address that disappears without an entry in `moves.yaml`

                More: docs/rules.md
                """);
        assertThat(Run.kfstack("explain", "environment-destroyed").out())
                .startsWith("environment-destroyed refuses: an environment that was given up and of which");
        assertThat(Run.kfstack("explain", "workload-scales").out()).contains("`maxReplicas` of what upstream");
        assertThat(Run.kfstack("explain", "wide-iam").out())
                .startsWith("wide-iam stops: `roles/owner`")
                .endsWith("More: docs/guards.md\n");
        assertThat(Run.kfstack("explain", "secret-value").out())
                .startsWith("secret-value holds when: no Secret holds a value")
                .endsWith("More: docs/overlays.md\n");
        assertThatJson(Run.kfstack("explain", "unknown-key", "--output", "json").out())
                .isEqualTo(
                        "{\"rule\": \"unknown-key\", \"says\": \"refuses: a key that does not exist\", \"source\": \"docs/rules.md\"}");
    }

    /** Whatever a message ends with can be asked for. */
    @Test
    void everyRuleOfTheSourcesGuardOfPlansAndCheckOfOverlaysIsExplained() throws IOException {
        List<String> ids = new ArrayList<>();
        Arrays.stream(Guard.values()).map(Guard::id).forEach(ids::add);
        RenderChecks.checks().stream().map(RenderCheck::id).forEach(ids::add);
        Pattern constant = Pattern.compile("String RULE = \"([a-z-]+)\"");
        for (String module : List.of("model", "stacks", "kustomize", "offline", "forge", "review", "cli")) {
            try (Stream<Path> files = Files.walk(Requirement.repository().resolve(module + "/src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    constant.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(ids::add);
                }
            }
        }

        assertThat(ids)
                .contains("plan-file", "data-loss", "pool-matches")
                .allSatisfy(id -> assertThat(Run.kfstack("explain", id).err()).isEmpty());
    }

    @Test
    void anAddressLeadsToTheLineAndTheConstructInEveryEnvironment() throws IOException {
        synthesized();

        Run run = explain("google_container_node_pool.gpu-l4");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("""
                google_container_node_pool.gpu-l4
                  environment  kf-dev
                  stack        kf-dev-cluster
                  key          nodePools.gpu-l4
                  written in   %1$s/base.yaml:40
                  construct    dev.kfstack.constructs.GkeNodePool

                google_container_node_pool.gpu-l4
                  environment  kf-test
                  stack        kf-test-cluster
                  key          nodePools.gpu-l4
                  written in   %1$s/kf-test.yaml:15
                  construct    dev.kfstack.constructs.GkeNodePool
                """.formatted(work.resolve("environments")));
    }

    @Test
    void aStackInFrontOfTheAddressNamesOneOfThem() throws IOException {
        synthesized();

        Run run = explain("kf-test-cluster/google_container_node_pool.gpu-l4", "--output", "json");

        assertThatJson(run.out()).node("resources").isArray().hasSize(1);
        assertThatJson(run.out()).node("resources[0].line").isEqualTo(15);
        assertThatJson(run.out()).node("resources[0].stack").isEqualTo("kf-test-cluster");
    }

    @Test
    void aMisspeltAddressIsRefusedWithTheOneThatWasMeant() throws IOException {
        synthesized();

        assertThat(explain("google_container_node_pool.gpu-14").err())
                .contains(
                        "no stack has the resource \"google_container_node_pool.gpu-14\"; stacks: kf-dev-cluster, kf-test-")
                .contains("hint: did you mean google_container_node_pool.gpu-l4?\n");
        assertThat(explain("kf-tset-cluster/google_container_node_pool.gpu-l4").err())
                .contains("hint: did you mean kf-test-cluster/google_container_node_pool.gpu-l4?\n");
    }

    @Test
    void beforeTheFirstSynthItSaysThatThereIsNothing() {
        Run run = explain("google_container_node_pool.gpu-l4");

        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.err())
                .startsWith(work.resolve("cdktf.out") + ":1:1: error: nothing is synthesized yet [unknown-address]\n")
                .contains("hint: run kfstack synth\n");
    }

    /** As a synth leaves it. */
    private void synthesized() throws IOException {
        Path file = work.resolve("cdktf.out/provenance.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"stacks": {
                  "kf-dev-cluster": {"environment": "kf-dev", "resources": {
                    "google_container_node_pool.gpu-l4": {"path": "nodePools.gpu-l4", "file": "base.yaml", "line": 40,
                      "construct": "dev.kfstack.constructs.GkeNodePool"}}},
                  "kf-test-cluster": {"environment": "kf-test", "resources": {
                    "google_container_node_pool.gpu-l4": {"path": "nodePools.gpu-l4", "file": "kf-test.yaml", "line": 15,
                      "construct": "dev.kfstack.constructs.GkeNodePool"}}}
                }}
                """);
    }

    private Run explain(String wanted, String... more) {
        String[] args = new String[more.length + 6];
        args[0] = "explain";
        args[1] = wanted;
        args[2] = "--environments";
        args[3] = work.resolve("environments").toString();
        args[4] = "--output-dir";
        args[5] = work.toString();
        System.arraycopy(more, 0, args, 6, more.length);
        return Run.kfstack(args);
    }
}
