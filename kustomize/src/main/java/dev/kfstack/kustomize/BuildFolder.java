package dev.kfstack.kustomize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder among the temporary files that overlays build in: the components, a copy of a release, and what is put beside. */
public final class BuildFolder implements AutoCloseable {

    private final Path folder;

    private BuildFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one.
     *
     * @param handWritten the folder with {@code components}
     * @param upstream the unpacked release
     */
    public static BuildFolder of(Path handWritten, String version, Path upstream) throws IOException {
        BuildFolder made = new BuildFolder(Files.createTempDirectory("kfstack-render-"));
        try {
            Folder.copy(handWritten.resolve("components"), made.folder.resolve("components"));
            Path vendor = Files.createDirectories(made.folder.resolve("vendor"));
            Files.createSymbolicLink(vendor.resolve(version), upstream.toAbsolutePath());
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    /** Puts a text beside, by its path from here. */
    public void put(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /** The same of several. */
    public void putAll(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            put(file.getKey(), file.getValue());
        }
    }

    /**
     * Builds a folder with the real {@code kubectl kustomize}.
     *
     * @throws IOException when kubectl is not on the PATH
     */
    public Render.Result build(String path) throws IOException {
        return Kubectl.kustomize(folder, path);
    }

    @Override
    public void close() throws IOException {
        Folder.delete(folder);
    }
}
