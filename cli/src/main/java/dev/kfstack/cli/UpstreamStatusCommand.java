package dev.kfstack.cli;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.upstream.ReleaseTags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kfstack upstream status}. */
@Command(
        name = "status",
        description = "Print which release each environment is on, and the releases that came after it. Wants git.",
        footer = {"", "Example: kfstack upstream status"})
final class UpstreamStatusCommand implements Callable<Integer> {

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of());
        int exitCode = output.report(read.problems());
        TreeMap<String, List<String>> tags = new TreeMap<>();
        for (EnvironmentFile file : exitCode == ExitCode.FINE ? read.wanted() : List.<EnvironmentFile>of()) {
            Kubeflow kubeflow = file.environment().kubeflow();
            List<String> newer = ReleaseTags.newerThan(
                    kubeflow.version(), tags.computeIfAbsent(kubeflow.upstream().repository(), this::tags));
            output.lists()
                    .println(file.name() + ": " + kubeflow.version()
                            + (newer.isEmpty() ? ", the newest" : ", newer: " + String.join(", ", newer)));
        }
        return exitCode;
    }

    private List<String> tags(String repository) {
        try {
            return ReleaseTags.of(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
