package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentCommandTest {

    @TempDir
    Path work = Path.of("");

    @Test
    void aPipelineWritesItsPullRequestsCommentAndSaysNoToken() throws Exception {
        try (ForgeServer server = new ForgeServer(Kind.GITHUB)) {
            Files.writeString(work.resolve("review.md"), "# Review\n");
            Path event = Files.writeString(
                    work.resolve("event.json"),
                    "{\"pull_request\": {\"number\": 7, \"head\": {\"sha\": \"" + ForgeServer.HEAD + "\"}}}");
            Map<String, String> variables = Map.of(
                    "GITHUB_ACTIONS", "true",
                    "GITHUB_API_URL", server.address(),
                    "GITHUB_REPOSITORY", "example/platform",
                    "GITHUB_EVENT_PATH", event.toString(),
                    "GITHUB_RUN_ID", "5",
                    "GITHUB_RUN_ATTEMPT", "1",
                    "GITHUB_TOKEN", ForgeServer.TOKEN);

            Run run = KfstackInChildJvm.run(work, variables, "comment", "review.md");

            assertThat(run).isEqualTo(new Run(0, "", "comment review of pull request 7: written\n"));
            assertThat(server.comments).hasSize(1).first().satisfies(comment -> assertThat(comment.body)
                    .endsWith(" run=5.1 -->\n# Review\n"));

            server.fail("GET", "/pulls/7", ForgeServer.Fault.of(401, "Bad credentials " + ForgeServer.TOKEN));
            Run refused = KfstackInChildJvm.run(work, variables, "comment", "--stale");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("401 Bad credentials ***; the token in GITHUB_TOKEN is not valid (any more) [comment]\n")
                    .doesNotContain(ForgeServer.TOKEN);
        }
    }

    @Test
    void withoutAForgeTheCommentIsPrinted() throws IOException {
        Path file = Files.writeString(work.resolve("review.md"), "# Review\n\ntext\n\n");

        Run run = Run.kfstack("comment", file.toString(), "--forge", "stdout");

        assertThat(run).isEqualTo(new Run(0, "# Review\n\ntext\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"comment", "comment --stale a.md", "comment a.md --name A", "comment a.md --forge gitea"})
    void wrongUsageIsSaid(String line) {
        assertThat(Run.kfstack(line.split(" ", -1)).exitCode()).isEqualTo(2);
    }

    @Test
    void aFileThatIsEmptyOrAbsentIsAProblem() throws IOException {
        Path file = Files.writeString(work.resolve("empty.md"), "\n");

        assertThat(Run.kfstack("comment", file.toString(), "--forge", "stdout").err())
                .startsWith(file + ":1:1: error: holds nothing to say [comment]\n");
        assertThat(Run.kfstack("comment", "none.md", "--forge", "stdout").err())
                .startsWith("none.md:1:1: error: there is no such file [comment]\n");
    }
}
