package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.upstream.Git;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that holds the environments' folder, as it was at a commit: inputs, and code where it is a clone of kfstack.
 * Git is only read: nothing changes in the work tree, the index or the repository.
 *
 * @param ref as the user gave it
 * @param folder the folder's path in the repository, with slashes; empty for all of it
 * @param environments the name of the environments' folder in it
 * @param index a file for git to work with
 */
record Revision(Path repository, String ref, String commit, String folder, String environments, Path index) {

    static final String RULE = "revision";

    /** What goes into the jars: paths that make a build another build. */
    private static final List<String> CODE = List.of(
            ":(glob)**/pom.xml",
            ":(glob)**/src/main/**",
            "plugin-protocol/proto",
            "bindings/schemas",
            "bindings/package*.json",
            "bindings/*.mjs");

    /** What only says how to build. */
    private static final List<String> MEANS = List.of("kfstack", ".mvn");

    /** What a git command said. */
    private record Answer(int exitCode, String out, String err) {}

    /** Looks the commit up; a folder in no repository and a name of no commit are problems. */
    static Optional<Revision> of(Path environments, String ref, Path index, Problems problems) throws IOException {
        Path folder = environments.toRealPath();
        Answer root = git(folder, Map.of(), "", "rev-parse", "--show-toplevel");
        if (root.exitCode() != 0) {
            return problem(environments.toString(), "is in no git repository: " + root.err(), problems);
        }
        Answer commit =
                git(folder, Map.of(), "", "rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        if (commit.exitCode() != 0) {
            problems.add(new Problem(
                    Severity.ERROR,
                    new Place(environments.toString(), 1, 1),
                    "",
                    "there is no commit \"" + ref + "\" in its repository",
                    RULE,
                    git(folder, Map.of(), "", "rev-parse", "--is-shallow-repository")
                                    .out()
                                    .equals("true")
                            ? Optional.of("the clone is shallow: git fetch --unshallow, or fetch that commit")
                            : Optional.empty()));
            return Optional.empty();
        }
        Path repository = Path.of(root.out()).toRealPath();
        if (repository.equals(folder)) {
            return problem(environments.toString(), "is all of its repository: it must be a folder in it", problems);
        }
        Path path = repository.relativize(folder);
        String project =
                path.getParent() == null ? "" : path.getParent().toString().replace('\\', '/');
        String name = path.getFileName().toString();
        return Optional.of(new Revision(repository, ref, commit.out(), project, name, index.toAbsolutePath()));
    }

    private static Optional<Revision> problem(String file, String message, Problems problems) {
        problems.error(new Place(file, 1, 1), "", message, RULE);
        return Optional.empty();
    }

    /** The folder as it is now. */
    Path project() {
        return repository.resolve(folder);
    }

    /** Writes all files of the folder; none when the commit has no such folder. */
    void extract(Path target, Problems problems) throws IOException {
        String tree = commit + ":" + folder;
        if (git(repository, Map.of(), "", "rev-parse", "--verify", "--quiet", tree)
                        .exitCode()
                != 0) {
            return;
        }
        Answer read = indexed("", "read-tree", tree);
        Answer written = read.exitCode() != 0 ? read : indexed("", "checkout-index", "--all", prefix(target));
        if (written.exitCode() != 0) {
            problem(ref + ":" + folder, "cannot be read: " + written.err(), problems);
        }
    }

    /** Takes the promised addresses out of extracted inputs. */
    void deleteAddresses(Path inputs) throws IOException {
        try (DirectoryStream<Path> promised = Files.newDirectoryStream(inputs, "*.addresses")) {
            for (Path addresses : promised) {
                Files.delete(addresses);
            }
        }
    }

    /** The files of code that are not now what they were; in the folder, or gone from it. */
    List<String> differingCode() throws IOException {
        List<String> files = new ArrayList<>(paths("diff", "--name-only", "--relative", commit, "--"));
        files.addAll(paths("ls-files", "--others", "--exclude-standard", "--"));
        return files;
    }

    private List<String> paths(String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(CODE);
        return git(project(), Map.of(), "", arguments.toArray(String[]::new))
                .out()
                .lines()
                .toList();
    }

    /** What tells one build from another: names, modes and contents of all files that are built; after {@link #extract}. */
    String codeDigest() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("ls-files", "-s", "--"));
        arguments.addAll(CODE);
        arguments.addAll(MEANS);
        try {
            byte[] list = indexed("", arguments.toArray(String[]::new)).out().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** Writes what can be built, which is all but the tests; after {@link #extract}. */
    void extractCode(Path target) throws IOException {
        Files.createDirectories(target);
        String files = indexed("", "ls-files", "-z", "--", ".", ":(exclude,glob)**/src/test/**")
                .out();
        Answer written = indexed(files, "checkout-index", "-z", "--stdin", prefix(target));
        if (written.exitCode() != 0) {
            throw new IOException("git cannot write the code of " + ref + ": " + written.err());
        }
    }

    private static String prefix(Path target) {
        return "--prefix=" + target.toAbsolutePath() + "/";
    }

    private Answer indexed(String input, String... arguments) throws IOException {
        return git(repository, Map.of("GIT_INDEX_FILE", index.toString()), input, arguments);
    }

    /** The problem, at its place in the commit: {@code main:environments/kf-test.yaml}. */
    Problem place(Problem problem, Path extracted) {
        Place place = problem.place();
        return new Problem(
                problem.severity(),
                new Place(inCommit(place.file(), extracted), place.line(), place.column()),
                problem.path(),
                inCommit(problem.message(), extracted),
                problem.rule(),
                problem.hint());
    }

    private String inCommit(String text, Path extracted) {
        return text.replace(extracted + "/", ref + ":" + (folder.isEmpty() ? "" : folder + "/"));
    }

    private static Answer git(Path folder, Map<String, String> variables, String input, String... arguments)
            throws IOException {
        ProcessBuilder builder = Git.in(folder, arguments);
        builder.environment().putAll(variables);
        Path errors = Files.createTempFile("kfstack-git-", ".txt");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
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
