package dev.kfstack.cli;

import dev.kfstack.kustomize.CommittedOverlay;
import dev.kfstack.kustomize.Render;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.overlay.OverlayDifference;
import dev.kfstack.review.plan.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The overlays as they are committed at an earlier commit, beside those of the work tree.
 *
 * @param before the overlays folder as it was
 * @param scratch of this run
 */
record EarlierOverlays(Path before, Folders folders, ScratchFolder scratch) {

    private static final String RULE = "overlay-builds";

    /**
     * How the overlays of all environments differ from those of now. They are built, both by kubectl, where there is a copy of
     * the release of each; else their own files are compared, and the result says what is not.
     */
    List<OverlayDifference> differences(Redaction redaction, Problems problems) throws IOException {
        TreeSet<String> environments = new TreeSet<>(environments(before));
        environments.addAll(environments(folders.overlays()));
        List<OverlayDifference> differences = new ArrayList<>();
        for (String environment : environments) {
            CommittedOverlay old = new CommittedOverlay(before, environment);
            CommittedOverlay now = new CommittedOverlay(folders.overlays(), environment);
            if (!files(old).equals(files(now))) {
                differences.add(difference(old, now, redaction, problems));
            }
        }
        return differences;
    }

    private OverlayDifference difference(
            CommittedOverlay old, CommittedOverlay now, Redaction redaction, Problems problems) throws IOException {
        List<String> missing = new ArrayList<>();
        for (CommittedOverlay overlay : List.of(old, now)) {
            overlay.version()
                    .filter(version -> !Files.isDirectory(copy(version)) && !missing.contains(version))
                    .ifPresent(missing::add);
        }
        if (missing.isEmpty()) {
            return OverlayDifference.of(
                    old.environment(),
                    built(old, "before", problems),
                    built(now, "now", problems),
                    "",
                    redaction,
                    problems);
        }
        String notCompared = "Only the files of overlays/" + old.environment()
                + " were compared, not what they build to: there is no copy of release "
                + String.join(" and ", missing) + " (kfstack upstream pull makes it)";
        return OverlayDifference.of(old.environment(), old.folder(), now.folder(), notCompared, redaction, problems);
    }

    private Path copy(String version) {
        return folders.handWritten().resolve("vendor").resolve(version);
    }

    /** All objects of an overlay in one file; an overlay that is not there has none. */
    private Path built(CommittedOverlay overlay, String side, Problems problems) throws IOException {
        Path target = scratch.path(side).resolve(overlay.environment() + ".yaml");
        Files.createDirectories(target.getParent());
        Optional<String> version = overlay.version();
        if (version.isEmpty()) {
            return target;
        }
        StringBuilder objects = new StringBuilder();
        for (String path : List.of(overlay.environment(), overlay.environment() + "/access")) {
            if (Files.isRegularFile(overlay.overlays().resolve(path).resolve("kustomization.yaml"))) {
                Render.Result built = overlay.build(path, version.get(), copy(version.get()));
                objects.append(built.objects()).append("\n---\n");
                if (built.exitCode() != 0) {
                    problems.error(
                            new Place("overlays/" + path, 1, 1),
                            "",
                            (side.equals("now") ? "does not build: " : "did not build before: ")
                                    + built.messages().strip().replace("\n", "; "),
                            RULE);
                }
            }
        }
        return Files.writeString(target, objects);
    }

    private static List<String> environments(Path overlays) throws IOException {
        if (!Files.isDirectory(overlays)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(overlays)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("kustomization.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    /** The files that it is made of in the repository: its own, the components of its release, and what says where bases are. */
    private static Map<String, String> files(CommittedOverlay overlay) throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<Path> folders = new ArrayList<>(List.of(overlay.folder()));
        overlay.version().ifPresent(version -> {
            folders.add(overlay.overlays().resolve("components").resolve(version));
            folders.add(overlay.overlays().resolve("upstream").resolve(version));
        });
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> paths = Files.walk(folder)) {
                    paths.filter(Files::isRegularFile)
                            .forEach(file -> files.put(
                                    overlay.overlays().relativize(file).toString(), text(file)));
                }
            }
        }
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
