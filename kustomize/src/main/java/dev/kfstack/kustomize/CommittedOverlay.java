package dev.kfstack.kustomize;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The overlay of an environment as its files lie there, whichever kfstack wrote them.
 *
 * @param overlays the folder with {@code components}, {@code upstream} and one folder an environment
 */
public record CommittedOverlay(Path overlays, String environment) {

    private static final Pattern COMPONENT = Pattern.compile("^- \\.\\./components/([^/\\s]+)/", Pattern.MULTILINE);

    /** Where its files are. */
    public Path folder() {
        return overlays.resolve(environment);
    }

    /** The release that its components are of; empty where there is no such overlay. */
    public Optional<String> version() throws IOException {
        Path file = folder().resolve("kustomization.yaml");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Matcher component = COMPONENT.matcher(Files.readString(file, StandardCharsets.UTF_8));
        return component.find() ? Optional.of(component.group(1)) : Optional.empty();
    }

    /**
     * Builds it over a copy of its release.
     *
     * @param path the folder to build: the environment, or one below it that is a build of its own
     */
    public Render.Result build(String path, String version, Path copy) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Map<String, Release.BaseKind> bases = new TreeMap<>();
        Release.read(overlays, version, new Problems())
                .ifPresent(release -> release.components().values().forEach(each -> bases.putAll(each.bases())));
        UpstreamFolders.files(version, new Kubeflow.Upstream("", true), bases)
                .forEach((file, text) -> files.put("upstream/" + file, text));
        try (Stream<Path> paths = Files.walk(folder())) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(overlays.relativize(file).toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return new Render(overlays, copy).build(files, path, version);
    }
}
