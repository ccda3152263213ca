package dev.kfstack.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.forge.ForgeAccess.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline says of its own run, in environment variables.
 *
 * @param api the address of the forge's API
 * @param pullRequest that it runs for; empty when it runs for a branch
 * @param head the newest commit of the pull request when it started; empty when it runs for none
 * @param commit that it runs for; for a pull request that may be a merge of it
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/variables">GitHub's variables</a>
 * @see <a href="https://docs.gitlab.com/ci/variables/predefined_variables/">GitLab's</a>
 */
record PipelineRun(
        Kind kind,
        String api,
        String repository,
        Optional<Long> pullRequest,
        String head,
        Optional<String> commit,
        Run run) {

    static Optional<PipelineRun> of(Map<String, String> variables) {
        if (variables.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            return Optional.of(gitHub(variables));
        }
        if (variables.getOrDefault("GITLAB_CI", "").equals("true")) {
            return Optional.of(gitLab(variables));
        }
        return Optional.empty();
    }

    private static PipelineRun gitHub(Map<String, String> variables) {
        JsonNode pullRequest =
                event(variables.getOrDefault("GITHUB_EVENT_PATH", "")).path("pull_request");
        return new PipelineRun(
                Kind.GITHUB,
                variables.getOrDefault("GITHUB_API_URL", ""),
                variables.getOrDefault("GITHUB_REPOSITORY", ""),
                pullRequest.path("number").isIntegralNumber()
                        ? Optional.of(pullRequest.path("number").longValue())
                        : Optional.empty(),
                pullRequest.path("head").path("sha").asText(),
                text(variables, "GITHUB_SHA"),
                new Run(number(variables, "GITHUB_RUN_ID"), number(variables, "GITHUB_RUN_ATTEMPT")));
    }

    /** GitHub writes why a workflow runs into a file. */
    private static JsonNode event(String file) {
        try {
            ObjectMapper json = new ObjectMapper();
            return file.isEmpty()
                    ? json.createObjectNode()
                    : json.readTree(Path.of(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event in GITHUB_EVENT_PATH: " + e.getMessage(), e);
        }
    }

    private static PipelineRun gitLab(Map<String, String> variables) {
        Optional<Long> mergeRequest = text(variables, "CI_MERGE_REQUEST_IID").map(Long::valueOf);
        Optional<String> commit = text(variables, "CI_COMMIT_SHA");
        // in a pipeline of the merged result, CI_COMMIT_SHA is a commit that only the pipeline has
        Optional<String> head =
                text(variables, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA").or(() -> commit);
        return new PipelineRun(
                Kind.GITLAB,
                variables.getOrDefault("CI_SERVER_URL", ""),
                variables.getOrDefault("CI_PROJECT_PATH", ""),
                mergeRequest,
                mergeRequest.flatMap(number -> head).orElse(""),
                commit,
                new Run(number(variables, "CI_PIPELINE_ID"), number(variables, "CI_JOB_ID")));
    }

    private static Optional<String> text(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    private static long number(Map<String, String> variables, String name) {
        return text(variables, name)
                .filter(value -> value.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(0L);
    }
}
