package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a change of one attribute plans: what the real provider was seen to plan for the same change. */
class ChangeTest {

    private static final String TABLE = "changes.csv";

    /** The columns of the page. */
    private static final List<String> OUTCOMES = List.of("in place", "replaced", "nothing");

    /** What is changed, where, by which edits, and what comes of it. */
    @ParameterizedTest(name = "{2}: {0} is {4}")
    @CsvFileSource(resources = TABLE, delimiter = '|', quoteCharacter = '`')
    void aChangeIsPlannedAsTheRealProviderPlansIt(
            String name, String stack, String address, String edit, String outcome) throws Refusal {
        ReferenceResource resource = new ReferenceResource(stack, address);
        Value state = resource.create();
        assertThat(resource.plan(state).planned()).as("before the change").isEqualTo(state);

        for (String one : edit.split(" ; ", -1)) {
            resource.edit(one);
        }
        Change change = resource.plan(state);

        String planned =
                change.planned().equals(state) ? "nothing" : change.replacing().isEmpty() ? "in place" : "replaced";
        assertThat(planned).as("replacing %s", change.replacing()).isEqualTo(outcome);
    }

    /** The cells of that page hold one change each between semicolons, in the column of what the real providers planned. */
    @Test
    void everyChangeThatTheRealProvidersWereSeenToPlanIsInTheTable() throws IOException {
        String page = Files.readString(Requirement.shared("research/verified-terraform.md"));
        List<String> seen = page.substring(page.indexOf("## 2. "), page.indexOf("## 3. "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(ChangeTest::changes)
                .toList();

        assertThat(seen).hasSizeGreaterThan(200);
        assertThat(table().map(row -> row.split(" \\| ", -1)).map(row -> row[2] + ": " + row[0] + " is " + row[4]))
                .containsAll(seen)
                .doesNotHaveDuplicates();
    }

    private static Stream<String> changes(String row) {
        String[] cells = row.split("\\|", -1);
        String address = "google_" + cells[1].replace("`", "").strip();
        return OUTCOMES.stream().flatMap(outcome -> Stream.of(cells[2 + OUTCOMES.indexOf(outcome)].split(";", -1))
                .map(String::strip)
                .filter(change -> !change.isEmpty())
                .map(change -> address + ": " + change + " is " + outcome));
    }

    private static Stream<String> table() throws IOException {
        try (InputStream file = ChangeTest.class.getResourceAsStream(TABLE)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }
}
