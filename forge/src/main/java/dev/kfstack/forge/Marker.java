package dev.kfstack.forge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a comment of ours, which nobody sees: by it the comment is found again.
 *
 * @param name which of our comments it is, as {@code review}
 * @param head the commit that it is about, in full; empty when it is about none
 */
record Marker(String name, String head, Run run) {

    private static final Pattern LINE =
            Pattern.compile("<!-- kfstack comment=([a-z0-9-]+) head=([0-9a-f]*) run=(\\d{1,18})\\.(\\d{1,18}) -->");

    /** How a line begins that says that the comment is out of date. It is the second one. */
    private static final String STALE = "> ⏳ **Stale**: ";

    /** The marker that a text begins with. */
    static Optional<Marker> of(String body) {
        Matcher line = LINE.matcher(body);
        return line.lookingAt()
                ? Optional.of(new Marker(
                        line.group(1),
                        line.group(2),
                        new Run(Long.parseLong(line.group(3)), Long.parseLong(line.group(4)))))
                : Optional.empty();
    }

    /** What of a comment is not ours: all but the marker and the line about staleness. */
    static String text(String body) {
        String text = LINE.matcher(body.replace("\r\n", "\n")).replaceFirst("").stripLeading();
        return text.startsWith(STALE)
                ? text.substring(Math.max(0, text.indexOf('\n'))).stripLeading()
                : text;
    }

    /** A comment. */
    String over(String text) {
        return this + "\n" + text;
    }

    /** A comment that says that it is out of date. */
    String overStale(String text, String newest) {
        String about = head.isEmpty() ? "an earlier commit" : abbreviated(head);
        return over(STALE + "this is about " + about + ", and the newest commit is " + abbreviated(newest) + ".\n\n"
                + text);
    }

    private static String abbreviated(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }

    @Override
    public String toString() {
        return "<!-- kfstack comment=" + name + " head=" + head + " run=" + run + " -->";
    }
}
