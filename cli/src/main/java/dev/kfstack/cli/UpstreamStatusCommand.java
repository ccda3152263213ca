package dev.kfstack.cli;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.problem.IoFailure;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.upstream.ReleaseTags;
import dev.kfstack.upstream.UpstreamPull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Problems problems = read.problems();
        Map<String, List<String>> tags = new TreeMap<>();
        for (EnvironmentFile file : problems.hasErrors() ? List.<EnvironmentFile>of() : read.wanted()) {
            Kubeflow kubeflow = file.environment().kubeflow();
            String repository = kubeflow.upstream().repository();
            if (!tags.containsKey(repository)) {
                tags(repository, problems).ifPresent(found -> tags.put(repository, found));
            }
            if (problems.hasErrors()) {
                break;
            }
            List<String> newer = ReleaseTags.newerThan(kubeflow.version(), tags.getOrDefault(repository, List.of()));
            output.lists()
                    .println(file.name() + ": " + kubeflow.version()
                            + (newer.isEmpty() ? ", the newest" : ", newer: " + String.join(", ", newer)));
        }
        return output.report(problems);
    }

    private static Optional<List<String>> tags(String repository, Problems problems) {
        try {
            return Optional.of(ReleaseTags.of(repository));
        } catch (IOException e) {
            problems.error(new Place(repository, 1, 1), "", IoFailure.reason(e), UpstreamPull.RULE);
            return Optional.empty();
        }
    }
}
