package dev.kfstack.kustomize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kubectl on the PATH, as a builder: no cluster is asked. */
public final class Kubectl {

    private Kubectl() {}

    /**
     * Builds the kustomization in {@code path}, a folder below {@code work}.
     *
     * @throws IOException when kubectl is not on the PATH
     */
    public static Render.Result kustomize(Path work, String path) throws IOException {
        return run(work, List.of("kubectl", "kustomize", path));
    }

    /** The version of kustomize that kubectl builds with, such as {@code v5.5.0}; empty when kubectl does not say. */
    public static String kustomizeVersion() throws IOException {
        return run(Path.of("."), List.of("kubectl", "version", "--client"))
                .objects()
                .lines()
                .filter(line -> line.startsWith("Kustomize Version: "))
                .map(line -> line.substring("Kustomize Version: ".length()))
                .findFirst()
                .orElse("");
    }

    private static Render.Result run(Path work, List<String> command) throws IOException {
        Path objects = Files.createTempFile("kfstack-kubectl-", ".yaml");
        Path messages = Files.createTempFile("kfstack-kubectl-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(objects.toFile())
                .redirectError(messages.toFile());
        // some kubectls pick another client, with another kustomize, by the cluster they are pointed at
        builder.environment().remove("KUBECONFIG");
        try {
            Process process = builder.start();
            try {
                int exitCode = process.waitFor();
                return new Render.Result(exitCode, Files.readString(objects), Files.readString(messages));
            } finally {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while kubectl was running", e);
        } finally {
            Files.delete(objects);
            Files.delete(messages);
        }
    }
}
