package dev.kfstack.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster as kubectl reaches it.
 *
 * @param kubectl the binary
 * @param context of the user's kubeconfig: never the current one, which may be another cluster's
 */
public record Cluster(Path kubectl, String context) {

    /** What kubectl ended with, and all that it said. */
    public record Answer(int exitCode, String said) {}

    /** Runs one command against the cluster. */
    public Answer run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(kubectl.toString(), "--context=" + context));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Answer(process.waitFor(), said.strip());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while kubectl was running", e);
        }
    }
}
