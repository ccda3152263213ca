package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.RealTerraform;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {

    private static final String ONE = "{\"one\": {\"input\": \"1\"}}";
    private static final String TWO = "{\"one\": {\"input\": \"1\"}, \"two\": {\"input\": \"2\"}}";

    @TempDir
    Path work = Path.of("");

    private Path temporary = Path.of("");
    private Path kept = Path.of("");

    @BeforeEach
    void folders() {
        RealTerraform.binary();
        temporary = work.resolve("tmp");
        kept = work.resolve("plans");
    }

    @ParameterizedTest
    @ValueSource(strings = {Stacks.GCS, Stacks.LOCAL})
    void offlinePlansEveryStackAndWritesNothing(String backend) {
        Stacks stacks =
                new Stacks(work.resolve("user"), backend).stack("cluster", ONE).stack("foundation", TWO);
        Map<String, String> before = GoldenFolder.read(work.resolve("user"));

        EnvironmentPlan plan = stacks.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld);

        assertThat(Stacks.lines(plan)).isEqualTo("""
                kf-test-foundation: 2 to add, 0 to change, 0 to destroy
                kf-test-cluster: 1 to add, 0 to change, 0 to destroy
                Plan: 3 to add, 0 to change, 0 to destroy.
                """);
        assertThat(plan.succeeded()).isTrue();
        assertThat(GoldenFolder.read(work.resolve("user"))).isEqualTo(before);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void terraformsOwnWordsAreResultsAndTheRestIsProgress() {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.GCS)
                .stack("foundation", ONE)
                .stack("cluster", ONE);

        stacks.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld);

        assertThat(stacks.results.toString())
                .startsWith("# kf-test-foundation\n")
                .contains("# terraform_data.one will be created", "\n# kf-test-cluster\n")
                .doesNotContain("\u001b", "Saved the plan", "terraform apply", temporary.toString());
        assertThat(stacks.progress.toString()).isEqualTo("""
                kf-test-foundation: terraform init
                kf-test-foundation: terraform plan
                kf-test-foundation: terraform apply, on the fake cloud
                kf-test-cluster: terraform init
                kf-test-cluster: terraform plan
                """);
    }

    @Test
    void keepsEachPlanAndItsJsonAndForgetsThoseOfEarlierRuns() throws IOException {
        Files.createDirectories(kept);
        Files.writeString(kept.resolve("kf-test-kubernetes.plan.json"), "{}");
        Files.writeString(kept.resolve("kf-prod-cluster.plan.json"), "{}");
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.GCS).stack("foundation", ONE);

        stacks.plan(temporary, Optional.of(kept), PlanningTest::inAnEmptyWorld);

        assertThat(kept.toFile().list())
                .containsExactlyInAnyOrder(
                        "kf-prod-cluster.plan.json", "kf-test-foundation.plan.json", "kf-test-foundation.tfplan");
        assertThat(kept.resolve("kf-test-foundation.plan.json")).content().startsWith("{\"format_version\":");
    }

    @Test
    void withTheUsersCloudNothingIsApplied() {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.LOCAL)
                .stack("foundation", ONE)
                .stack("cluster", TWO);

        EnvironmentPlan plan = stacks.plan(temporary, Optional.empty(), Planning::withUsersCloud);

        assertThat(Stacks.lines(plan)).endsWith("Plan: 3 to add, 0 to change, 0 to destroy.\n");
        assertThat(GoldenFolder.read(work.resolve("user/tfstate"))).isEmpty();
        assertThat(stacks.progress.toString()).doesNotContain("apply");
    }

    @Test
    void aStackThatFailsStopsThoseThatBuildOnIt() {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.GCS)
                .stack("network", ONE)
                .stack("foundation", "{\"one\": {\"inputs\": 1}}")
                .stack("cluster", ONE);

        EnvironmentPlan plan = stacks.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld);

        assertThat(plan.succeeded()).isFalse();
        assertThat(Stacks.lines(plan)).isEqualTo("""
                kf-test-network: 1 to add, 0 to change, 0 to destroy
                kf-test-foundation: not planned: terraform plan failed
                kf-test-cluster: not planned: it builds on kf-test-foundation
                """);
        assertThat(stacks.progress.toString()).contains("No argument or block type is named \"inputs\"");
    }

    @Test
    void aConfigurationThatIsTornFailsAtInitWithTerraformsReason() {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.GCS)
                .file("foundation", "{\"terraform\": {\"backend\": {\"nowhere\": {}}}}");

        EnvironmentPlan plan = stacks.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld);

        assertThat(Stacks.lines(plan)).isEqualTo("kf-test-foundation: not planned: terraform init failed\n");
        assertThat(stacks.progress.toString()).contains("Unsupported backend type");
    }

    @Test
    void againstAnEarlierConfigurationOnlyTheChangeIsPlanned() {
        Stacks before = new Stacks(work.resolve("before"), Stacks.GCS)
                .stack("foundation", TWO)
                .stack("cluster", "{\"one\": {\"input\": \"1\", \"triggers_replace\": \"a\"}}");
        Stacks after = new Stacks(work.resolve("after"), Stacks.GCS)
                .stack("foundation", "{\"one\": {\"input\": \"other\"}}")
                .stack("cluster", "{\"one\": {\"input\": \"1\", \"triggers_replace\": \"b\"}}");

        EnvironmentPlan plan =
                after.plan(temporary, Optional.empty(), (planning, stacks) -> new OfflinePlanning(planning)
                        .against(before.folders(), stacks));

        assertThat(Stacks.lines(plan)).isEqualTo("""
                kf-test-foundation: 0 to add, 1 to change, 1 to destroy
                kf-test-cluster: 1 to add, 0 to change, 1 to destroy
                Plan: 1 to add, 1 to change, 2 to destroy.
                """);
    }

    @Test
    void againstTheSameConfigurationTerraformIsNotAsked() {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.LOCAL)
                .stack("foundation", TWO)
                .stack("cluster", ONE);

        EnvironmentPlan plan =
                stacks.plan(temporary, Optional.empty(), (planning, folders) -> new OfflinePlanning(planning)
                        .against(folders, folders));

        assertThat(Stacks.lines(plan)).isEqualTo("""
                kf-test-foundation: no change
                kf-test-cluster: no change
                Plan: 0 to add, 0 to change, 0 to destroy.
                """);
        assertThat(plan.isUnchanged()).isTrue();
        assertThat(stacks.progress.toString()).isEmpty();
    }

    @Test
    void anEarlierConfigurationThatCannotBeAppliedIsSaidToBeTheReason() {
        Stacks before =
                new Stacks(work.resolve("before"), Stacks.GCS).stack("foundation", "{\"one\": {\"inputs\": 1}}");
        Stacks after = new Stacks(work.resolve("after"), Stacks.GCS).stack("foundation", ONE);

        EnvironmentPlan plan =
                after.plan(temporary, Optional.empty(), (planning, stacks) -> new OfflinePlanning(planning)
                        .against(before.folders(), stacks));

        assertThat(Stacks.lines(plan))
                .isEqualTo("kf-test-foundation: not planned: it cannot be applied as it was before the change\n");
    }

    @Test
    void aWorldIsPlannedAgainstAndStaysAsItIs() throws IOException {
        Stacks stacks = new Stacks(work.resolve("user"), Stacks.GCS)
                .stack("foundation", TWO)
                .stack("cluster", ONE);
        Path world = work.resolve("world");
        applyIn(world, stacks.folders().get(0).configuration());
        Map<String, String> before = GoldenFolder.read(world);

        EnvironmentPlan plan =
                stacks.plan(temporary, Optional.empty(), (planning, folders) -> new OfflinePlanning(planning)
                        .inWorld(Optional.of(world), folders));

        assertThat(Stacks.lines(plan)).isEqualTo("""
                kf-test-foundation: 0 to add, 0 to change, 0 to destroy
                kf-test-cluster: 1 to add, 0 to change, 0 to destroy
                Plan: 1 to add, 0 to change, 0 to destroy.
                """);
        assertThat(GoldenFolder.read(world)).isEqualTo(before).isNotEmpty();
    }

    @Test
    void twoRunsAtOnceDoNotMeet() {
        Stacks first = new Stacks(work.resolve("first"), Stacks.GCS)
                .stack("foundation", ONE)
                .stack("cluster", ONE);
        Stacks second = new Stacks(work.resolve("second"), Stacks.GCS)
                .stack("foundation", TWO)
                .stack("cluster", TWO);

        CompletableFuture<EnvironmentPlan> other = CompletableFuture.supplyAsync(
                () -> first.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld));
        EnvironmentPlan plan = second.plan(temporary, Optional.empty(), PlanningTest::inAnEmptyWorld);

        assertThat(plan.total()).isEqualTo(new PlanSummary(4, 0, 0));
        assertThat(other.join().total()).isEqualTo(new PlanSummary(2, 0, 0));
        assertThat(temporary).isEmptyDirectory();
    }

    private static EnvironmentPlan inAnEmptyWorld(Planning planning, List<StackFolder> stacks) throws IOException {
        return new OfflinePlanning(planning).inWorld(Optional.empty(), stacks);
    }

    private void applyIn(Path world, Path configuration) throws IOException {
        Path folder = Files.createDirectories(work.resolve("elsewhere"));
        Files.copy(configuration, folder.resolve("cdk.tf.json"));
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(world)) {
            Terraform terraform = RealTerraform.with(cloud.variables(System.getenv()), processes);
            assertThat(terraform.run(folder, "init").succeeded()).isTrue();
            assertThat(terraform.run(folder, "apply", "-auto-approve").succeeded())
                    .isTrue();
        }
    }
}
