package dev.kfstack.cli;

import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kfstack of a commit, in a cache folder that is named by the digest of all that is built: commits of the same code
 * share it. The commit's own wrapper builds it when it is first run, lets a second run wait, and repeats a build that was
 * killed. What was not used for a month is deleted.
 *
 * @param home the folder with the wrapper
 */
record CommitBuild(String ref, Path home) {

    static final String WAY_OUT =
            "with --inputs-only this build synthesizes the environments of that commit, and what its code did otherwise"
                    + " does not show";

    private static final Duration KEPT = Duration.ofDays(30);

    /** What takes the build of the bindings three of its four minutes, and hardly ever changes. */
    private static final List<String> BINDINGS = List.of("bindings/node_modules", "bindings/generated");

    /** Lays out the commit's code in the cache folder, unless it is there; empty when it has no wrapper. */
    static Optional<CommitBuild> of(Revision revision, Map<String, String> variables) throws IOException {
        Path builds = Files.createDirectories(cacheFolder(variables));
        try (ScratchFolder scratch = ScratchFolder.in(builds)) {
            deleteUnused(builds, scratch);
            Path home = builds.resolve(revision.codeDigest());
            if (Files.notExists(home)) {
                Path code = scratch.path("code");
                revision.extractCode(code);
                if (revision.differingCode().stream().noneMatch(file -> file.startsWith("bindings/"))) {
                    linkBindings(revision.project(), code);
                }
                place(code, home);
            }
            Files.setLastModifiedTime(home, FileTime.from(Instant.now()));
            return Optional.of(new CommitBuild(revision.ref(), home))
                    .filter(build -> Files.isExecutable(build.wrapper()));
        }
    }

    private static Path cacheFolder(Map<String, String> variables) {
        Path wanted = Path.of(variables.getOrDefault("XDG_CACHE_HOME", ""));
        Path caches = wanted.isAbsolute() ? wanted : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("kfstack").resolve("builds");
    }

    private static void deleteUnused(Path builds, ScratchFolder scratch) throws IOException {
        Instant oldest = Instant.now().minus(KEPT);
        List<Path> unused = new ArrayList<>();
        try (Stream<Path> all = Files.list(builds)) {
            for (Path build : all.toList()) {
                if (Files.getLastModifiedTime(build).toInstant().isBefore(oldest)) {
                    unused.add(build);
                }
            }
        }
        for (Path build : unused) {
            // the scratch folder is deleted whole
            Files.move(build, scratch.path(build.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Another run may have been first. */
    private static void place(Path code, Path home) throws IOException {
        try {
            Files.move(code, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.notExists(home)) {
                throw e;
            }
        }
    }

    /** Nothing writes into these files, they are replaced; npm's mark is copied, to be newer than what it was made from. */
    private static void linkBindings(Path from, Path to) throws IOException {
        for (String part : BINDINGS) {
            if (!Files.isDirectory(from.resolve(part))) {
                continue;
            }
            try (Stream<Path> paths = Files.walk(from.resolve(part))) {
                for (Path path : paths.toList()) {
                    link(path, to.resolve(from.relativize(path).toString()));
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static void link(Path path, Path target) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(target);
        } else if (Files.isSymbolicLink(path) || path.endsWith(".package-lock.json")) {
            Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
        } else {
            try {
                Files.createLink(target, path);
            } catch (FileSystemException | UnsupportedOperationException otherFileSystem) {
                Files.copy(path, target);
            }
        }
    }

    /**
     * Builds where nothing is built yet, then writes the stacks.
     *
     * @param output gets {@code stacks/}
     * @param problems gets what the build says of the environments, and what goes wrong with it
     */
    void synth(
            List<String> environments,
            Path inputs,
            Path output,
            ChildProcesses processes,
            PrintWriter progress,
            Problems problems)
            throws IOException {
        int built = processes.runScript(program("--version"), Writer.nullWriter(), progress);
        if (built != ExitCode.FINE) {
            fail("its kfstack in " + home + " cannot be built here: see above", problems);
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("synth"));
        arguments.addAll(environments);
        arguments.addAll(List.of("--from-cdktf", "--output", "json", "--environments", inputs.toString()));
        ProcessBuilder synth = program(arguments.toArray(String[]::new));
        synth.environment().put("CDKTF_OUTDIR", output.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = processes.runScript(synth, out, err);
        boolean understood = ProblemJson.read(out.toString(), problems);
        if (!understood || (exitCode != ExitCode.FINE && !problems.hasErrors())) {
            progress.print(err);
            progress.flush();
            fail("its kfstack in " + home + " cannot synthesize its own environments: exit code " + exitCode, problems);
        }
    }

    private void fail(String message, Problems problems) {
        problems.error(new Place(ref, 1, 1), "", message, Revision.RULE, WAY_OUT);
    }

    private ProcessBuilder program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(wrapper().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private Path wrapper() {
        return home.resolve("kfstack");
    }
}
