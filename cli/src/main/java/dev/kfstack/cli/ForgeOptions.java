package dev.kfstack.cli;

import dev.kfstack.forge.ForgeSettings;
import dev.kfstack.problem.Problems;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which forge, and which pull request there. */
final class ForgeOptions {

    /** Where a text goes. */
    enum ForgeName {
        github,
        gitlab,
        stdout
    }

    @Option(
            names = "--forge",
            paramLabel = "github|gitlab|stdout",
            description =
                    "Where to write (default: where the pipeline runs, else to standard output). The token is read from "
                            + "the environment variable GITHUB_TOKEN or GITLAB_TOKEN.")
    private @Nullable ForgeName forge;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Address of GitHub's API or of GitLab (default: the pipeline's, or the public one).")
    private @Nullable String api;

    @Option(
            names = "--repository",
            paramLabel = "OWNER/NAME",
            description = "The repository (default: the pipeline's).")
    private @Nullable String repository;

    @Option(
            names = "--pull-request",
            paramLabel = "N",
            description = "Number of the pull request (default: the pipeline's, or the one its commit came with).")
    private @Nullable Long pullRequest;

    @Option(
            names = "--merged",
            paramLabel = "SHA",
            description = "Instead of its number: a commit that the pull request brought (default: the pipeline's).")
    private @Nullable String merged;

    @Option(
            names = "--author",
            paramLabel = "LOGIN",
            description = "Whose comments the token writes, where GitHub does not tell (default: github-actions[bot]).")
    private @Nullable String author;

    /** Empty where results go to standard output, or where there are problems. */
    Optional<ForgeSettings> settings(Map<String, String> variables, Problems problems) {
        return ForgeSettings.of(
                variables,
                new ForgeSettings.Options(
                        Optional.ofNullable(forge).map(name -> name.name().toLowerCase(Locale.ROOT)),
                        Optional.ofNullable(api),
                        Optional.ofNullable(repository),
                        Optional.ofNullable(pullRequest),
                        Optional.ofNullable(merged),
                        Optional.ofNullable(author)),
                problems);
    }
}
