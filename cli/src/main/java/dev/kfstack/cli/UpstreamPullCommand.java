package dev.kfstack.cli;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.problem.IoFailure;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.upstream.UpstreamPull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack upstream pull}. */
@Command(
        name = "pull",
        description = {
            "Make a local copy of each release that an environment is on, with what it refers to in other "
                    + "repositories, in overlays/vendor/VERSION, and write its facts to "
                    + "overlays/upstream/VERSION.lock.json.",
            "Nothing is fetched for a copy that is there already. Wants git and kubectl."
        },
        footer = {"", "Example: kfstack upstream pull 26.03"})
final class UpstreamPullCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            description = "This release only; it may be one that no environment is on yet.")
    private @Nullable String version;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of());
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        UpstreamPull pull = new UpstreamPull(folders.handWritten(), output.lists()::println, problems);
        for (Map.Entry<String, String> release : releases(read.wanted()).entrySet()) {
            try {
                pull.pull(release.getKey(), release.getValue());
            } catch (IOException e) {
                String repository = release.getValue();
                problems.error(new Place(repository, 1, 1), "", IoFailure.reason(e), UpstreamPull.RULE);
                break;
            }
        }
        return output.report(problems);
    }

    /** Releases to the repository that they come from, which is the same for all environments of a release. */
    private Map<String, String> releases(List<EnvironmentFile> files) {
        Map<String, String> releases = new TreeMap<>();
        for (EnvironmentFile file : files) {
            Kubeflow kubeflow = file.environment().kubeflow();
            String wanted = version == null ? kubeflow.version() : version;
            releases.putIfAbsent(wanted, kubeflow.upstream().repository());
        }
        return releases;
    }
}
