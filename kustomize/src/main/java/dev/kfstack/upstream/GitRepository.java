package dev.kfstack.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A repository that the git on the PATH reads, with whatever credentials the user gave it. */
record GitRepository(String address) {

    /** What a hook or an alias has in its environment: git would read and write the repository that it belongs to. */
    private static final Set<String> OF_ANOTHER_REPOSITORY = Set.of(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_COMMON_DIR",
            "GIT_DIR",
            "GIT_INDEX_FILE",
            "GIT_NAMESPACE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_PREFIX",
            "GIT_SHALLOW_FILE",
            "GIT_WORK_TREE");

    /**
     * Checks one commit out, without its history.
     *
     * @param ref a tag, a branch, or a commit where the server allows it
     * @param folder a new one
     * @return the commit
     * @throws IOException with what git said
     */
    String checkOut(String ref, Path folder) throws IOException {
        Files.createDirectories(folder);
        git(folder, "init", "--quiet");
        git(folder, "fetch", "--quiet", "--depth=1", "--no-tags", "--", address, ref);
        git(
                folder,
                "-c",
                "core.autocrlf=false",
                "-c",
                "advice.detachedHead=false",
                "checkout",
                "--quiet",
                "FETCH_HEAD");
        return git(folder, "rev-parse", "HEAD");
    }

    /** The names of its tags. */
    List<String> tags() throws IOException {
        return git(Path.of("."), "ls-remote", "--tags", "--refs", "--", address)
                .lines()
                .map(line -> line.replaceFirst("^.*refs/tags/", ""))
                .toList();
    }

    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // nobody sits there to type a password
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().keySet().removeAll(OF_ANOTHER_REPOSITORY);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git " + arguments[0] + ": " + said.replace("\n", "; "));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was running", e);
        }
        return said;
    }
}
