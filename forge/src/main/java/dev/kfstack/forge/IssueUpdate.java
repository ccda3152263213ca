package dev.kfstack.forge;

import java.io.InterruptedIOException;
import java.util.List;

/**
 * Keeps one open issue of a subject: it is opened when there is something to say, edited while there is, and closed when
 * there is nothing any more.
 *
 * @param subject of the issue, as {@code drift-kf-test}
 */
public record IssueUpdate(Forge forge, String subject, Attempts attempts) {

    /** What became of the issue. */
    public enum Outcome {
        OPENED("opened"),
        EDITED("edited"),
        UNCHANGED("left as it is: it says so already"),
        CLOSED("closed"),
        NOTHING_TO_CLOSE("there is none to close");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** In words. */
        public String text() {
            return text;
        }
    }

    /** Sees to it that an open issue says this. */
    public Outcome open(String title, String text) throws ForgeException, InterruptedIOException {
        String body = marker() + "\n" + text;
        if (body.length() > forge.longestText()) {
            throw ForgeException.lasting(
                    "the issue has " + body.length() + " characters, and the forge takes " + forge.longestText());
        }
        return attempts.of(() -> {
            List<Post> ours = ours();
            if (ours.isEmpty()) {
                forge.openIssue(title, body);
                return Outcome.OPENED;
            }
            if (ours.get(0).body().equals(body)) {
                return Outcome.UNCHANGED;
            }
            forge.editIssue(ours.get(0), body);
            return Outcome.EDITED;
        });
    }

    /** Sees to it that no issue of the subject is open. */
    public Outcome close() throws ForgeException, InterruptedIOException {
        return attempts.of(() -> {
            List<Post> ours = ours();
            for (Post issue : ours) {
                forge.closeIssue(issue);
            }
            return ours.isEmpty() ? Outcome.NOTHING_TO_CLOSE : Outcome.CLOSED;
        });
    }

    private List<Post> ours() throws ForgeException {
        return forge.openIssues().stream()
                .filter(issue -> issue.body().startsWith(marker()))
                .toList();
    }

    private String marker() {
        return "<!-- kfstack issue=" + subject + " -->";
    }
}
