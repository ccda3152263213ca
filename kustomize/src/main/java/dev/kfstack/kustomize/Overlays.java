package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.FactsFile;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import dev.kfstack.release.Releases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The overlays of several environments, as files. */
public final class Overlays {

    private final Path handWritten;
    private final Path output;
    private final Problems problems;
    private final Releases releases;
    private final Map<String, EnvironmentFile> upstreamOf = new TreeMap<>();

    /**
     * Nothing is read yet.
     *
     * @param handWritten the folder with {@code components} and {@code upstream/VERSION.lock.json}
     * @param output the overlays folder to be written: the emitted files refer from there to the components
     */
    public Overlays(Path handWritten, Path output, Problems problems) {
        this.handWritten = handWritten;
        this.releases = new Releases(handWritten, problems);
        this.output = output;
        this.problems = problems;
    }

    /**
     * Paths below the overlays folder, with slashes, to texts. With problems the map is incomplete and must not be
     * written.
     *
     * @param wanted valid environments whose folders are emitted, with the upstream folders they need
     */
    public Map<String, String> files(List<EnvironmentFile> wanted) {
        Map<String, String> files = new TreeMap<>();
        for (EnvironmentFile file : wanted) {
            Kubeflow.Upstream upstream = file.environment().kubeflow().upstream();
            release(file).ifPresent(release -> {
                new OverlayRules(file, release, problems).check();
                oneUpstream(file);
                files.putAll(files(file, release, upstream));
            });
        }
        return files;
    }

    /**
     * The files of one environment as they would be with {@code vendored: true}, so that they build over a copy of the
     * release in {@code vendor/VERSION}.
     */
    public Map<String, String> vendoredFiles(EnvironmentFile file) {
        Kubeflow.Upstream upstream =
                new Kubeflow.Upstream(file.environment().kubeflow().upstream().repository(), true);
        return release(file).map(release -> files(file, release, upstream)).orElse(Map.of());
    }

    /** What the environment's platform asks for; empty when its release or the size of its machines is not known. */
    public Optional<PlatformRequests> requests(EnvironmentFile file) {
        Environment environment = file.environment();
        return releases.of(environment.kubeflow().version())
                .flatMap(release -> PlatformRequests.of(
                        environment, new Inventory(release, ComponentFolders.of(environment, release))));
    }

    private Map<String, String> files(EnvironmentFile file, Release release, Kubeflow.Upstream upstream) {
        Map<String, String> files = new TreeMap<>();
        Spawner spawner = Spawner.read(handWritten.resolve("components").resolve(release.version()), problems);
        new EnvironmentOverlay(file, release, pathToComponents(), spawner, FactsFile.read(file, problems))
                .files()
                .forEach((path, text) -> files.put(file.name() + "/" + path, text));
        Inventory inventory = new Inventory(release, ComponentFolders.of(file.environment(), release));
        UpstreamFolders.files(release.version(), upstream, inventory.bases())
                .forEach((path, text) -> files.put("upstream/" + path, text));
        return files;
    }

    private Optional<Release> release(EnvironmentFile file) {
        Optional<Release> release = releases.of(file.environment().kubeflow().version());
        if (release.isEmpty()) {
            unknownRelease(file);
        }
        return release;
    }

    private void oneUpstream(EnvironmentFile file) {
        Kubeflow kubeflow = file.environment().kubeflow();
        EnvironmentFile first = upstreamOf.putIfAbsent(kubeflow.version(), file);
        if (first != null && !first.environment().kubeflow().upstream().equals(kubeflow.upstream())) {
            problems.error(
                    file.reading().sources().place(ConfigPath.of("kubeflow", "upstream")),
                    "kubeflow.upstream",
                    "all environments of release " + kubeflow.version() + " share overlays/upstream, and "
                            + first.name() + " says otherwise",
                    "upstream-shared");
        }
    }

    /** From the folder of an environment, one below {@link #output}. */
    private String pathToComponents() {
        Path from = output.toAbsolutePath().normalize().resolve("environment");
        Path to = handWritten.toAbsolutePath().normalize().resolve("components");
        return from.relativize(to).toString().replace('\\', '/');
    }

    private void unknownRelease(EnvironmentFile file) {
        ConfigPath path = ConfigPath.of("kubeflow", "version");
        String version = file.environment().kubeflow().version();
        problems.error(
                file.reading().sources().place(path),
                path.text(),
                "there are no components for release " + version + ": "
                        + handWritten.resolve("upstream").resolve(version + ".lock.json") + " does not exist",
                "release-exists");
    }
}
