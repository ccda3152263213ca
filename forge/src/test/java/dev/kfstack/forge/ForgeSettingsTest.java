package dev.kfstack.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kfstack.forge.ForgeSettings.Options;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a comment goes: by the variables of a pipeline, or by options. */
class ForgeSettingsTest {

    private static final Options NONE = new Options(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final String MERGE = "3333333333333333333333333333333333333333";

    @TempDir
    Path work = Path.of("");

    private final Problems problems = new Problems();

    @Test
    void onGitHubThePullRequestIsThatOfTheEventAndItsHeadIsNotTheMerge() throws IOException {
        try (ForgeServer server = new ForgeServer(Kind.GITHUB)) {
            Path event = Files.writeString(
                    work.resolve("event.json"),
                    "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + ForgeServer.HEAD + "\"}}}");

            write(gitHub(server, event), NONE, "text");

            assertThat(server.comments).hasSize(1).first().satisfies(comment -> assertThat(comment.body)
                    .isEqualTo("<!-- kfstack comment=review head=" + ForgeServer.HEAD + " run=42.3 -->\ntext"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GITHUB", "GITLAB"})
    void onTheMainBranchItIsTheOneThatTheCommitCameWith(Kind kind) throws IOException {
        try (ForgeServer server = new ForgeServer(kind)) {
            Path event = Files.writeString(work.resolve("event.json"), "{\"ref\": \"refs/heads/main\"}");

            write(kind == Kind.GITHUB ? gitHub(server, event) : gitLab(server, Map.of()), NONE, "text");

            assertThat(server.requests).anyMatch(request -> request.contains("/commits/" + MERGE));
            assertThat(server.comments).hasSize(1).first().satisfies(comment -> assertThat(comment.body)
                    .startsWith("<!-- kfstack comment=review head= run=42."));
        }
    }

    @Test
    void onGitLabThePullRequestIsTheMergeRequestOfThePipeline() throws IOException {
        try (ForgeServer server = new ForgeServer(Kind.GITLAB)) {
            Map<String, String> mergeRequest =
                    Map.of("CI_MERGE_REQUEST_IID", "7", "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ForgeServer.HEAD);

            write(gitLab(server, mergeRequest), NONE, "text");

            assertThat(server.comments).hasSize(1).first().satisfies(comment -> assertThat(comment.body)
                    .isEqualTo("<!-- kfstack comment=review head=" + ForgeServer.HEAD + " run=42.9 -->\ntext"));
        }
    }

    @Test
    void elsewhereItIsWhatTheOptionsSay() throws IOException {
        try (ForgeServer server = new ForgeServer(Kind.GITLAB)) {
            Options options = new Options(
                    Optional.of("gitlab"),
                    Optional.of(server.address() + "/"),
                    Optional.of("example/platform"),
                    Optional.of(7L),
                    Optional.empty(),
                    Optional.empty());

            write(Map.of("GITLAB_TOKEN", ForgeServer.TOKEN), options, "text");
            write(Map.of("GITLAB_TOKEN", ForgeServer.TOKEN), options, "other");

            assertThat(server.comments).hasSize(1).first().satisfies(comment -> assertThat(comment.body)
                    .isEqualTo("<!-- kfstack comment=review head= run=0.0 -->\nother"));
        }
    }

    @Test
    void orTheOneThatACommitCameWith() throws IOException {
        try (ForgeServer server = new ForgeServer(Kind.GITHUB)) {
            Options options = new Options(
                    Optional.of("github"),
                    Optional.of(server.address()),
                    Optional.of("example/platform"),
                    Optional.empty(),
                    Optional.of(MERGE),
                    Optional.empty());

            write(Map.of("GITHUB_TOKEN", ForgeServer.TOKEN), options, "text");

            assertThat(server.requests).anyMatch(request -> request.contains("/commits/" + MERGE + "/pulls"));
        }
    }

    @Test
    void outsideOfAPipelineThereIsNoForge() {
        assertThat(ForgeSettings.of(Map.of("GITHUB_TOKEN", "t"), NONE, problems))
                .isEmpty();
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void whatIsMissingIsSaidAllAtOnce() {
        Options options = new Options(
                Optional.of("github"),
                Optional.of("http://github.example.com"),
                Optional.of("platform"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(ForgeSettings.of(Map.of(), options, problems)).isEmpty();

        assertThat(problems.inFileOrder())
                .extracting(Problem::path, Problem::message)
                .containsExactlyInAnyOrder(
                        tuple("GITHUB_TOKEN", "holds no token, and without one nothing is written to github"),
                        tuple("", "must be OWNER/NAME, got \"platform\""),
                        tuple("", "must be an address with https://, got \"http://github.example.com\""));
    }

    private void write(Map<String, String> variables, Options options, String text) throws IOException {
        ForgeSettings settings =
                ForgeSettings.of(variables, options, problems).orElseThrow(() -> new AssertionError(problems));
        Comment comment = settings.comment("review", said -> {}).orElseThrow();
        assertThat(comment.number()).isEqualTo(7);
        assertThat(List.of(Comment.Outcome.WRITTEN)).contains(comment.write(text));
    }

    private static Map<String, String> gitHub(ForgeServer server, Path event) {
        return Map.of(
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_API_URL",
                server.address(),
                "GITHUB_REPOSITORY",
                "example/platform",
                "GITHUB_EVENT_PATH",
                event.toString(),
                "GITHUB_SHA",
                MERGE,
                "GITHUB_RUN_ID",
                "42",
                "GITHUB_RUN_ATTEMPT",
                "3",
                "GITHUB_TOKEN",
                ForgeServer.TOKEN);
    }

    private static Map<String, String> gitLab(ForgeServer server, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "GITLAB_CI", "true",
                "CI_SERVER_URL", server.address(),
                "CI_PROJECT_PATH", "example/platform",
                "CI_COMMIT_SHA", MERGE,
                "CI_PIPELINE_ID", "42",
                "CI_JOB_ID", "9",
                "GITLAB_TOKEN", ForgeServer.TOKEN));
        variables.putAll(more);
        return variables;
    }
}
