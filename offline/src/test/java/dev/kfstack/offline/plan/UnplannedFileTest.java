package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Planned;
import dev.kfstack.offline.plan.StackResult.Unchanged;
import dev.kfstack.offline.plan.StackResult.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnplannedFileTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsKeptIsReadAsItWasByNameOfTheStack() throws IOException {
        List<StackResult> results = List.of(
                new Failed("kf-dev-cluster", "Error: \"quota\"\nof 8 CPUs", List.of("google_sql_database_instance.a")),
                new Failed("kf-dev-kubernetes", "kf-dev-cluster failed, on which it builds"),
                new Waiting("kf-test-cluster", "kf-test-foundation has no state yet"));
        for (StackResult result : List.of(results.get(2), results.get(0), results.get(1))) {
            keep(result.stack(), UnplannedFile.of(result).orElseThrow());
        }
        Files.writeString(folder.resolve("kf-prod-cluster.plan.json"), "{}");

        assertThat(UnplannedFile.readAll(folder)).isEqualTo(results);
    }

    @Test
    void aStackThatWasPlannedOrNeedNotBeKeepsNothing() {
        assertThat(UnplannedFile.of(new Planned("kf-test-cluster", PlanSummary.NOTHING)))
                .isEmpty();
        assertThat(UnplannedFile.of(new Unchanged("kf-test-cluster"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"waits\": true}", "{\"failed\": {}, \"guarded\": 3}"})
    void aFileOfAnotherFormIsAStackThatFailedForReasonsUnknown(String text) throws IOException {
        keep("kf-test-cluster", text);

        assertThat(UnplannedFile.readAll(folder)).containsExactly(new Failed("kf-test-cluster", "why is not known"));
    }

    @Test
    void aDamagedFileIsAStackThatFailedAndIsNamed() throws IOException {
        Path file = keep("kf-test-cluster", "{\"waits\": \"kf-test-foun");

        assertThat(UnplannedFile.readAll(folder))
                .containsExactly(new Failed("kf-test-cluster", "why is not known: " + file + " is damaged"));
    }

    private Path keep(String stack, String text) throws IOException {
        return Files.writeString(folder.resolve(stack + UnplannedFile.ENDING), text);
    }
}
