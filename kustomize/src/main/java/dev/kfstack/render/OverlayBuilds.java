package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.kustomize.Render;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.ComponentFolder;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import dev.kfstack.upstream.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds overlays over a local copy of their release. */
public final class OverlayBuilds {

    private final Path handWritten;
    private final Problems problems;

    /** @param handWritten the folder with {@code components} and {@code upstream} */
    public OverlayBuilds(Path handWritten, Problems problems) {
        this.handWritten = handWritten;
        this.problems = problems;
    }

    /**
     * Builds one environment, and its access; empty after a problem was reported.
     *
     * @param upstream the copy
     * @throws IOException when a component cannot be read
     */
    public Optional<BuiltOverlay> build(EnvironmentFile file, Path upstream, Optional<KubernetesObjects> before)
            throws IOException {
        String version = file.environment().kubeflow().version();
        Map<String, String> files = new Overlays(handWritten, handWritten, new Problems()).vendoredFiles(file);
        Render render = new Render(handWritten, upstream);
        Render.Result result = render.build(files, file.name(), version);
        String access = file.name() + "/access";
        Render.Result second = files.containsKey(access + "/kustomization.yaml")
                ? render.build(files, access, version)
                : new Render.Result(0, "", "");
        for (Render.Result built : List.of(result, second)) {
            if (built.exitCode() != 0) {
                problems.error(
                        new Place("overlays/" + file.name(), 1, 1),
                        "",
                        "does not build: " + reason(built.messages()),
                        "overlay-builds");
            }
        }
        if (result.exitCode() != 0 || second.exitCode() != 0) {
            return Optional.empty();
        }
        return Optional.of(read(file, result.objects(), second.objects(), before));
    }

    /** What kubectl says, without its warnings and its log's format, and without the folder that it was built in. */
    private static String reason(String messages) {
        List<String> lines = messages.lines()
                .filter(line -> !line.startsWith("# Warning") && !line.isBlank())
                .map(line -> line.replaceFirst("^E[0-9]{4} .*? err=\"(.*)\"$", "$1"))
                .toList();
        return String.join("; ", lines).replace("\\", "").replaceAll("[^ '\"]*kfstack-render-[0-9]+/", "overlays/");
    }

    /** What an environment's two builds printed, with what the checks compare it with. */
    public BuiltOverlay read(EnvironmentFile file, String objects, String access, Optional<KubernetesObjects> before)
            throws IOException {
        String version = file.environment().kubeflow().version();
        List<ComponentFolder> folders = Release.read(handWritten, version, problems)
                .map(release -> ComponentFolders.of(file.environment(), release))
                .orElse(List.of());
        return new BuiltOverlay(
                file.environment(),
                new KubernetesObjects(objects).all(),
                new KubernetesObjects(access).all(),
                upstreamObjects(version, folders),
                Selector.of(handWritten.resolve("components").resolve(version), folders),
                before);
    }

    private Set<String> upstreamObjects(String version, List<ComponentFolder> folders) {
        Set<String> objects = new HashSet<>();
        Release.read(handWritten, version, problems).ifPresent(release -> folders.stream()
                .map(folder -> release.components().get(folder.folder()))
                .forEach(component -> {
                    if (component != null) {
                        objects.addAll(component.objects().keySet());
                    }
                }));
        return objects;
    }
}
