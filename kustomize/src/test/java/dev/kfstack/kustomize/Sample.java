package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.testkit.Requirement;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The repository's environments, as they are or with changes. */
final class Sample {

    /** Artifacts in the bucket. */
    static final String GCS = """
            {kubeflow: {artifactStore: gcs},
             serviceAccounts: {recommendations: {buckets: {artifacts: null}}},
             secrets: {artifact-store: null},
             disks: {artifact-store: null}}
            """;

    private Sample() {}

    static Path overlays() {
        return Requirement.repository().resolve("overlays");
    }

    /** All environments of the repository. */
    static List<EnvironmentFile> shipped() {
        Problems problems = new Problems();
        EnvironmentReader reader =
                new EnvironmentReader(Requirement.repository().resolve("environments"), problems);
        List<EnvironmentFile> files = reader.read(reader.names());
        failOn(problems);
        return files;
    }

    static EnvironmentFile shipped(String name) {
        return shipped().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The repository's kf-test under {@code changes}, one after another. */
    static EnvironmentFile changed(String... changes) {
        Problems problems = new Problems();
        YamlMap merged = parse(text("base.yaml").replace("{environment}", "kf-test"), problems)
                .under(parse(text("kf-test.yaml"), problems));
        for (String change : changes) {
            merged = merged.under(parse(change, problems));
        }
        EnvironmentFile file =
                new EnvironmentFile("kf-test", "kf-test.yaml", RecordReader.read(Environment.class, merged, problems));
        failOn(problems);
        return file;
    }

    private static YamlMap parse(String text, Problems problems) {
        return YamlFile.parse(text, "kf-test.yaml", problems).orElseThrow();
    }

    private static String text(String file) {
        try {
            return Files.readString(
                    Requirement.repository().resolve("environments").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its components bring, by the facts of the release. */
    static Inventory inventory(EnvironmentFile file) {
        Release release = Release.read(overlays(), file.environment().kubeflow().version(), new Problems())
                .orElseThrow();
        return new Inventory(release, ComponentFolders.of(file.environment(), release));
    }

    /** What emitting says, {@code path: message (hint) [rule]}. */
    static List<String> problems(EnvironmentFile... files) {
        Problems problems = new Problems();
        new Overlays(overlays(), overlays(), problems).files(List.of(files));
        return problems.inFileOrder().stream().map(Sample::describe).toList();
    }

    /** The files of valid environments. */
    static Map<String, String> files(List<EnvironmentFile> environments) {
        Problems problems = new Problems();
        Map<String, String> files = new Overlays(overlays(), overlays(), problems).files(environments);
        failOn(problems);
        return files;
    }

    private static String describe(Problem problem) {
        String hint = problem.hint().map(text -> " (" + text + ")").orElse("");
        return problem.path() + ": " + problem.message() + hint + " [" + problem.rule() + "]";
    }

    private static void failOn(Problems problems) {
        if (problems.hasErrors()) {
            throw new AssertionError(
                    problems.inFileOrder().stream().map(Sample::describe).toList());
        }
    }
}
