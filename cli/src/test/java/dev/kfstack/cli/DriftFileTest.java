package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftFileTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    @TempDir
    Path work = Path.of("");

    private final Problems problems = new Problems();

    @Test
    void anUpdateIsIgnoredWhenAllOfItIs() throws IOException {
        DriftFile file = read("""
                ignore:
                  - {address: a.b, attributes: [autoscaling, size], reason: quota}
                """);

        assertThat(file.ignores(change("update", "{\"autoscaling\": [{\"max\": 1}], \"size\": 1}")))
                .isTrue();
        assertThat(file.ignores(change("update", "{\"autoscaling\": [{\"max\": 1}], \"zone\": \"c\"}")))
                .isFalse();
        assertThat(file.ignores(change("update", "{\"size_gb\": 1}"))).isFalse();
        assertThat(file.ignores(change("delete", "{\"size\": 1}"))).isFalse();
        assertThat(problems.inFileOrder()).isEmpty();
    }

    @Test
    void anEntryCountsUntilItsDayAndIsSaidToBeOverAfterIt() throws IOException {
        String entry = "ignore:\n  - {address: a.b, attributes: [size], reason: quota, until: \"%s\"}\n";

        assertThat(read(entry.formatted("2026-06-30")).ignored()).hasSize(1);
        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(read(entry.formatted("2026-06-29")).ignored()).isEmpty();
        assertThat(problems.inFileOrder())
                .extracting(Problem::path, Problem::message)
                .containsExactly(tuple("ignore[0]", "counted until 2026-06-29, and does not any more"));
    }

    @Test
    void whatIsMisspeltIsAProblemAndIgnoresNothing() throws IOException {
        read("ignore:\n  - {adress: a.b, attributes: [size], reason: quota}\n");

        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.inFileOrder())
                .anyMatch(problem ->
                        problem.message().contains("adress") || problem.path().contains("adress"));
    }

    private DriftFile read(String text) throws IOException {
        Files.writeString(work.resolve("drift.yaml"), text);
        return DriftFile.read(work, TODAY, problems);
    }

    private Change change(String action, String after) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> change =
                Map.of("actions", List.of(action), "before", Map.of(), "after", json.readTree(after));
        Path plan = Files.writeString(
                work.resolve("kf-test-cluster.plan.json"),
                json.writeValueAsString(Map.of(
                        "format_version",
                        "1.2",
                        "resource_changes",
                        List.of(Map.of(
                                "address", "a.b", "mode", "managed", "type", "a", "name", "b", "change", change)))));
        Plans read = Plans.read(List.of(plan), problems);
        return read.stacks().get(0).plan().changes().get(0);
    }
}
