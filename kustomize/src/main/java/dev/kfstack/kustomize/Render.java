package dev.kfstack.kustomize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Builds an overlay with the real {@code kubectl kustomize} over a copy of the release, in a folder of its own. */
public final class Render {

    /**
     * What came of it.
     *
     * @param objects the YAML of all objects; incomplete when {@code exitCode} is not 0
     * @param messages what kubectl said on standard error
     */
    public record Result(int exitCode, String objects, String messages) {}

    private final Path handWritten;
    private final Path upstream;

    /**
     * Nothing happens yet.
     *
     * @param handWritten the folder with {@code components}
     * @param upstream the unpacked release
     */
    public Render(Path handWritten, Path upstream) {
        this.handWritten = handWritten;
        this.upstream = upstream;
    }

    /**
     * Builds {@code path} of {@code files}.
     *
     * @param files the overlays of an environment with {@code kubeflow.upstream.vendored: true}
     * @param path the folder to build, such as {@code kf-test}
     * @throws UncheckedIOException when kubectl is not on the PATH
     */
    public Result build(Map<String, String> files, String path, String version) {
        try {
            Path work = Files.createTempDirectory("kfstack-render-");
            try {
                copy(handWritten.resolve("components"), work.resolve("components"));
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path target = work.resolve(file.getKey());
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, file.getValue());
                }
                Files.createDirectories(work.resolve("vendor"));
                Files.createSymbolicLink(work.resolve("vendor").resolve(version), upstream.toAbsolutePath());
                return Kubectl.kustomize(work, path);
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
