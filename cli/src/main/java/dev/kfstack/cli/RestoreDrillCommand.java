package dev.kfstack.cli;

import dev.kfstack.kustomize.OverlayChanges;
import dev.kfstack.kustomize.OverlayFolder;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.Release;
import dev.kfstack.release.Releases;
import dev.kfstack.restore.RestoreDrill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack restore-drill}. */
@Command(
        name = "restore-drill",
        description = {
            "Print the steps of a restore of an environment's newest full backup into an empty cluster, as a "
                    + "script; it never talks to the environment's own cluster.",
            "The committed overlay must be what the environment gives."
        },
        footer = {"", "Example: kfstack restore-drill kf-test > drill.sh"})
final class RestoreDrillCommand implements Callable<Integer> {

    private static final String RULE = "restore-drill";

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        EnvironmentFile file = read.wanted().get(0);
        Optional<String> schedule = RestoreDrill.scheduleOf(file.environment());
        if (schedule.isEmpty()) {
            ConfigPath path = ConfigPath.of("backup", "velero");
            problems.error(
                    file.reading().sources().place(path),
                    path.text(),
                    "no schedule takes in everything, so there is nothing to restore a cluster from",
                    RULE,
                    "add one with resources: all");
        }
        overlayIsFresh(file, problems);
        Optional<Release> release = new Releases(folders.handWritten(), problems)
                .of(file.environment().kubeflow().version());
        int exitCode = output.reportBeforeYaml(problems);
        if (exitCode == ExitCode.FINE && schedule.isPresent() && release.isPresent()) {
            output.out().print(new RestoreDrill(file.environment(), schedule.get(), release.get()).script());
            output.out().flush();
        }
        return exitCode;
    }

    /** Steps for a backup that the cluster does not make would be worse than none. */
    private void overlayIsFresh(EnvironmentFile file, Problems problems) {
        Map<String, String> files =
                new Overlays(folders.handWritten(), folders.overlays(), problems).files(List.of(file));
        OverlayChanges changes = new OverlayFolder(folders.overlays()).compare(files, Set.of(file.name()), false);
        Stream.of(changes.added(), changes.changed(), changes.stale())
                .flatMap(List::stream)
                .filter(path -> path.startsWith(file.name() + "/"))
                .forEach(path -> problems.error(
                        new Place(folders.overlays().resolve(path).toString(), 1, 1),
                        "",
                        "is not what " + file.name() + " gives",
                        RULE,
                        "run kfstack overlays, and apply the result before a drill"));
    }
}
