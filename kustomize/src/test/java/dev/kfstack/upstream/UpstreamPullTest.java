package dev.kfstack.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.kfstack.kustomize.Folder;
import dev.kfstack.kustomize.Kubectl;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.Render;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git pulls from real repositories on this machine, and from a server on loopback. */
class UpstreamPullTest {

    @TempDir
    Path work = Path.of("");

    private Path release = Path.of("");
    private Path overlays = Path.of("");
    private HttpServer server;
    private volatile String asset = configMap("from-a-file");
    private Problems problems = new Problems();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException, InterruptedException {
        Requirement.tool("git");
        Requirement.tool("kubectl");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/manifests.yaml", exchange -> {
            byte[] body = asset.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asset.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Path other = repository(
                "other",
                "v1.2",
                Map.of(
                        "manifests/app/kustomization.yaml", "resources: [../crds]\n",
                        "manifests/crds/kustomization.yaml", "resources: [object.yaml]\n",
                        "manifests/crds/object.yaml", configMap("from-another-repository"),
                        "ui/large.txt", "not needed\n"));
        String file = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/manifests.yaml";
        release = repository(
                "release",
                "27.01",
                Map.of(
                        "applications/app/kustomization.yaml", "resources:\n- object.yaml\n- ../third-party\n",
                        "applications/app/object.yaml", configMap("own"),
                        "applications/third-party/kustomization.yaml",
                                "resources:\n- file://" + other + "//manifests/app?ref=v1.2\n- " + file + " # pinned\n",
                        "applications/unused/kustomization.yaml",
                                "resources:\n- https://unreachable.invalid/x?ref=v1\n",
                        "common/README.md", "",
                        "tests/large.txt", "not needed\n"));
        overlays = work.resolve("overlays");
        write(overlays, Map.of("components/27.01/app/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                resources:
                - ../../../upstream/27.01/applications/app
                patches:
                - patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: own, namespace: apps}, $patch: delete}'
                """));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCopyBuildsAloneAndHoldsWhatIsReferredToAndNoMore() throws IOException {
        pull();

        assertThat(problems.inFileOrder()).isEmpty();
        // whatever the copy still refers to cannot be had any more
        server.stop(0);
        Folder.delete(release);
        Folder.delete(work.resolve("other"));
        Render.Result built = Kubectl.kustomize(work, copy() + "/applications/app");
        assertThat(built.messages()).isEmpty();
        assertThat(new KubernetesObjects(built.objects()).all().keySet())
                .containsExactly(
                        "v1 ConfigMap apps/from-a-file",
                        "v1 ConfigMap apps/from-another-repository",
                        "v1 ConfigMap apps/own");
        assertThat(GoldenFolder.read(copy()).keySet())
                .noneMatch(path -> path.endsWith("large.txt") || path.startsWith(".git"));
    }

    @Test
    void theLockHoldsWhatTheReleaseIsAndWhatItRefersTo() throws IOException, InterruptedException {
        pull();

        Release facts = Release.read(overlays, "27.01", problems).orElseThrow();
        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(facts.commit()).isEqualTo(run(release, "git", "rev-parse", "HEAD"));
        assertThat(facts.references())
                .hasSize(2)
                .containsEntry(
                        "file://" + work.resolve("other") + "?ref=v1.2",
                        run(work.resolve("other"), "git", "rev-parse", "HEAD"))
                .containsValue(Checksum.of(asset.getBytes(StandardCharsets.UTF_8)));
        Release.Component app = facts.components().getOrDefault("app", null);
        assertThat(app.objects().keySet()).hasSize(3);
        assertThat(app.deletes()).containsExactly("v1 ConfigMap apps/own");
    }

    @Test
    void aReferenceThatCannotBeRewrittenStopsThePull() throws IOException, InterruptedException {
        Path file = release.resolve("applications/third-party/kustomization.yaml");
        Files.writeString(
                file, Files.readString(file).replace("file://", "\"file:\\/\\/").replace("v1.2", "v1.2\""));
        commit(release, "27.01");

        pull();

        assertThat(problems.inFileOrder()).singleElement().satisfies(problem -> assertThat(problem.message())
                .endsWith("?ref=v1.2, which is not written there in one piece"));
        assertThat(copy()).doesNotExist();
    }

    /** As from a hook: git hands it the index of the commit that is under way. */
    @Test
    void thePullLeavesAloneTheRepositoryThatItWasStartedFrom() throws IOException, InterruptedException {
        Path index = work.resolve("index-of-a-commit");
        ProcessBuilder hook = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CheckOut.class.getName(),
                        "file://" + release,
                        work.resolve("checked-out").toString())
                .inheritIO();
        hook.environment().put("GIT_INDEX_FILE", index.toString());
        hook.environment().put("GIT_DIR", work.resolve("other/.git").toString());

        assertThat(hook.start().waitFor()).isZero();

        assertThat(index).doesNotExist();
        assertThat(work.resolve("checked-out/applications")).isDirectory();
    }

    /** For a JVM of its own. */
    public static final class CheckOut {

        private CheckOut() {}

        /** Checks the release out: address and folder. */
        public static void main(String[] arguments) throws IOException {
            new GitRepository(arguments[0]).checkOut("27.01", Path.of(arguments[1]));
        }
    }

    @Test
    void pullingTwiceFetchesAndWritesNothing() throws IOException {
        pull();
        Map<String, String> first = GoldenFolder.read(overlays);
        progress.clear();
        server.stop(0);
        Folder.delete(release);

        pull();

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(progress).containsExactly(copy() + " is there, " + Origin.sum(copy()), "reading the facts of 27.01");
        assertThat(GoldenFolder.read(overlays)).isEqualTo(first);
    }

    @Test
    void aCopyThatWasChangedIsRefusedWithBothSums() throws IOException {
        pull();
        String before = Origin.sum(copy());
        Files.writeString(copy().resolve("applications/app/object.yaml"), configMap("mine"));

        pull();

        assertThat(said())
                .containsExactly(copy() + ": has been changed: it is " + Origin.sum(copy()) + ", and was pulled as "
                        + before + " (delete it, and pull again; changes belong into overlays/components)");
    }

    @Test
    void aFolderThatIsNotOursIsLeftAlone() throws IOException {
        write(copy(), Map.of("mine.txt", "mine"));

        pull();

        assertThat(said())
                .containsExactly(copy() + ": was not made by kfstack upstream pull (move it away, and pull again)");
        assertThat(GoldenFolder.read(copy())).containsOnlyKeys("mine.txt");
    }

    @Test
    void aTagThatMovedIsRefusedWithBothCommits() throws IOException, InterruptedException {
        pull();
        String old = run(release, "git", "rev-parse", "HEAD");
        Folder.delete(copy());
        write(release, Map.of("applications/app/object.yaml", configMap("another")));
        commit(release, "27.01");

        pull();

        assertThat(said())
                .containsExactly(copy() + ": file://" + release + " has commit "
                        + run(release, "git", "rev-parse", "HEAD") + " at 27.01, and the lock file says " + old
                        + " (a tag that moved is no release: ask who moved it)");
        assertThat(copy()).doesNotExist();
    }

    @Test
    void aFileThatIsAnotherOneIsRefusedWithBothSums() throws IOException {
        pull();
        String wanted = Checksum.of(asset.getBytes(StandardCharsets.UTF_8));
        Folder.delete(copy());
        asset = configMap("forged");

        pull();

        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("applications/third-party/kustomization.yaml: http://127.0.0.1:")
                .endsWith("/v1/manifests.yaml is " + Checksum.of(asset.getBytes(StandardCharsets.UTF_8))
                        + ", and the lock file says " + wanted);
        assertThat(copy()).doesNotExist();
    }

    @Test
    void whatFailsInTheMiddleLeavesNothingAndTheNextPullBeginsAnew() throws IOException {
        String whole = asset;
        asset = "";

        assertThatThrownBy(this::pull)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot download http://127.0.0.1:")
                .hasMessageEndingWith("/v1/manifests.yaml: it answers with HTTP status 404");

        assertThat(GoldenFolder.read(overlays).keySet()).containsExactly("components/27.01/app/kustomization.yaml");
        // as a pull leaves it that was killed
        write(overlays, Map.of("vendor/.pull-27.01/copy/applications/half.yaml", "x"));
        asset = whole;
        pull();
        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(GoldenFolder.read(overlays.resolve("vendor")).keySet())
                .allMatch(path -> path.startsWith("27.01/") && !path.contains("half"));
    }

    @Test
    void aFileWhoseHostIsOutOfReachIsNamed() {
        server.stop(0);

        assertThatThrownBy(this::pull)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot download http://127.0.0.1:")
                .hasMessageEndingWith("/v1/manifests.yaml: no connection");
    }

    @Test
    void aReferenceThatIsNotPinnedAndABaseThatTheReleaseDoesNotHaveAreNamed() throws IOException, InterruptedException {
        write(
                release,
                Map.of("applications/third-party/kustomization.yaml", "resources: [https://example.com/x//y]\n"));
        commit(release, "27.01");
        pull();
        assertThat(said())
                .containsExactly("applications/third-party/kustomization.yaml: takes https://example.com/x//y, which"
                        + " is not pinned to a tag or commit");

        problems = new Problems();
        write(
                overlays,
                Map.of(
                        "components/27.01/app/kustomization.yaml",
                        "kind: Component\nresources: [../../../upstream/27.01/apps/app]\n"));
        pull();
        assertThat(said())
                .singleElement()
                .asString()
                .endsWith("apps/app: a component builds on apps/app, which the release does not have");
        assertThat(copy()).doesNotExist();
    }

    @Test
    void aReleaseWithoutComponentsIsRefused() throws IOException {
        new UpstreamPull(overlays, progress::add, problems).pull("27.10", "file://" + release);

        assertThat(said())
                .containsExactly(overlays.resolve("components/27.10")
                        + ": there are no components for release 27.10 (copy the folder of the release before, and the"
                        + " name of the release in its paths)");
    }

    @Test
    void newerReleasesComeInTheirOrderAndCandidatesAreNone() throws IOException, InterruptedException {
        for (String tag : List.of("26.10.1", "v1.11.0", "27.01.10", "27.01.2", "27.07", "27.07-rc.0")) {
            run(release, "git", "tag", tag);
        }

        assertThat(ReleaseTags.newerThan("27.01", ReleaseTags.of("file://" + release)))
                .containsExactly("27.01.2", "27.01.10", "27.07");
    }

    private void pull() throws IOException {
        new UpstreamPull(overlays, progress::add, problems).pull("27.01", "file://" + release);
    }

    private Path copy() {
        return overlays.resolve("vendor/27.01");
    }

    private List<String> said() {
        return problems.inFileOrder().stream()
                .map(problem -> problem.place().file() + ": " + problem.message()
                        + problem.hint().map(hint -> " (" + hint + ")").orElse(""))
                .toList();
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: apps}\n";
    }

    private Path repository(String name, String tag, Map<String, String> files)
            throws IOException, InterruptedException {
        Path folder = work.resolve(name);
        write(folder, files);
        run(folder, "git", "init", "--quiet");
        commit(folder, tag);
        return folder;
    }

    private static void commit(Path folder, String tag) throws IOException, InterruptedException {
        run(folder, "git", "add", "--all");
        run(folder, "git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "x");
        run(folder, "git", "tag", "--force", tag);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
