package dev.kfstack.review.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.PlanJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileProblemsTest {

    @TempDir
    private Path folder;

    private List<String> problemsOf(Path... files) {
        Problems problems = new Problems();
        Plans.read(List.of(files), problems);
        return problems.inFileOrder().stream()
                .map(problem -> folder.relativize(Path.of(problem.place().file())) + ": " + problem.message()
                        + problem.hint().map(hint -> " | " + hint).orElse("") + " [" + problem.rule() + "]")
                .toList();
    }

    private List<String> problemsOf(String text) throws IOException {
        return problemsOf(Files.writeString(folder.resolve("a.plan.json"), text));
    }

    private String plan() {
        return new PlanJson()
                .change("google_x.a", "['create']", "null", "{'a': 'b'}")
                .root
                .toString();
    }

    @Test
    void aPlanThatEndsTooEarlyIsSaidToWhereverItEnds() throws IOException {
        String whole = plan();
        for (int end = 1; end < whole.length(); end++) {
            assertThat(problemsOf(whole.substring(0, end)))
                    .as(whole.substring(0, end))
                    .hasSize(1)
                    .allMatch(problem ->
                            problem.startsWith("a.plan.json: ends in the middle of the plan | write it again")
                                    || problem.startsWith("a.plan.json: is not the JSON of a plan"));
        }
        assertThat(problemsOf(whole)).isEmpty();
    }

    @Test
    void whatIsNoPlanIsSaidToBeNone() throws IOException {
        assertThat(problemsOf(""))
                .containsExactly(
                        "a.plan.json: holds no terraform plan: it has no format_version | terraform show -json PLANFILE writes one [plan-file]");
        assertThat(problemsOf("{\"format_version\": \"1.0\", \"values\": {}}"))
                .containsExactly(
                        "a.plan.json: holds a state, not a plan | terraform show -json PLANFILE writes one [plan-file]");
        assertThat(problemsOf("PK\u0003\u0004"))
                .containsExactly(
                        "a.plan.json: is a binary plan | write it as JSON: terraform show -json PLANFILE [plan-file]");
        assertThat(problemsOf("Plan: 1 to add"))
                .containsExactly(
                        "a.plan.json: is not the JSON of a plan | terraform show -json PLANFILE writes one [plan-file]");
        assertThat(problemsOf(plan() + plan()))
                .containsExactly(
                        "a.plan.json: holds more than one JSON document | give each plan a file of its own [plan-file]");
    }

    @Test
    void partsOfAnotherTypeAreNoBug() throws IOException {
        String whole = plan();
        for (String part : List.of(
                "resource_changes",
                "checks",
                "output_changes",
                "prior_state",
                "configuration",
                "variables",
                "applyable",
                "planned_values",
                "relevant_attributes",
                "resource_drift",
                "deferred_changes")) {
            for (String value :
                    List.of("null", "1", "\"a\"", "[]", "{}", "[1]", "{\"a\": 1}", "{\"root_module\": 3}")) {
                problemsOf(whole.substring(0, whole.length() - 1) + ",\"" + part + "\":" + value + "}");
            }
        }
    }

    @Test
    void aLaterFormatIsRefusedAndALaterMinorOneIsRead() throws IOException {
        assertThat(problemsOf(plan().replace("\"1.2\"", "\"2.0\"")))
                .containsExactly(
                        "a.plan.json: format_version must be 1.x, got 2.0 | a newer kfstack may read what newer terraform writes [plan-file]");
        assertThat(problemsOf(plan().replace("\"1.2\"", "\"1.99\""))).isEmpty();
    }

    @Test
    void anActionThatIsNotKnownIsRefused() throws IOException {
        assertThat(problemsOf(plan().replace("[\"create\"]", "[\"create\",\"explode\"]")))
                .containsExactly("a.plan.json: google_x.a has the actions [create, explode], which are not known here"
                        + " | a newer kfstack may read what newer terraform writes [plan-file]");
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = folder.resolve("a.plan.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Plans.LARGEST + 1);
        }

        assertThat(problemsOf(file)).containsExactly("a.plan.json: is larger than 256 MiB, got 256 MiB [plan-file]");
    }

    @Test
    void nestingWithoutEndIsRefused() throws IOException {
        assertThat(problemsOf(plan().replace("\"b\"", "[".repeat(5000) + "]".repeat(5000))))
                .containsExactly("a.plan.json: is nested deeper or holds longer values than any plan [plan-file]");
    }

    @Test
    void filesThatAreAbsentOrOfOneStackAreProblems() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path first = new PlanJson().write(folder, "kf-test-cluster");
        Path second = new PlanJson().write(other, "kf-test-cluster");

        assertThat(problemsOf(first, second, empty, folder.resolve("none.plan.json")))
                .containsExactly(
                        "empty: holds no file named STACK.plan.json | kfstack plan ENV --out DIR writes them [plan-file]",
                        "none.plan.json: there is no such file | kfstack plan ENV --out DIR writes plans [plan-file]",
                        "other/kf-test-cluster.plan.json: is of the same stack as " + first
                                + " | name each plan STACK.plan.json [plan-file]");
    }

    @Test
    void theNameOfAFileSaysWhoseThePlanIs() {
        new PlanJson().write(folder, "kf-test-kubernetes");
        new PlanJson().write(folder, "kf-test-foundation");
        new PlanJson().write(folder, "mine");

        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(folder), problems);

        assertThat(problems.inFileOrder()).extracting(Problem::message).isEmpty();
        assertThat(plans.stacks())
                .extracting(plan -> plan.environment() + " " + plan.stack())
                .containsExactly("kf-test kf-test-foundation", "kf-test kf-test-kubernetes", "mine mine");
    }
}
