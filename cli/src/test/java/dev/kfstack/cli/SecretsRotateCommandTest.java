package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsRotateCommandTest {

    @TempDir
    Path work = Path.of("");

    private Path environments = work;

    @BeforeEach
    void copy() {
        environments = Run.copyOfRepository(work).resolve("environments");
    }

    @Test
    void whatBaseGivesIsRaisedInBaseForAllThatHaveIt() throws IOException {
        String before = read("base");

        Run run = rotate("pipelines-database");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("wrote   " + environments.resolve("base.yaml")
                        + ": secrets.pipelines-database.generation: 1 -> 2\n"
                        + "kf-dev, when this is merged:\n")
                .contains("kf-prod, when this is merged:\n")
                .endsWith("""
                        kf-test, when this is merged:
                          1. apply kf-test-foundation
                          2. apply kf-test-kubernetes
                          3. restart what reads the Kubernetes secret kubeflow/mysql-secret:
                             kubectl get deployments,statefulsets -n kubeflow -o json | jq -r '.items[] | select(.spec.template | tostring | contains("\\"mysql-secret\\"")) | .kind + "/" + .metadata.name' | xargs -r kubectl rollout restart -n kubeflow
                          4. the old password works until the next rotation: if it has leaked, rotate once more after the restart
                        """);
        assertThat(read("base"))
                .isEqualTo(before.replace("  pipelines-database:\n", "  pipelines-database:\n    generation: 2\n"));
        assertThat(Run.kfstack("validate", "--environments", environments.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void oneEnvironmentIsRaisedInItsOwnFile() throws IOException {
        String base = read("base");
        String own = read("kf-test");

        Run once = rotate("pipelines-database", "kf-test");
        Run twice = rotate("pipelines-database", "kf-test");

        assertThat(once.out()).contains(".generation: 1 -> 2\n").doesNotContain("kf-dev");
        assertThat(twice.out()).contains(".generation: 2 -> 3\n");
        assertThat(read("base")).isEqualTo(base);
        assertThat(read("kf-test")).isEqualTo(own + "secrets:\n  pipelines-database: {generation: 3}\n");
    }

    @Test
    void environmentsThatWentAheadAreRaisedFromWhereTheyAre() throws IOException {
        rotate("pipelines-database", "kf-test");

        Run all = rotate("pipelines-database");

        assertThat(all.out())
                .contains("base.yaml: secrets.pipelines-database.generation: 1 -> 2\n")
                .contains("kf-test.yaml: secrets.pipelines-database.generation: 2 -> 3\n");
        assertThat(read("kf-test")).endsWith("  pipelines-database: {generation: 3}\n");
    }

    @Test
    void aValueThatPeoplePutInIsPutInFirst() throws IOException {
        Files.writeString(environments.resolve("kf-test.yaml"), read("kf-test") + "secrets: {oauth-client: {}}\n");

        Run run = rotate("oauth-client");

        assertThat(run.out()).endsWith("""
                kf-test, when this is merged:
                  1. put the new value in: gcloud secrets versions add kf-test-oauth-client --project=example-kf-test --data-file=-
                """);
        assertThat(read("kf-test")).endsWith("secrets: {oauth-client: {generation: 2}}\n");
    }

    @Test
    void aWrongNameIsAnsweredWithTheRightOneAndNothingIsWritten() throws IOException {
        String base = read("base");

        Run run = rotate("pipeline-database", "kf-test");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "there is no secret \"pipeline-database\"; known: artifact-store, katib-database, pipelines-database")
                .contains("did you mean pipelines-database?");
        assertThat(rotate("pipelines-database", "kf-tset").err()).contains("did you mean kf-test?");
        assertThat(read("base")).isEqualTo(base);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatCannotBeChangedAloneIsSaidAndNoFileIsHalfWritten() throws IOException {
        Files.writeString(
                environments.resolve("kf-test.yaml"),
                read("kf-test") + "secrets:\n  pipelines-database:\n    generation:\n");
        String base = read("base");

        Run run = rotate("pipelines-database");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "kf-test.yaml:1:1: error: secrets.pipelines-database.generation: cannot be changed here without"
                                + " changing more [secret-rotation]")
                .contains("hint: write secrets.pipelines-database.generation: 2 into it yourself");
        assertThat(read("base")).isEqualTo(base);
        try (Stream<Path> files = Files.list(environments)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".new"));
        }
    }

    private Run rotate(String... arguments) {
        return Run.kfstack(Stream.of(
                        Stream.of("secrets", "rotate"),
                        Stream.of(arguments),
                        Stream.of("--environments", environments.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private String read(String name) throws IOException {
        return Files.readString(environments.resolve(name + ".yaml"));
    }
}
