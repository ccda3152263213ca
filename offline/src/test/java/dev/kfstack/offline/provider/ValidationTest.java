package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.plan.OfflineCloud;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.RealTerraform;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.value.Value;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Wrong values that the real provider refuses, and the attribute it names. */
class ValidationTest {

    @TempDir
    Path work = Path.of("");

    private static final String TABLE = "wrong-inputs.csv";

    /** What is wrong, who refuses it (terraform by the schema, the provider, or the provider's plan), where, and the words. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = TABLE, delimiter = '|', quoteCharacter = '`')
    void aWrongValueIsRefusedWithItsAttribute(
            String name, String by, String stack, String address, String edit, String message) throws IOException {
        ReferenceResource resource = new ReferenceResource(stack, address);
        assertThat(problems(resource)).as("before the change").isEmpty();

        for (String one : edit.split(" ; ", -1)) {
            resource.edit(one);
        }
        assertThat(by.equals("terraform") ? terraformsWords(resource) : problems(resource))
                .anySatisfy(text -> assertThat(text).contains(message));
    }

    /** The rows of that page were seen to be refused by the real providers, in these words. */
    @Test
    void everyInputThatTheRealProvidersWereSeenToRefuseIsInTheTable() throws IOException {
        String page = Files.readString(Requirement.shared("research/verified-terraform.md"));
        List<String> seen = page.substring(page.indexOf("### 3.1"), page.indexOf("### 3.2"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| wrong input"))
                .map(ValidationTest::firstCell)
                .toList();

        assertThat(seen).hasSizeGreaterThan(60);
        assertThat(table().map(line -> firstCell("| " + line)))
                .containsAll(seen)
                .doesNotHaveDuplicates();
    }

    private static Stream<String> table() throws IOException {
        try (InputStream file = ValidationTest.class.getResourceAsStream(TABLE)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static String firstCell(String row) {
        return row.substring(2, row.indexOf(" | "));
    }

    /** What the provider says; of a plan only where nothing is wrong already. */
    private static List<String> problems(ReferenceResource resource) {
        List<Problem> problems = resource.provider().validate(resource.type(), resource.unresolved());
        return (problems.isEmpty() ? resource.plan(Value.Absent.NULL).problems() : problems)
                .stream()
                        .map(problem -> problem.summary() + ": " + problem.detail())
                        .toList();
    }

    private List<String> terraformsWords(ReferenceResource resource) throws IOException {
        Files.writeString(work.resolve("main.tf.json"), resource.configuration());
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(work.resolve("world"))) {
            Terraform terraform = RealTerraform.with(cloud.variables(System.getenv()), processes);
            assertThat(terraform.run(work, "init").succeeded()).isTrue();
            // terraform breaks long lines and draws a bar beside them
            return List.of(terraform.run(work, "validate").err().replaceAll("[\\s│]+", " "));
        }
    }
}
