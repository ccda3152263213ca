package dev.kfstack.review.rename;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problems;
import dev.kfstack.review.PlanJson;
import dev.kfstack.review.plan.Plans;
import dev.kfstack.testkit.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenameTest {

    @TempDir
    private Path folder;

    private final PlanJson plan = new PlanJson();

    private List<String> renames() {
        plan.write(folder, "kf-test-cluster");
        return Rename.in(PlanJson.read(folder.resolve("kf-test-cluster.plan.json"))
                        .stacks()
                        .get(0))
                .stream()
                .map(rename -> rename.from() + " -> " + rename.to() + " " + rename.alike())
                .toList();
    }

    private void gone(String address, String values) {
        plan.change(address, "['delete']", values, "null");
    }

    private void made(String address, String values) {
        plan.change(address, "['create']", "null", values);
    }

    @Test
    void theSameThingUnderANewAddressIsFoundAmongOthers() {
        gone("google_a.old", "{'name': 'pool', 'size': 3, 'id': 'x'}");
        gone("google_a.other", "{'name': 'third', 'size': 3, 'id': 'y'}");
        made("google_a.now", "{'name': 'pool', 'size': 3}");
        made("google_b.now", "{'name': 'pool', 'size': 3}");

        assertThat(renames()).containsExactly("google_a.old -> google_a.now 2");
    }

    @Test
    void oneOtherValueMakesItAnotherThing() {
        gone("google_a.old", "{'name': 'pool', 'size': 3}");
        made("google_a.now", "{'name': 'pool', 'size': 4}");

        assertThat(renames()).isEmpty();
    }

    @Test
    void whereThereIsAChoiceNoneIsMade() {
        gone("google_a.one", "{'name': 'pool'}");
        gone("google_a.two", "{'name': 'pool'}");
        made("google_a.now", "{'name': 'pool'}");

        assertThat(renames()).isEmpty();
    }

    @Test
    void aConstructThatMovedIsFoundInARealPlan() {
        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(Requirement.shared("plans/moved-construct.plan.json")), problems);

        assertThat(Rename.in(plans.stacks().get(0))).isNotEmpty().allSatisfy(rename -> assertThat(rename.entry())
                .startsWith("stacks: {moved-construct: {moved: {" + rename.from() + ": " + rename.to()));
    }
}
