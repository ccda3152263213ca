package dev.kfstack.kustomize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

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
        try (BuildFolder folder = BuildFolder.of(handWritten, version, upstream)) {
            folder.putAll(files);
            return folder.build(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
