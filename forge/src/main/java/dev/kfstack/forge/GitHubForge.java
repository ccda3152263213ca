package dev.kfstack.forge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHIOException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.HttpException;

/** A repository on GitHub, or on a GitHub Enterprise Server. */
final class GitHubForge implements Forge {

    private static final int PAGE = 100;

    /** As its REST API documents and checks: the length of an issue's and a comment's body. */
    private static final int LONGEST = 65_536;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Says of each attempt what we say of the last one; held, or it would be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger(GitHub.class.getPackageName());

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    private final ForgeAccess access;
    private final GitHub github;
    private @Nullable GHRepository repository;
    private @Nullable String author;

    GitHubForge(ForgeAccess access) throws ForgeException {
        this.access = access;
        this.github = told(() -> new GitHubBuilder()
                .withEndpoint(access.api().toString())
                // without a login the library asks for one, which the token of a workflow may not
                .withOAuthToken(access.token(), "")
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                .build());
    }

    /** What is asked of the library. */
    private interface Request<T> {
        T send() throws IOException;
    }

    @Override
    public PullRequest pullRequest(long number) {
        return new GitHubPullRequest(Math.toIntExact(number));
    }

    @Override
    public Optional<Long> pullRequestOf(String commit) throws ForgeException {
        return told(() -> repository().getCommit(commit).listPullRequests().toList().stream()
                .findFirst()
                .map(pullRequest -> (long) pullRequest.getNumber()));
    }

    @Override
    public List<Post> openIssues() throws ForgeException {
        return told(() ->
                repository()
                        .queryIssues()
                        .creator(author())
                        .state(GHIssueState.OPEN)
                        .pageSize(PAGE)
                        .list()
                        .toList()
                        .stream()
                        .filter(issue -> !issue.isPullRequest())
                        .map(issue -> new Post(issue.getNumber(), Objects.requireNonNullElse(issue.getBody(), "")))
                        .toList());
    }

    @Override
    public void openIssue(String title, String body) throws ForgeException {
        told(() -> repository().createIssue(title).body(body).create());
    }

    @Override
    public void editIssue(Post issue, String body) throws ForgeException {
        told(() -> {
            issue(issue).setBody(body);
            return issue;
        });
    }

    @Override
    public void closeIssue(Post issue) throws ForgeException {
        told(() -> {
            issue(issue).close();
            return issue;
        });
    }

    @Override
    public int longestText() {
        return LONGEST;
    }

    private GHIssue issue(Post issue) throws IOException {
        return repository().getIssue(Math.toIntExact(issue.id()));
    }

    private GHRepository repository() throws IOException {
        GHRepository known = repository;
        if (known == null) {
            known = github.getRepository(access.repository());
            repository = known;
        }
        return known;
    }

    /** The login of the token's owner. The token of a workflow may not ask for it. */
    private String author() throws IOException {
        String known = author;
        if (known == null) {
            try {
                known = github.getMyself().getLogin();
            } catch (HttpException e) {
                ForgeException refusal = answer(e).exception(access.token(), access.variable());
                if (e.getResponseCode() != 403 || refusal.isTemporary()) {
                    throw e;
                }
                known = access.author();
            }
            author = known;
        }
        return known;
    }

    private <T> T told(Request<T> request) throws ForgeException {
        try {
            return request.send();
        } catch (GHIOException e) {
            throw answer(e).exception(access.token(), access.variable());
        } catch (IOException e) {
            throw ForgeException.temporary(access.api() + ": " + e, Duration.ZERO);
        }
    }

    private Answer answer(GHIOException e) {
        int status = e instanceof HttpException http ? http.getResponseCode() : 0;
        String request = e instanceof HttpException http && http.getUrl() != null
                ? http.getUrl()
                : access.api().toString();
        if (status < 0) {
            // there is no answer, and the library fails while it looks for its headers
            return Answer.of(request, 0, "cannot be reached: " + reason(e.getCause()), Map.of());
        }
        return Answer.of(
                request, status, message(e), Objects.requireNonNullElse(e.getResponseHeaderFields(), new TreeMap<>()));
    }

    /** The words of the innermost exception that has any; that nobody listens is told by a class alone. */
    private static String reason(@Nullable Throwable failure) {
        String reason = failure == null ? "no answer" : failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return reason;
    }

    /** GitHub's own sentence, without the addresses of pages and whatever else is beside it. */
    private static String message(GHIOException e) {
        String text = String.valueOf(e.getMessage());
        try {
            return JSON.readTree(text).path("message").asText(text);
        } catch (JsonProcessingException noJson) {
            return text.length() > 300 ? text.substring(0, 300) : text;
        }
    }

    private final class GitHubPullRequest implements PullRequest {

        private final int number;
        private final Map<Long, GHIssueComment> comments = new TreeMap<>();

        GitHubPullRequest(int number) {
            this.number = number;
        }

        private GHPullRequest pullRequest() throws IOException {
            return repository().getPullRequest(number);
        }

        @Override
        public String head() throws ForgeException {
            return told(() -> pullRequest().getHead().getSha());
        }

        // getUser() sends a request for each author
        @SuppressWarnings("deprecation")
        @Override
        public List<Post> comments() throws ForgeException {
            return told(() -> {
                comments.clear();
                for (GHIssueComment comment :
                        pullRequest().queryComments().list().withPageSize(PAGE).toList()) {
                    if (author().equals(comment.getUserName())) {
                        comments.put(comment.getId(), comment);
                    }
                }
                List<Post> posts = new ArrayList<>();
                comments.forEach((id, comment) -> posts.add(new Post(id, comment.getBody())));
                return posts;
            });
        }

        @Override
        public void add(String body) throws ForgeException {
            told(() -> pullRequest().comment(body));
        }

        @Override
        public boolean edit(Post comment, String body) throws ForgeException {
            return unlessGone(
                    () -> Objects.requireNonNull(comments.get(comment.id())).update(body));
        }

        @Override
        public void delete(Post comment) throws ForgeException {
            unlessGone(() -> Objects.requireNonNull(comments.get(comment.id())).delete());
        }

        private boolean unlessGone(Write write) throws ForgeException {
            return told(() -> {
                try {
                    write.send();
                    return true;
                } catch (GHIOException e) {
                    if (answer(e).isGone()) {
                        return false;
                    }
                    throw e;
                }
            });
        }
    }

    /** A request without a result. */
    private interface Write {
        void send() throws IOException;
    }
}
