package dev.kfstack.cli;

import dev.kfstack.forge.Comment;
import dev.kfstack.forge.ForgeException;
import dev.kfstack.forge.ForgeSettings;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.comment.ReviewMarker;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What was reviewed: the digests that a user gave, and those in the comments that kfstack wrote itself in the pull request.
 *
 * @param digests by stack
 * @param comment where the outcome of the apply is written; empty outside of pull requests
 */
record Reviewed(SortedMap<String, SortedSet<String>> digests, Optional<Comment> comment) {

    private static final String RULE = "reviewed";

    /** Reads the comments; that they cannot be read is a problem. */
    static Reviewed of(
            String environment,
            Map<String, String> given,
            Optional<ForgeSettings> settings,
            Consumer<String> said,
            Problems problems)
            throws IOException {
        SortedMap<String, SortedSet<String>> digests = new TreeMap<>();
        given.forEach((stack, digest) -> add(digests, stack, digest));
        if (settings.isEmpty()) {
            return new Reviewed(digests, Optional.empty());
        }
        try {
            Optional<Comment> review = settings.get().comment("review", said);
            Optional<Comment> apply = settings.get().comment("apply-" + environment, said);
            for (Optional<Comment> comment : List.of(review, apply)) {
                if (comment.isPresent()) {
                    comment.get().read().flatMap(ReviewMarker::in).ifPresent(marker -> add(digests, marker));
                }
            }
            return new Reviewed(digests, apply);
        } catch (ForgeException e) {
            Place place = new Place(settings.get().toString(), 1, 1);
            problems.error(place, "", String.valueOf(e.getMessage()), RULE);
            return new Reviewed(digests, Optional.empty());
        }
    }

    /** What was reviewed without the real states is no promise. */
    private static void add(SortedMap<String, SortedSet<String>> digests, ReviewMarker marker) {
        if (marker.view() == ReviewMarker.View.REAL) {
            marker.digests().forEach((stack, digest) -> add(digests, stack, digest));
        }
    }

    private static void add(SortedMap<String, SortedSet<String>> digests, String stack, String digest) {
        digests.computeIfAbsent(stack, name -> new TreeSet<>()).add(digest);
    }
}
