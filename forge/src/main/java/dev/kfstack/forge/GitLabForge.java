package dev.kfstack.forge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.GitLabApiException;
import org.gitlab4j.api.models.IssueFilter;
import org.gitlab4j.models.Constants.IssueScope;
import org.gitlab4j.models.Constants.IssueState;
import org.gitlab4j.models.Constants.StateEvent;
import org.jspecify.annotations.Nullable;

/** A project on GitLab, theirs or one's own. */
final class GitLabForge implements Forge {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    /** As the notes of merge requests are limited: https://docs.gitlab.com/administration/instance_limits/ */
    private static final int LONGEST = 1_000_000;

    private final ForgeAccess access;
    private final GitLabApi gitlab;
    private @Nullable Long author;

    GitLabForge(ForgeAccess access) {
        this.access = access;
        this.gitlab =
                new GitLabApi(access.api().toString(), access.token()).withRequestTimeout(CONNECT_MILLIS, READ_MILLIS);
    }

    /** What is asked of the library. */
    private interface Request<T> {
        T send() throws GitLabApiException;
    }

    @Override
    public PullRequest pullRequest(long number) {
        return new GitLabMergeRequest(number);
    }

    @Override
    public Optional<Long> pullRequestOf(String commit) throws ForgeException {
        return told(() -> gitlab.getCommitsApi().getMergeRequests(access.repository(), commit).stream()
                .findFirst()
                .map(mergeRequest -> mergeRequest.getIid()));
    }

    @Override
    public List<Post> openIssues() throws ForgeException {
        return told(() -> gitlab
                .getIssuesApi()
                .getIssues(
                        access.repository(),
                        new IssueFilter()
                                .withState(IssueState.OPENED)
                                .withScope(IssueScope.ALL)
                                .withAuthorId(author()))
                .stream()
                .map(issue -> new Post(issue.getIid(), Objects.requireNonNullElse(issue.getDescription(), "")))
                .sorted(Comparator.comparingLong(Post::id))
                .toList());
    }

    @Override
    public void openIssue(String title, String body) throws ForgeException {
        told(() -> gitlab.getIssuesApi().createIssue(access.repository(), title, body));
    }

    @Override
    public void editIssue(Post issue, String body) throws ForgeException {
        update(issue, body, null);
    }

    @Override
    public void closeIssue(Post issue) throws ForgeException {
        update(issue, null, StateEvent.CLOSE);
    }

    private void update(Post issue, @Nullable String body, @Nullable StateEvent event) throws ForgeException {
        told(() -> gitlab.getIssuesApi()
                .updateIssue(access.repository(), issue.id(), null, body, null, null, null, null, event, null, null));
    }

    @Override
    public int longestText() {
        return LONGEST;
    }

    private Long author() throws GitLabApiException {
        Long known = author;
        if (known == null) {
            known = gitlab.getUserApi().getCurrentUser().getId();
            author = known;
        }
        return known;
    }

    private <T> T told(Request<T> request) throws ForgeException {
        try {
            return request.send();
        } catch (GitLabApiException e) {
            throw answer(e).exception(access.token(), access.variable());
        }
    }

    private Answer answer(GitLabApiException e) {
        return Answer.of(
                access.api() + "/" + access.repository(),
                e.getHttpStatus(),
                String.valueOf(e.getMessage()),
                Objects.requireNonNullElse(e.getHeaders(), Map.of()));
    }

    private final class GitLabMergeRequest implements PullRequest {

        private final long number;

        GitLabMergeRequest(long number) {
            this.number = number;
        }

        @Override
        public String head() throws ForgeException {
            return told(() -> gitlab.getMergeRequestApi()
                    .getMergeRequest(access.repository(), number)
                    .getSha());
        }

        @Override
        public List<Post> comments() throws ForgeException {
            return told(() -> {
                Long own = author();
                return gitlab.getNotesApi().getMergeRequestNotes(access.repository(), number).stream()
                        .filter(note -> own.equals(note.getAuthor().getId()))
                        .map(note -> new Post(note.getId(), note.getBody()))
                        .sorted(Comparator.comparingLong(Post::id))
                        .toList();
            });
        }

        @Override
        public void add(String body) throws ForgeException {
            told(() -> gitlab.getNotesApi().createMergeRequestNote(access.repository(), number, body, null, false));
        }

        @Override
        public boolean edit(Post comment, String body) throws ForgeException {
            return unlessGone(
                    () -> gitlab.getNotesApi().updateMergeRequestNote(access.repository(), number, comment.id(), body));
        }

        @Override
        public void delete(Post comment) throws ForgeException {
            unlessGone(() -> {
                gitlab.getNotesApi().deleteMergeRequestNote(access.repository(), number, comment.id());
                return comment;
            });
        }

        private boolean unlessGone(Request<?> write) throws ForgeException {
            return told(() -> {
                try {
                    write.send();
                    return true;
                } catch (GitLabApiException e) {
                    if (answer(e).isGone()) {
                        return false;
                    }
                    throw e;
                }
            });
        }
    }
}
