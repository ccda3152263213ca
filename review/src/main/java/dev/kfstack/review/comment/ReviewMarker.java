package dev.kfstack.review.comment;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a review, which no reader sees: it says what was reviewed, for the apply to compare.
 * {@code <!-- kfstack review v1 view=real commit=13be0c3 kf-test-cluster=5f2b… -->}
 *
 * @param view whether the plans are of the real states; only those may be applied
 * @param commit what was reviewed, as the forge or the user named it; empty where nobody did
 * @param digests of each stack that was planned, by its name
 */
public record ReviewMarker(View view, String commit, SortedMap<String, String> digests) {

    /** What was planned against. */
    public enum View {
        REAL,
        OFFLINE
    }

    private static final String START = "<!-- kfstack review v1 ";
    private static final Pattern LINE = Pattern.compile(
            "<!-- kfstack review v1 view=(real|offline) commit=([0-9A-Za-z]*)((?: [^ =]+=[0-9a-f]{64})*) -->$",
            Pattern.MULTILINE);

    public ReviewMarker {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        if (!commit.matches("[0-9A-Za-z]*")) {
            throw new IllegalArgumentException("the commit must be letters and digits");
        }
    }

    /** The marker that a text begins with; empty when there is none, or one of another version. */
    public static Optional<ReviewMarker> in(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        SortedMap<String, String> digests = new TreeMap<>();
        Arrays.stream(matcher.group(3).split(" ", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> digests.put(pair[0], pair[1]));
        View view = matcher.group(1).equals("real") ? View.REAL : View.OFFLINE;
        return Optional.of(new ReviewMarker(view, matcher.group(2), digests));
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(START)
                .append("view=")
                .append(view == View.REAL ? "real" : "offline")
                .append(" commit=")
                .append(commit);
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            line.append(' ').append(digest.getKey()).append('=').append(digest.getValue());
        }
        return line.append(" -->").toString();
    }
}
