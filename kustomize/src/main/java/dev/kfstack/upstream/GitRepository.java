package dev.kfstack.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A repository that the git on the PATH reads, with whatever credentials the user gave it. */
record GitRepository(String address) {

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
        ProcessBuilder builder = Git.in(folder, arguments).redirectErrorStream(true);
        // nobody sits there to type a password
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
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
