package dev.kfstack.review.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans as a real terraform wrote them. */
class RecordedPlanTest {

    private static Plan read(String name) {
        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(Requirement.shared("plans/" + name)), problems);
        assertThat(problems.inFileOrder()).isEmpty();
        return plans.stacks().get(0).plan();
    }

    private static Change change(Plan plan, String address) {
        return plan.changes().stream()
                .filter(change -> change.address().equals("terraform_data." + address))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAreThoseOfTerraformsOwnLine() throws IOException {
        Path text = Requirement.shared("plans/mixed.plan.txt");

        Counts counts = read("mixed.plan.json").counts();

        assertThat(Files.readString(text)).contains("Plan: 1 to import, 4 to add, 2 to change, 4 to destroy.");
        assertThat(counts)
                .hasToString("Plan: 4 to add, 2 to change, 4 to destroy. 1 to import, 1 to move, 1 to forget.");
    }

    @Test
    void everyChangeHasItsActionAndReason() {
        Plan plan = read("mixed.plan.json");

        assertThat(change(plan, "repl").action()).isEqualTo(Action.DELETE_THEN_CREATE);
        assertThat(change(plan, "cbd").action()).isEqualTo(Action.CREATE_THEN_DELETE);
        assertThat(change(plan, "cbd").replacePaths()).containsExactly(ConfigPath.of("triggers_replace"));
        assertThat(change(plan, "forget").action()).isEqualTo(Action.FORGET);
        assertThat(change(plan, "gone").reason()).contains("delete_because_no_resource_config");
        assertThat(change(plan, "imp").importId()).contains("00000000-1111-2222-3333-444444444444");
        assertThat(change(plan, "new_name").previousAddress()).contains("terraform_data.old_name");
        assertThat(plan.changes())
                .noneMatch(change -> change.address().endsWith(".keep"))
                .hasSize(11);
        assertThat(plan.unchanged()).isEqualTo(1);
        assertThat(plan.applyable()).isEqualTo(Optional.of(true));
    }

    @Test
    void onlyWhatDiffersIsAnAttribute() {
        assertThat(change(read("mixed.plan.json"), "repl").attributes())
                .extracting(attribute -> attribute.path() + ": " + attribute.before() + " -> " + attribute.after())
                .containsExactly(
                        "id: \"1da67e53-f4d2-04b2-f35a-e70e05e41b85\" -> (known after apply)",
                        "output: \"v1\" -> (known after apply)",
                        "triggers_replace[0]: \"a\" -> \"b\"");
    }

    @Test
    void aSecretIsRedactedWhereTerraformItselfPrintsIt() throws IOException {
        assertThat(Files.readString(Requirement.shared("plans/mixed.plan.txt"))).contains("s3cr3t-PLAINTEXT");

        Plan plan = read("mixed.plan.json");

        assertThat(plan.toString()).doesNotContain("s3cr3t");
        assertThat(change(plan, "secret").attributes())
                .extracting(attribute -> attribute.path() + ": " + attribute.before() + " -> " + attribute.after())
                .containsExactly(
                        "input: (sensitive value) -> (sensitive value)",
                        "output: \"(sensitive value)\" -> (known after apply)");
    }

    @Test
    void aFailedCheckIsToldAndOutputsAre() {
        Plan plan = read("mixed.plan.json");

        assertThat(plan.checks())
                .containsExactly(new Check("check.c", Check.Status.FAIL, List.of("keep must be nope")));
        assertThat(plan.outputs()).extracting(OutputChange::name).containsExactly("o", "o2");
    }
}
