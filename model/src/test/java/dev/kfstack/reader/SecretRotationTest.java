package dev.kfstack.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretRotationTest {

    private static final String SHARED = "secrets:\n  db:\n    generation: 3 # of all\n    generate: {password: 32}\n";

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @BeforeEach
    void twoEnvironmentsOfWhichOneHasAGenerationOfItsOwn() throws IOException {
        Files.writeString(
                folder.resolve("base.yaml"), Fixture.minimal().replace("environment: kf-test\n", "") + SHARED);
        Files.writeString(folder.resolve("kf-dev.yaml"), "environment: kf-dev\nsecrets: {db: {generation: 7}}\n");
        Files.writeString(folder.resolve("kf-test.yaml"), "environment: kf-test\n");
    }

    private List<EnvironmentFile> environments() {
        EnvironmentReader reader = new EnvironmentReader(folder, problems);
        return reader.read(reader.names());
    }

    @Test
    void aGenerationIsRaisedByOneWhereItIsGiven() throws IOException {
        List<SecretRotation> rotations = SecretRotation.everywhere(folder, "db", environments(), problems);
        SecretRotation.write(rotations);

        assertThat(rotations)
                .extracting(rotation -> folder.relativize(rotation.file()) + " " + rotation.from())
                .containsExactly("base.yaml 3", "kf-dev.yaml 7");
        assertThat(Files.readString(folder.resolve("base.yaml"))).endsWith(SHARED.replace("3 #", "4 #"));
        assertThat(Files.readString(folder.resolve("kf-dev.yaml")))
                .isEqualTo("environment: kf-dev\nsecrets: {db: {generation: 8}}\n");
        assertThat(problems.inFileOrder()).isEmpty();
    }

    @Test
    void oneEnvironmentAloneGetsAGenerationOfItsOwn() throws IOException {
        SecretRotation.write(SecretRotation.alone(folder, "db", environments().get(1), problems));

        assertThat(Files.readString(folder.resolve("kf-test.yaml")))
                .isEqualTo("environment: kf-test\nsecrets:\n  db: {generation: 4}\n");
        assertThat(Files.readString(folder.resolve("base.yaml"))).endsWith(SHARED);
    }

    @Test
    void whatCannotBeWrittenLeavesEveryFileAsItWas() throws IOException {
        List<SecretRotation> rotations = SecretRotation.everywhere(folder, "db", environments(), problems);
        Files.createDirectory(folder.resolve(".kf-dev.yaml.new"));

        assertThatThrownBy(() -> SecretRotation.write(rotations)).isInstanceOf(IOException.class);

        assertThat(Files.readString(folder.resolve("base.yaml"))).endsWith(SHARED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain(".base.yaml.new")
                    .contains("base.yaml", "kf-dev.yaml");
        }
    }
}
