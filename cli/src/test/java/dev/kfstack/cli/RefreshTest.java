package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bindings/refresh}, in a copy of its folder, over whole schemas of the providers. */
class RefreshTest {

    private static final Path BINDINGS = Requirement.repository().resolve("bindings");

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of("refresh", "refresh.mjs", "resources.txt", "checks.json")) {
            Files.copy(BINDINGS.resolve(file), work.resolve(file));
        }
        Files.createDirectory(work.resolve("schemas"));
    }

    @Test
    void cutsTheCommittedSchemasAndBehaviourOutOfTheWholeOnes() throws Exception {
        Refreshed first = refresh(whole());
        Map<String, String> cut = GoldenFolder.read(work.resolve("schemas"));
        Refreshed second = refresh(whole());

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(cut).isEqualTo(GoldenFolder.read(BINDINGS.resolve("schemas")));
        assertThat(second.output().lines()).hasSize(5).allMatch(line -> line.endsWith(" is unchanged"));
    }

    @Test
    void aTypeThatTheProviderLacksIsRefusedWithWhatComesNearAndNothingIsWritten() throws Exception {
        Files.writeString(work.resolve("resources.txt"), "google_container_clust\n", StandardOpenOption.APPEND);

        Refreshed refreshed = refresh(whole());

        assertThat(refreshed.exitCode()).isEqualTo(1);
        assertThat(refreshed.output())
                .isEqualTo("refresh: registry.terraform.io/hashicorp/google 7.45.0 has no google_container_clust;"
                        + " near: google_container_cluster\n");
        assertThat(GoldenFolder.read(work.resolve("schemas"))).isEmpty();
    }

    @Test
    void aFileThatIsNoSchemaIsRefused() throws Exception {
        Path file = Files.writeString(work.resolve("plan.json"), "{\"format_version\": \"1.2\"}");

        assertThat(refresh(List.of(file)))
                .isEqualTo(new Refreshed(1, "refresh: " + file + " is not a provider schema\n"));
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws Exception {
        Path file = Files.writeString(work.resolve("schema.json"), "{\"provider_schemas\": {");

        Refreshed refreshed = refresh(List.of(file));

        assertThat(refreshed.exitCode()).isEqualTo(1);
        assertThat(refreshed.output()).startsWith("refresh: " + file + " cannot be read: ");
        assertThat(refreshed.output().lines()).hasSize(1);
    }

    private static List<Path> whole() throws IOException {
        try (Stream<Path> files = Files.list(Requirement.shared("schemas"))) {
            return files.filter(file -> file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }

    private record Refreshed(int exitCode, String output) {}

    private Refreshed refresh(List<Path> files) throws IOException, InterruptedException {
        Requirement.tool("node");
        Path output = work.resolve("output.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(work.resolve("refresh")), files.stream())
                        .map(Path::toString)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Refreshed(process.waitFor(), Files.readString(output));
    }
}
