package dev.kfstack.cli;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.OverlayChanges;
import dev.kfstack.kustomize.OverlayFolder;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.kustomize.Render;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.render.OverlayBuilds;
import dev.kfstack.render.RenderChecks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack overlays}. */
@Command(
        name = "overlays",
        description = "Write the overlays, check that the committed ones are fresh, or print what one builds to.",
        footer = {"", "Examples: kfstack overlays --check", "          kfstack overlays --render kf-test"})
final class OverlaysCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Environments (default: all).")
    private List<String> environments = List.of();

    @Option(
            names = "--check",
            description =
                    "Write nothing; exit code 1 when a file is missing, changed or stale, or when an overlay builds to "
                            + "what a running cluster would refuse. Overlays are built where there is a copy of their release.")
    private boolean check;

    @Option(
            names = "--render",
            paramLabel = "ENV",
            description = "Print the objects that the overlay of ENV builds to, by kubectl kustomize.")
    private @Nullable String render;

    @Option(
            names = "--upstream",
            paramLabel = "DIR",
            description =
                    "With --check or --render: a copy of kubeflow/community-distribution at the environments' release "
                            + "(default: overlays/vendor/VERSION, which `kfstack upstream pull` makes).")
    private @Nullable Path upstream;

    @Option(
            names = "--before",
            paramLabel = "DIR",
            description = "With --check: ENV.yaml of what --render printed before, to find fields that cannot change.")
    private @Nullable Path before;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        checkUsage();
        List<String> asked = render == null ? environments : List.of(render);
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), asked);
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        Overlays overlays = new Overlays(folders.handWritten(), folders.overlays(), problems);
        Map<String, String> files = overlays.files(read.wanted());
        if (render != null) {
            int exitCode = output.reportBeforeYaml(problems);
            return exitCode == ExitCode.FINE ? render(read.wanted().get(0)) : exitCode;
        }
        OverlayFolder folder = new OverlayFolder(folders.overlays());
        if (check && !problems.hasErrors()) {
            List<String> notBuilt = check(read.wanted(), problems);
            OverlayChanges changes = folder.compare(files, read.names(), environments.isEmpty());
            if (output.isJson()) {
                stale(changes, problems);
            }
            int exitCode = output.report(problems);
            notBuilt.forEach(output.err()::println);
            read.wanted().forEach(file -> overlays.requests(file)
                    .ifPresent(requests -> output.err().println(file.name() + ": " + requests)));
            return output.isJson() ? exitCode : Math.max(exitCode, stale(changes));
        }
        int exitCode = output.report(problems);
        if (exitCode == ExitCode.FINE) {
            OverlayChanges changes = folder.compare(files, read.names(), environments.isEmpty());
            folder.write(files, changes);
            print(changes);
        }
        return exitCode;
    }

    private void checkUsage() {
        if (render != null && (check || !environments.isEmpty())) {
            throw output.usage("--render stands alone: neither --check nor further environments go with it");
        }
        if (upstream != null && render == null && !check) {
            throw output.usage("--upstream goes with --check or --render");
        }
        if (upstream != null && !Files.isDirectory(upstream)) {
            throw output.usage("--upstream must be a folder, got " + upstream);
        }
        if (before != null && (!check || !Files.isDirectory(before))) {
            throw output.usage(check ? "--before must be a folder, got " + before : "--before goes with --check");
        }
    }

    /** Builds and checks; the result says what could not be built. */
    private List<String> check(List<EnvironmentFile> files, Problems problems) {
        List<String> notBuilt = new ArrayList<>();
        OverlayBuilds builds = new OverlayBuilds(folders.handWritten(), problems);
        for (EnvironmentFile file : files) {
            Path copy = copy(file);
            if (!Files.isDirectory(copy)) {
                notBuilt.add("not checked: what " + folders.overlays().resolve(file.name())
                        + " builds to, since there is no copy of the release in " + copy
                        + ": kfstack upstream pull makes it");
                continue;
            }
            try {
                builds.build(file, copy, before(file))
                        .ifPresent(built -> RenderChecks.check(
                                built, folders.overlays().resolve(file.name()).toString(), problems));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return notBuilt;
    }

    private Path copy(EnvironmentFile file) {
        return upstream == null
                ? folders.handWritten()
                        .resolve("vendor")
                        .resolve(file.environment().kubeflow().version())
                : upstream;
    }

    private Optional<KubernetesObjects> before(EnvironmentFile file) throws IOException {
        Path objects = before == null ? Path.of("") : before.resolve(file.name() + ".yaml");
        return Files.isRegularFile(objects)
                ? Optional.of(new KubernetesObjects(Files.readString(objects)))
                : Optional.empty();
    }

    private void stale(OverlayChanges changes, Problems problems) {
        changes.added().forEach(path -> stale(path, "is missing", problems));
        changes.changed().forEach(path -> stale(path, "is not what the environments say now", problems));
        changes.stale().forEach(path -> stale(path, "belongs to nothing any more", problems));
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

    private int render(EnvironmentFile file) {
        Path copy = copy(file);
        if (!Files.isDirectory(copy)) {
            throw output.usage("there is no copy of the release in " + copy
                    + ": kfstack upstream pull makes it, or --upstream names another");
        }
        // from beside the components: the build happens in a copy of that folder
        Map<String, String> files =
                new Overlays(folders.handWritten(), folders.handWritten(), new Problems()).vendoredFiles(file);
        Render.Result result = new Render(folders.handWritten(), copy)
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
