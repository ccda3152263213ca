package dev.kfstack.cli;

import dev.kfstack.kustomize.OverlayChanges;
import dev.kfstack.kustomize.OverlayFolder;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.kustomize.Render;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack overlays}. */
@Command(
        name = "overlays",
        description = "Write the overlays, check that the committed ones are fresh, or print what one builds to.",
        footer = {
            "",
            "Examples: kfstack overlays --check",
            "          kfstack overlays --render kf-test --upstream ~/community-distribution-26.03"
        })
final class OverlaysCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Environments (default: all).")
    private List<String> environments = List.of();

    @Option(names = "--check", description = "Write nothing; exit code 1 when a file is missing, changed or stale.")
    private boolean check;

    @ArgGroup(exclusive = false)
    private @Nullable RenderOptions render;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    /** What only {@code --render} needs. */
    static final class RenderOptions {

        @Option(
                names = "--render",
                required = true,
                paramLabel = "ENV",
                description = "Print the objects that the overlay of ENV builds to, by kubectl kustomize.")
        private String environment = "";

        @Option(
                names = "--upstream",
                required = true,
                paramLabel = "DIR",
                description = "Copy of kubeflow/community-distribution at the environment's release.")
        private Path upstream = Path.of(".");
    }

    @Override
    public Integer call() {
        checkUsage();
        List<String> asked = render == null ? environments : List.of(render.environment);
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), asked);
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        Map<String, String> files =
                new Overlays(folders.handWritten(), folders.overlays(), problems).files(read.wanted());
        if (check && output.isJson() && !problems.hasErrors()) {
            OverlayChanges changes =
                    new OverlayFolder(folders.overlays()).compare(files, read.names(), environments.isEmpty());
            changes.added().forEach(path -> stale(path, "is missing", problems));
            changes.changed().forEach(path -> stale(path, "is not what the environments say now", problems));
            changes.stale().forEach(path -> stale(path, "belongs to nothing any more", problems));
            return output.report(problems);
        }
        int exitCode = render == null ? output.report(problems) : output.reportBeforeYaml(problems);
        if (exitCode != ExitCode.FINE) {
            return exitCode;
        }
        if (render != null) {
            return render(read.wanted().get(0), render.upstream);
        }
        OverlayFolder folder = new OverlayFolder(folders.overlays());
        OverlayChanges changes = folder.compare(files, read.names(), environments.isEmpty());
        if (check) {
            return stale(changes);
        }
        folder.write(files, changes);
        print(changes);
        return ExitCode.FINE;
    }

    private void checkUsage() {
        if (render == null) {
            return;
        }
        if (check || !environments.isEmpty()) {
            throw output.usage("--render stands alone: neither --check nor further environments go with it");
        }
        if (!Files.isDirectory(render.upstream)) {
            throw output.usage("--upstream must be a folder, got " + render.upstream);
        }
    }

    private void stale(String path, String message, Problems problems) {
        Place place = new Place(folders.overlays().resolve(path).toString(), 1, 1);
        problems.error(place, "", message, "stale-overlay", "run kfstack overlays and commit the result");
    }

    private int stale(OverlayChanges changes) {
        PrintWriter out = output.lists();
        changes.added()
                .forEach(path -> out.println("missing " + folders.overlays().resolve(path)));
        changes.changed()
                .forEach(path -> out.println("changed " + folders.overlays().resolve(path)));
        changes.stale()
                .forEach(path -> out.println("stale   " + folders.overlays().resolve(path)));
        if (changes.none()) {
            output.err().println("overlays are fresh");
            return ExitCode.FINE;
        }
        output.err().println("overlays are stale: run kfstack overlays and commit the result");
        return ExitCode.PROBLEMS;
    }

    /** Says what was written; nothing when nothing was. */
    private void print(OverlayChanges changes) {
        PrintWriter out = output.lists();
        changes.added()
                .forEach(path -> out.println("wrote   " + folders.overlays().resolve(path)));
        changes.changed()
                .forEach(path -> out.println("wrote   " + folders.overlays().resolve(path)));
        changes.stale()
                .forEach(path -> out.println("deleted " + folders.overlays().resolve(path)));
    }

    private int render(EnvironmentFile file, Path upstream) {
        // from beside the components: the build happens in a copy of that folder
        Map<String, String> files =
                new Overlays(folders.handWritten(), folders.handWritten(), new Problems()).vendoredFiles(file);
        Render.Result result = new Render(folders.handWritten(), upstream)
                .build(files, file.name(), file.environment().kubeflow().version());
        output.err().print(result.messages());
        if (result.exitCode() != 0) {
            output.err().println("kubectl kustomize ended with exit code " + result.exitCode());
            return ExitCode.PROBLEMS;
        }
        output.out().print(result.objects());
        output.out().flush();
        return ExitCode.FINE;
    }
}
