package dev.kfstack.forge;

import dev.kfstack.forge.Forge.PullRequest;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one comment of a pull request up to date: it is written once, and edited from then on. Whoever else writes comments with
 * the same first line is not listened to, since only those of the token's own user are looked at.
 *
 * <p>Forges have no way to edit a comment only if nobody else just did. Two runs that begin at once may therefore both add
 * one: each then looks again, puts the text of the later run into the first comment, and deletes the others.
 *
 * @param number of the pull request
 * @param name which of our comments it is, as {@code review}
 * @param head the commit that this run is for, in full; empty when it is for the pull request as it is
 * @param longest text that the forge takes
 */
public record Comment(
        PullRequest pullRequest, long number, String name, String head, Run run, int longest, Attempts attempts) {

    /** What became of a text. */
    public enum Outcome {
        WRITTEN("written"),
        /** The pull request has a newer commit. */
        WRITTEN_AS_STALE("written, as out of date: there is a newer commit"),
        LEFT_TO_A_LATER_RUN("left as it is: a later run, or one for a newer commit, has written it"),
        UNCHANGED("left as it is: it says so already"),
        /** There is no comment that could be marked. */
        NOTHING_THERE("there is none");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** In words. */
        public String text() {
            return text;
        }
    }

    /**
     * Writes a text about the commit that this run is for.
     *
     * @throws ForgeException when it is too long, or the forge refuses, or does not answer in the end
     */
    public Outcome write(String text) throws ForgeException, InterruptedIOException {
        String body = new Marker(name, head, run).over(text);
        if (body.length() > longest) {
            throw ForgeException.lasting("the comment has " + body.length() + " characters, and the forge takes "
                    + longest + "; give the whole text as an artefact, and a shorter one here");
        }
        return attempts.of(() -> writeOnce(text));
    }

    private Outcome writeOnce(String text) throws ForgeException {
        String newest = pullRequest.head();
        boolean stale = !head.isEmpty() && !head.equals(newest);
        Marker marker = new Marker(name, head, run);
        String body = stale ? marker.overStale(text, newest) : marker.over(text);
        List<Post> ours = ours();
        if (ours.stream().anyMatch(post -> isLater(marker(post), marker, newest))) {
            settle(ours);
            return Outcome.LEFT_TO_A_LATER_RUN;
        }
        if (ours.isEmpty()) {
            pullRequest.add(body);
        } else if (ours.get(0).body().equals(body)) {
            settle(ours);
            return Outcome.UNCHANGED;
        } else {
            edit(ours.get(0), body);
        }
        settle(ours());
        return stale ? Outcome.WRITTEN_AS_STALE : Outcome.WRITTEN;
    }

    /** Says of the comment that is there that it is out of date, unless it is about the newest commit. */
    public Outcome markStale() throws ForgeException, InterruptedIOException {
        return attempts.of(() -> {
            String newest = pullRequest.head();
            List<Post> ours = ours();
            if (ours.isEmpty()) {
                return Outcome.NOTHING_THERE;
            }
            Post comment = ours.get(0);
            Marker marker = marker(comment);
            String body = marker.overStale(Marker.text(comment.body()), newest);
            if (marker.head().equals(newest) || comment.body().equals(body)) {
                return Outcome.UNCHANGED;
            }
            edit(comment, body);
            return Outcome.WRITTEN_AS_STALE;
        });
    }

    /** The text of the comment as it is, without what is ours in it. */
    public Optional<String> read() throws ForgeException, InterruptedIOException {
        return attempts.of(() -> ours().stream().findFirst().map(post -> Marker.text(post.body())));
    }

    private static boolean isLater(Marker there, Marker mine, String newest) {
        boolean isForNewest = there.head().equals(newest)
                && !mine.head().isEmpty()
                && !mine.head().equals(newest);
        return isForNewest || mine.run().isBefore(there.run());
    }

    private List<Post> ours() throws ForgeException {
        return pullRequest.comments().stream()
                .filter(post -> Marker.of(post.body())
                        .filter(marker -> marker.name().equals(name))
                        .isPresent())
                .toList();
    }

    private static Marker marker(Post post) {
        return Marker.of(post.body()).orElseThrow();
    }

    /** Leaves one comment, the first, with the text of the latest run. */
    private void settle(List<Post> ours) throws ForgeException {
        if (ours.size() < 2) {
            return;
        }
        Post first = ours.get(0);
        Post latest = ours.stream()
                .max(Comparator.comparing(post -> marker(post).run()))
                .orElse(first);
        if (!latest.body().equals(first.body())) {
            edit(first, latest.body());
        }
        for (Post other : ours.subList(1, ours.size())) {
            pullRequest.delete(other);
        }
    }

    private void edit(Post comment, String body) throws ForgeException {
        if (!pullRequest.edit(comment, body)) {
            throw ForgeException.temporary("somebody deleted the comment meanwhile", Duration.ZERO);
        }
    }
}
