package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of the environments as it was at a commit. Git is only read: nothing changes in the work tree, the index or
 * the repository.
 *
 * @param ref as the user gave it
 * @param folder the folder's path in the repository, with slashes
 */
record Revision(Path repository, String ref, String commit, String folder) {

    private static final String RULE = "revision";

    /** What goes into the jars: paths that make a build another build. */
    private static final List<String> CODE = List.of(
            ":(glob)**/pom.xml",
            ":(glob)**/src/main/**",
            "bindings/schemas",
            "bindings/resources.txt",
            "bindings/*.mjs");

    /** What a git command said. */
    private record Answer(int exitCode, String out, String err) {}

    /** Looks the commit up; a folder in no repository and a name of no commit are problems. */
    static Optional<Revision> of(Path environments, String ref, Problems problems) throws IOException {
        Path folder = environments.toRealPath();
        Answer root = git(folder, Map.of(), "rev-parse", "--show-toplevel");
        if (root.exitCode() != 0) {
            return problem(environments.toString(), "is in no git repository: " + root.err(), problems);
        }
        Answer commit =
                git(folder, Map.of(), "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        if (commit.exitCode() != 0) {
            return problem(environments.toString(), "there is no commit \"" + ref + "\" in its repository", problems);
        }
        Path repository = Path.of(root.out()).toRealPath();
        String path = repository.relativize(folder).toString().replace('\\', '/');
        return Optional.of(new Revision(repository, ref, commit.out(), path));
    }

    private static Optional<Revision> problem(String file, String message, Problems problems) {
        problems.error(new Place(file, 1, 1), "", message, RULE);
        return Optional.empty();
    }

    /**
     * Writes the folder's files, without the addresses: what this build makes of old inputs owes nothing to what an old
     * build promised. Nothing is written when the commit has no such folder.
     *
     * @param index a file for git to work with
     */
    void extract(Path target, Path index, Problems problems) throws IOException {
        String tree = commit + ":" + folder;
        if (git(repository, Map.of(), "rev-parse", "--verify", "--quiet", tree).exitCode() != 0) {
            return;
        }
        Map<String, String> ownIndex =
                Map.of("GIT_INDEX_FILE", index.toAbsolutePath().toString());
        Answer read = git(repository, ownIndex, "read-tree", tree);
        Answer written = read.exitCode() != 0
                ? read
                : git(repository, ownIndex, "checkout-index", "--all", "--prefix=" + target.toAbsolutePath() + "/");
        if (written.exitCode() != 0) {
            problem(ref + ":" + folder, "cannot be read: " + written.err(), problems);
            return;
        }
        try (DirectoryStream<Path> promised = Files.newDirectoryStream(target, "*.addresses")) {
            for (Path addresses : promised) {
                Files.delete(addresses);
            }
        }
    }

    /** A sentence about code that is not what it was: changes that it makes do not show. */
    Optional<String> codeThatDiffers() throws IOException {
        List<String> files = new ArrayList<>(paths("diff", "--name-only", commit, "--"));
        files.addAll(paths("ls-files", "--others", "--exclude-standard", "--"));
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("kfstack's own code differs from " + ref + " (" + files.get(0)
                + (files.size() == 1 ? "" : " and " + (files.size() - 1) + " more") + "): the inputs of " + ref
                + " are synthesized by this build, so what only the code changes does not show");
    }

    private List<String> paths(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(CODE);
        return git(repository, Map.of(), arguments.toArray(String[]::new))
                .out()
                .lines()
                .toList();
    }

    /** The problem, at its place in the commit: {@code main:environments/kf-test.yaml}. */
    Problem place(Problem problem, Path extracted) {
        Place place = problem.place();
        String file = place.file().replace(extracted.toString(), ref + ":" + folder);
        return new Problem(
                problem.severity(),
                new Place(file, place.line(), place.column()),
                problem.path(),
                problem.message().replace(extracted.toString(), ref + ":" + folder),
                problem.rule(),
                problem.hint());
    }

    private static Answer git(Path folder, Map<String, String> variables, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        Path errors = Files.createTempFile("kfstack-git-", ".txt");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(
                    process.waitFor(),
                    out.strip(),
                    Files.readString(errors).strip().replace("\n", "; "));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(errors);
        }
    }
}
