package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of a commit whose wrapper is a stand-in: a real build takes minutes. */
class CommitBuildTest {

    /** Builds once, as the real one does, and writes one stack for each environment. */
    private static final String WRAPPER = """
            #!/bin/sh
            home=$(dirname "$0")
            [ -f "$home/built" ] || { echo "kfstack: building" >&2; touch "$home/built"; }
            [ "$1" = synth ] || exit 0
            mkdir -p "$CDKTF_OUTDIR/stacks/$2-cluster"
            echo "$*" >"$CDKTF_OUTDIR/stacks/$2-cluster/cdk.tf.json"
            echo '{"problems": []}'
            """;

    @TempDir
    Path work = Path.of("");

    private Path repository = work;
    private final StringWriter progress = new StringWriter();
    private final Problems problems = new Problems();

    @BeforeEach
    void commit() throws Exception {
        repository = work.resolve("repository");
        write("environments/kf-test.yaml", "environment: kf-test\n");
        write("model/src/main/A.java", "class A {}");
        write("model/src/test/ATest.java", "class ATest {}");
        write("bindings/package-lock.json", "{}");
        write(".gitignore", "node_modules/\n");
        wrapper(WRAPPER);
        git("init", "-q");
        commitAll();
        write("bindings/node_modules/.package-lock.json", "{}");
        write("bindings/node_modules/cdktn/index.js", "cdktn");
        write("model/src/main/A.java", "class A { int changed; }");
    }

    @Test
    void isBuiltOnceForAllCommitsOfTheSameCode() throws Exception {
        Path first = synth("HEAD").orElseThrow().home();
        commitAll();
        write("environments/kf-test.yaml", "environment: kf-test\ntier: test\n");
        Path changed = synth("HEAD").orElseThrow().home();
        commitAll();
        Path again = synth("HEAD").orElseThrow().home();

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(progress).hasToString("kfstack: building\nkfstack: building\n");
        assertThat(changed).isNotEqualTo(first).isEqualTo(again);
        assertThat(first.resolve("model/src/main/A.java")).hasContent("class A {}");
        assertThat(changed.resolve("model/src/main/A.java")).hasContent("class A { int changed; }");
        assertThat(Files.readString(work.resolve("out/stacks/kf-test-cluster/cdk.tf.json")))
                .isEqualTo("synth kf-test --from-cdktf --output json --environments " + repository + "/environments\n");
    }

    @Test
    void takesTheBindingsAlongWhereTheyAreTheSameAndNoTests() throws Exception {
        Path same = build("HEAD").orElseThrow().home();
        write("bindings/package-lock.json", "{\"other\": 1}");
        write("model/src/main/B.java", "class B {}");
        commitAll();
        write("bindings/package-lock.json", "{}");
        Path other = build("HEAD").orElseThrow().home();

        assertThat(GoldenFolder.read(same))
                .containsEntry("bindings/node_modules/cdktn/index.js", "cdktn")
                .containsKey("bindings/node_modules/.package-lock.json")
                .doesNotContainKey("model/src/test/ATest.java");
        assertThat(Files.getLastModifiedTime(same.resolve("bindings/node_modules/.package-lock.json")))
                .as("what npm takes for a sign that it has nothing to do")
                .isGreaterThanOrEqualTo(Files.getLastModifiedTime(same.resolve("bindings/package-lock.json")));
        assertThat(other.resolve("bindings/node_modules")).doesNotExist();
    }

    @Test
    void twoAtOnceAndWhatKilledOnesLeftDoNotMeet() throws Exception {
        Path builds = Files.createDirectories(work.resolve("cache/kfstack/builds"));
        Path abandoned = Files.createDirectories(builds.resolve("kfstack-run-1/code"));
        Files.createFile(abandoned.resolveSibling(".lock"));

        List<CompletableFuture<Path>> all = Stream.of("a", "b", "c")
                .map(name -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return build("HEAD", work.resolve(name)).orElseThrow().home();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .toList();
        Path home = all.get(0).join();

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(home));
        assertThat(builds).isDirectoryContaining(home::equals);
        assertThat(builds.toFile().list()).hasSize(1);
        assertThat(GoldenFolder.read(home)).containsKeys("kfstack", "model/src/main/A.java");
    }

    @Test
    void whatWasNotUsedForAMonthIsDeleted() throws Exception {
        Path unused = Files.createDirectories(work.resolve("cache/kfstack/builds/unused/cli"));
        Path used = Files.createDirectories(work.resolve("cache/kfstack/builds/used"));
        Instant now = Instant.now();
        Files.setLastModifiedTime(unused.getParent(), FileTime.from(now.minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(used, FileTime.from(now.minus(Duration.ofDays(29))));

        build("HEAD");

        assertThat(unused.getParent()).doesNotExist();
        assertThat(used).exists();
    }

    @Test
    void aBuildThatFailsIsAProblemWithAWayOut() throws Exception {
        wrapper("#!/bin/sh\necho 'kfstack: the build failed' >&2\nexit 70\n");
        commitAll();
        write("model/src/main/A.java", "class A { int other; }");

        Path home = synth("HEAD").orElseThrow().home();

        assertThat(progress).hasToString("kfstack: the build failed\n");
        assertThat(problems.inFileOrder())
                .extracting(Problem::message, problem -> problem.hint().orElse(""))
                .containsExactly(
                        tuple("its kfstack in " + home + " cannot be built here: see above", CommitBuild.WAY_OUT));
    }

    @Test
    void aBuildThatRefusesItsOwnInputsSaysWhy() throws Exception {
        wrapper("""
                #!/bin/sh
                [ "$1" = synth ] || exit 0
                echo '{"problems": [{"severity": "error", "file": "f.yaml", "line": 3, "column": 4, "path": "a.b",
                  "message": "must be c", "rule": "r", "hint": "write c"}]}'
                exit 1
                """);
        commitAll();
        synth("HEAD");

        assertThat(problems.inFileOrder())
                .hasToString("[Problem[severity=ERROR, place=f.yaml:3:4, path=a.b, message=must be c, rule=r,"
                        + " hint=Optional[write c]]]");
    }

    @Test
    void anAnswerThatIsNoneIsAProblemWithAWayOut() throws Exception {
        wrapper("#!/bin/sh\n[ \"$1\" = synth ] || exit 0\necho 'unknown option --from-cdktf' >&2\nexit 2\n");
        commitAll();

        Path home = synth("HEAD").orElseThrow().home();

        assertThat(progress).hasToString("unknown option --from-cdktf\n");
        assertThat(problems.inFileOrder())
                .extracting(Problem::message)
                .containsExactly("its kfstack in " + home + " cannot synthesize its own environments: exit code 2");
    }

    @Test
    void aCommitWithoutAWrapperHasNoBuild() throws Exception {
        Files.delete(repository.resolve("kfstack"));
        commitAll();

        assertThat(build("HEAD")).isEmpty();
    }

    private Optional<CommitBuild> synth(String ref) throws IOException {
        Optional<CommitBuild> build = build(ref);
        try (ChildProcesses processes = ChildProcesses.open()) {
            build.orElseThrow()
                    .synth(
                            List.of("kf-test"),
                            repository.resolve("environments"),
                            work.resolve("out"),
                            processes,
                            new PrintWriter(progress),
                            problems);
        }
        return build;
    }

    private Optional<CommitBuild> build(String ref) throws IOException {
        return build(ref, Files.createTempDirectory(work, "scratch"));
    }

    private Optional<CommitBuild> build(String ref, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Revision revision = Revision.of(
                        repository.resolve("environments"), ref, scratch.resolve("index"), new Problems())
                .orElseThrow();
        revision.extract(scratch.resolve("project"), new Problems());
        return CommitBuild.of(
                revision, Map.of("XDG_CACHE_HOME", work.resolve("cache").toString()));
    }

    private void wrapper(String script) throws IOException {
        write("kfstack", script);
        assertThat(repository.resolve("kfstack").toFile().setExecutable(true)).isTrue();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), text);
    }

    private void commitAll() throws Exception {
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "all");
    }

    private void git(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Requirement.tool("git").toString(), "-C", repository.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
