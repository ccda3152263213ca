package dev.kfstack.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {
    private Spelling() {}

    /**
     * The closest of {@code allowed} to {@code got}, when it is close enough to be a slip of the finger: at most one
     * edit for each three characters, at least one, and never as many as the word is long. Case does not count.
     */
    public static Optional<String> nearest(String got, Collection<String> allowed) {
        int limit = Math.min(Math.max(1, got.length() / 3), got.length() - 1);
        return allowed.stream()
                .filter(candidate -> Math.abs(got.length() - candidate.length()) <= limit)
                .filter(candidate -> edits(got, candidate) <= limit)
                .min(Comparator.<String>comparingInt(candidate -> edits(got, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The usual hint, or empty when nothing is near. */
    public static Optional<String> didYouMean(String got, Collection<String> allowed) {
        return nearest(got, allowed).map(name -> "did you mean " + name + "?");
    }

    /** Edits of one character, a swap of two neighbours counted as one (optimal string alignment). */
    private static int edits(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
