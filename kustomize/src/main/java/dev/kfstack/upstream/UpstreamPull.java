package dev.kfstack.upstream;

import dev.kfstack.kustomize.Folder;
import dev.kfstack.kustomize.Kubectl;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes {@code vendor/VERSION}, the local copy of a release, and {@code upstream/VERSION.lock.json}, its facts. */
public final class UpstreamPull {

    /** The rule of what cannot be fetched, or is not what was pinned. */
    public static final String RULE = "upstream-pull";

    /** What a copy holds of the repository; the rest is tests, proposals and pictures. */
    private static final List<String> KEPT = List.of("applications", "common", "example", "LICENSE");

    private final Path overlays;
    private final Consumer<String> progress;
    private final Problems problems;

    /**
     * Nothing happens yet.
     *
     * @param overlays the folder with {@code components}
     * @param progress takes a line before each thing that takes a while, and after what was written
     */
    public UpstreamPull(Path overlays, Consumer<String> progress, Problems problems) {
        this.overlays = overlays;
        this.progress = progress;
        this.problems = problems;
    }

    /**
     * Pulls what is not there yet. With problems neither the copy nor the facts change.
     *
     * @param version a tag of {@code repository}, and a folder of {@code components}
     * @throws IOException when git, kubectl or the network fails
     */
    public void pull(String version, String repository) throws IOException {
        Optional<Release> pinned = Release.read(overlays, version, problems);
        Path components = overlays.resolve("components").resolve(version);
        if (!Files.isDirectory(components)) {
            problems.error(
                    new Place(components.toString(), 1, 1),
                    "",
                    "there are no components for release " + version,
                    RULE,
                    "copy the folder of the release before, and the name of the release in its paths");
        }
        if (Kubectl.kustomizeVersion().isEmpty()) {
            problems.error(
                    new Place("kubectl", 1, 1),
                    "",
                    "does not say in `kubectl version --client` which kustomize it builds with",
                    RULE,
                    "put another kubectl on the PATH, as 1.32");
        }
        if (problems.hasErrors()) {
            return;
        }
        HandWritten handWritten = HandWritten.read(components, problems);
        Path copy = overlays.resolve("vendor").resolve(version);
        SortedMap<String, String> references =
                new TreeMap<>(pinned.map(Release::references).orElse(Map.of()));
        if (!isThere(copy, pinned, handWritten.bases())) {
            copy(copy, version, repository, pinned, handWritten.bases(), references);
        }
        if (!problems.hasErrors()) {
            Origin origin = Origin.of(copy, problems).orElseThrow();
            progress.accept("reading the facts of " + version);
            ReleaseFacts facts = new ReleaseFacts(overlays, version, copy, handWritten, problems);
            write(facts.release(repository, origin.commit(), references));
        }
    }

    private boolean isThere(Path copy, Optional<Release> pinned, Collection<String> bases) throws IOException {
        if (!Files.exists(copy) || problems.hasErrors()) {
            return false;
        }
        Optional<Origin> origin = Origin.of(copy, problems);
        if (origin.isEmpty()) {
            problem(copy, "was not made by kfstack upstream pull", "move it away, and pull again");
            return false;
        }
        String sum = Origin.sum(copy);
        if (!sum.equals(origin.get().sha256())) {
            problem(
                    copy,
                    "has been changed: it is " + sum + ", and was pulled as "
                            + origin.get().sha256(),
                    "delete it, and pull again; changes belong into overlays/components");
            return false;
        }
        boolean asPinned =
                pinned.isEmpty() || pinned.get().commit().equals(origin.get().commit());
        boolean complete = RemoteBases.of(copy, bases, problems).isEmpty();
        if (asPinned && complete && !problems.hasErrors()) {
            progress.accept(copy + " is there, " + sum);
        }
        return asPinned && complete;
    }

    /** The copy appears whole or not at all: all work is done in a folder beside it. */
    private void copy(
            Path copy,
            String version,
            String repository,
            Optional<Release> pinned,
            Collection<String> bases,
            SortedMap<String, String> references)
            throws IOException {
        if (problems.hasErrors()) {
            return;
        }
        Path work = copy.resolveSibling(".pull-" + version);
        Folder.delete(work);
        try {
            Path made = work.resolve("copy");
            Files.createDirectories(made);
            progress.accept("fetching " + repository + "?ref=" + version);
            Path release = work.resolve("release");
            String commit = new GitRepository(repository).checkOut(version, release);
            pinned.map(Release::commit)
                    .filter(wanted -> !wanted.equals(commit))
                    .ifPresent(wanted -> problem(
                            copy,
                            repository + " has commit " + commit + " at " + version + ", and the lock file says "
                                    + wanted,
                            "a tag that moved is no release: ask who moved it"));
            for (String name : KEPT) {
                if (Files.exists(release.resolve(name))) {
                    Files.move(release.resolve(name), made.resolve(name));
                }
            }
            references.putAll(new References(made, work, Map.copyOf(references), progress, problems).localize(bases));
            if (!problems.hasErrors()) {
                Origin.write(made, version, repository, commit);
                if (Files.exists(copy)) {
                    Files.move(copy, work.resolve("old"));
                }
                Files.move(made, copy, StandardCopyOption.ATOMIC_MOVE);
                progress.accept("wrote   " + copy);
            }
        } finally {
            Folder.delete(work);
        }
    }

    private void write(Release release) throws IOException {
        Path file = overlays.resolve("upstream").resolve(release.version() + ".lock.json");
        String text = FactsJson.text(release);
        if (problems.hasErrors()
                || (Files.exists(file) && Files.readString(file).equals(text))) {
            return;
        }
        Files.createDirectories(file.resolveSibling(""));
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        progress.accept("wrote   " + file);
    }

    private void problem(Path copy, String message, String hint) {
        problems.error(new Place(copy.toString(), 1, 1), "", message, RULE, hint);
    }
}
