package dev.kfstack.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.forge.Comment.Outcome;
import dev.kfstack.testkit.ForgeServer;
import dev.kfstack.testkit.ForgeServer.Entry;
import dev.kfstack.testkit.ForgeServer.Fault;
import dev.kfstack.testkit.ForgeServer.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The comment of a pull request, on servers that play GitHub and GitLab. */
class CommentTest {

    private final List<ForgeServer> servers = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(ForgeServer::close);
    }

    @ParameterizedTest
    @EnumSource
    void theSecondTextGoesIntoTheCommentOfTheFirst(Kind kind) throws IOException {
        ForgeServer server = server(kind);

        assertThat(comment(server, 1).write("# one")).isEqualTo(Outcome.WRITTEN);
        assertThat(comment(server, 2).write("# two")).isEqualTo(Outcome.WRITTEN);
        assertThat(comment(server, 2).write("# two")).isEqualTo(Outcome.UNCHANGED);

        assertThat(bodies(server))
                .containsExactly("<!-- kfstack comment=review head=" + ForgeServer.HEAD + " run=2.1 -->\n# two");
        assertThat(comment(server, 3).read()).contains("# two");
    }

    @ParameterizedTest
    @EnumSource
    void itIsFoundAmongThreeHundredOthers(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        for (int i = 0; i < 299; i++) {
            server.comment("somebody", "comment " + i);
        }
        comment(server, 1).write("one");
        server.comment("somebody", "last");

        comment(server, 2).write("two");

        assertThat(server.comments).hasSize(301);
        assertThat(server.comments.get(299).body).endsWith("two");
    }

    @ParameterizedTest
    @EnumSource
    void aCommentOfSomebodyElseWithOurMarkerIsNotOurs(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        String theirs = "<!-- kfstack comment=review head=" + ForgeServer.HEAD + " run=9.1 -->\nplan=approved";
        server.comment("mallory", theirs);

        assertThat(comment(server, 1).read()).isEmpty();
        assertThat(comment(server, 1).write("ours")).isEqualTo(Outcome.WRITTEN);

        assertThat(server.comments).extracting(entry -> entry.author).containsExactly("mallory", ForgeServer.OWN);
        assertThat(bodies(server).get(0)).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource
    void aForgeThatNobodyReachesIsAskedSixTimesAndThenNamed(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        Comment comment = comment(server, 1);
        server.close();

        assertThatThrownBy(() -> comment.write("one"))
                .isInstanceOf(ForgeException.class)
                .message()
                .startsWith(server.address())
                .containsIgnoringCase("connect");

        assertThat(waits).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void commentsOfOtherNamesStayAsTheyAre(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        comment(server, 1).write("the review");

        comment(server, "apply-kf-test", ForgeServer.HEAD, 1).write("the apply");

        assertThat(bodies(server)).hasSize(2).first().asString().endsWith("the review");
    }

    @ParameterizedTest
    @EnumSource
    void anOlderRunNeverOverwritesANewerOne(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        comment(server, 5).write("five");

        assertThat(comment(server, 4).write("four")).isEqualTo(Outcome.LEFT_TO_A_LATER_RUN);

        assertThat(bodies(server)).hasSize(1).first().asString().endsWith("\nfive");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAboutAnEarlierCommitSaysSo(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        comment(server, 1).write("one");
        server.head = ForgeServer.NEWER;

        assertThat(comment(server, 2).markStale()).isEqualTo(Outcome.WRITTEN_AS_STALE);
        assertThat(comment(server, 2).markStale()).isEqualTo(Outcome.UNCHANGED);

        assertThat(bodies(server))
                .containsExactly(
                        "<!-- kfstack comment=review head=" + ForgeServer.HEAD
                                + " run=1.1 -->\n> ⏳ **Stale**: this is about 1111111, and the newest commit is 2222222.\n\none");
        assertThat(comment(server, 2).read()).contains("one");
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWasOvertakenWritesAsStaleAndNeverOverANewerCommit(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        server.head = ForgeServer.NEWER;

        assertThat(comment(server, "review", ForgeServer.HEAD, 1).write("old")).isEqualTo(Outcome.WRITTEN_AS_STALE);
        assertThat(comment(server, "review", ForgeServer.NEWER, 2).write("new")).isEqualTo(Outcome.WRITTEN);
        assertThat(comment(server, "review", ForgeServer.HEAD, 3).write("old, run again"))
                .isEqualTo(Outcome.LEFT_TO_A_LATER_RUN);

        assertThat(bodies(server)).hasSize(1).first().asString().endsWith(" run=2.1 -->\nnew");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMarkedWhereNothingIs(Kind kind) throws IOException {
        assertThat(comment(server(kind), 1).markStale()).isEqualTo(Outcome.NOTHING_THERE);
    }

    @ParameterizedTest
    @EnumSource
    void aForgeOutOfOrderIsTriedAgainAfterLongerAndLongerWaits(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        server.fail("POST", "", Fault.of(502, "Bad Gateway"), new Fault(503, Map.of(), "<html>"), Fault.of(500, ""));

        assertThat(comment(server, 1).write("text")).isEqualTo(Outcome.WRITTEN);

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L);
        assertThat(server.comments).hasSize(1);
        assertThat(said).hasSize(3).first().asString().contains("502").endsWith("; trying again in 1 s");
    }

    @ParameterizedTest
    @EnumSource
    void aForgeThatStaysOutOfOrderIsGivenUp(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        server.fail(
                "GET",
                "/7",
                Collections.nCopies(9, Fault.of(502, "Bad Gateway")).toArray(Fault[]::new));

        assertThatThrownBy(() -> comment(server, 1).write("text"))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("502");

        assertThat(waits).hasSize(5);
    }

    @Test
    void gitHubsLimitsAreWaitedFor() throws IOException {
        ForgeServer server = server(Kind.GITHUB);
        server.fail("POST", "", new Fault(403, Map.of("X-RateLimit-Remaining", "0"), "{\"message\": \"used up\"}"));
        server.fail("PATCH", "", new Fault(403, Map.of("Retry-After", "60"), "{\"message\": \"secondary limit\"}"));

        comment(server, 1).write("text");
        comment(server, 2).write("other");

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 60L);
        assertThat(bodies(server)).hasSize(1).first().asString().endsWith("other");
    }

    @Test
    void theEndOfALimitIsTakenByTheForgesOwnClock() {
        Answer usedUp = Answer.of(
                "https://api.github.com/user",
                403,
                "API rate limit exceeded",
                Map.of(
                        "X-RateLimit-Remaining", List.of("0"),
                        "X-RateLimit-Reset", List.of("100"),
                        "Date", List.of("Thu, 01 Jan 1970 00:01:00 GMT")));

        assertThat(usedUp.exception("token", "GITHUB_TOKEN").askedToWait()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void gitLabsLimitIsWaitedFor() throws IOException {
        ForgeServer server = server(Kind.GITLAB);
        server.fail("POST", "", new Fault(429, Map.of("Retry-After", "33"), "{\"message\": \"Too Many Requests\"}"));

        comment(server, 1).write("text");

        assertThat(waits).containsExactly(Duration.ofSeconds(33));
    }

    @ParameterizedTest
    @EnumSource
    void aLimitOfAnHourIsNotWaitedFor(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        server.fail("POST", "", new Fault(429, Map.of("Retry-After", "3600"), "{\"message\": \"slow down\"}"));

        assertThatThrownBy(() -> comment(server, 1).write("text"))
                .hasMessageContaining(": 429 ")
                .hasMessageEndingWith("; it asks to come again in 60 minutes, which is too long to wait");
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedTokenIsNamedByItsVariableAndNeverPrinted(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        server.fail("GET", "/7", Fault.of(401, "Bad credentials: " + ForgeServer.TOKEN));
        server.fail("POST", "", Fault.of(403, "Forbidden to " + ForgeServer.TOKEN));

        assertThatThrownBy(() -> comment(server, 1).write("text"))
                .hasMessageEndingWith("401 Bad credentials: ***; the token in A_TOKEN is not valid (any more)");
        assertThatThrownBy(() -> comment(server, 1).write("text"))
                .hasMessageEndingWith(
                        "403 Forbidden to ***; the token in A_TOKEN may not write comments or issues here");
        assertThat(waits).isEmpty();
        assertThat(access(server).toString()).doesNotContain(ForgeServer.TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void aCommentThatIsDeletedInBetweenIsWrittenAnew(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        comment(server, 1).write("one");
        AtomicBoolean once = new AtomicBoolean();
        server.beforeWrite = () -> {
            if (once.compareAndSet(false, true)) {
                server.comments.clear();
            }
        };

        assertThat(comment(server, 2).write("two")).isEqualTo(Outcome.WRITTEN);

        assertThat(bodies(server)).hasSize(1).first().asString().endsWith("two");
    }

    @ParameterizedTest
    @EnumSource
    void twoRunsAtOnceLeaveOneCommentWithTheLaterText(Kind kind) throws Exception {
        ForgeServer server = server(kind);
        CyclicBarrier bothHaveFoundNothing = new CyclicBarrier(2);
        AtomicBoolean begun = new AtomicBoolean();
        server.beforeWrite = () -> {
            if (!begun.get()) {
                try {
                    bothHaveFoundNothing.await();
                    begun.set(true);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        Comment first = comment(server, 1);
        Comment second = comment(server, 2);

        Thread other = new Thread(() -> write(first, "of the first"));
        other.start();
        write(second, "of the second");
        other.join();

        assertThat(bodies(server)).hasSize(1).first().asString().endsWith(" run=2.1 -->\nof the second");
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatIsTooLongIsRefusedBeforeItIsSent(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        Comment comment = comment(server, 1);

        assertThatThrownBy(() -> comment.write("x".repeat(comment.longest())))
                .hasMessageContaining("characters, and the forge takes " + comment.longest());
        assertThat(server.requests).isEmpty();
    }

    @Test
    void theTokenOfAWorkflowMayNotAskForItsUserWhichIsKnownAnyway() throws IOException {
        ForgeServer server = server(Kind.GITHUB);
        server.tellsTheUser = false;
        Entry workflows = server.comment("github-actions[bot]", "<!-- kfstack comment=review head= run=1.1 -->\nold");

        comment(server, 2).write("new");

        assertThat(workflows.body).endsWith("new");
    }

    @ParameterizedTest
    @EnumSource
    void anIssueIsOpenedEditedAndClosed(Kind kind) throws IOException {
        ForgeServer server = server(kind);
        IssueUpdate issue =
                new IssueUpdate(access(server).forge(), "drift-kf-test", new Attempts(waits::add, said::add));

        assertThat(issue.close()).isEqualTo(IssueUpdate.Outcome.NOTHING_TO_CLOSE);
        assertThat(issue.open("Drift in kf-test", "one")).isEqualTo(IssueUpdate.Outcome.OPENED);
        assertThat(issue.open("Drift in kf-test", "one")).isEqualTo(IssueUpdate.Outcome.UNCHANGED);
        assertThat(issue.open("Drift in kf-test", "two")).isEqualTo(IssueUpdate.Outcome.EDITED);
        assertThat(server.issues).hasSize(1).first().satisfies(opened -> {
            assertThat(opened.title).isEqualTo("Drift in kf-test");
            assertThat(opened.body).isEqualTo("<!-- kfstack issue=drift-kf-test -->\ntwo");
        });
        assertThat(issue.close()).isEqualTo(IssueUpdate.Outcome.CLOSED);
        assertThat(server.issues).noneMatch(opened -> opened.open);
    }

    private ForgeServer server(Kind kind) throws IOException {
        ForgeServer server = new ForgeServer(kind);
        servers.add(server);
        return server;
    }

    private Comment comment(ForgeServer server, long run) throws ForgeException {
        return comment(server, "review", server.head, run);
    }

    private Comment comment(ForgeServer server, String name, String head, long run) throws ForgeException {
        Forge forge = access(server).forge();
        return new Comment(
                forge.pullRequest(7),
                7,
                name,
                head,
                new Run(run, 1),
                forge.longestText(),
                new Attempts(waits::add, said::add));
    }

    private static void write(Comment comment, String text) {
        try {
            comment.write(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ForgeAccess access(ForgeServer server) {
        return new ForgeAccess(
                ForgeAccess.Kind.valueOf(server.kind.name()),
                URI.create(server.address()),
                "example/platform",
                ForgeServer.TOKEN,
                "A_TOKEN",
                "github-actions[bot]");
    }

    private static List<String> bodies(ForgeServer server) {
        return server.comments.stream().map(entry -> entry.body).toList();
    }
}
