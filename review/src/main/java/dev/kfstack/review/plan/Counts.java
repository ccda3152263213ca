package dev.kfstack.review.plan;

import java.util.List;

/**
 * How many objects plans touch, counted as terraform counts them in its own last line: a replacement adds one and destroys
 * one, and what is moved or imported and changed besides is counted for each.
 */
public record Counts(int add, int change, int destroy, int importing, int moving, int forgetting) {

    public static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0);

    static Counts of(List<Change> changes) {
        return changes.stream()
                .filter(change -> !change.isTrivial())
                .map(Counts::of)
                .reduce(NOTHING, Counts::plus);
    }

    private static Counts of(Change change) {
        return new Counts(
                change.action().creates() ? 1 : 0,
                change.action() == Action.UPDATE ? 1 : 0,
                change.action().destroys() ? 1 : 0,
                change.importId().isPresent() ? 1 : 0,
                change.previousAddress().isPresent() ? 1 : 0,
                change.action().forgets() ? 1 : 0);
    }

    public Counts plus(Counts other) {
        return new Counts(
                add + other.add,
                change + other.change,
                destroy + other.destroy,
                importing + other.importing,
                moving + other.moving,
                forgetting + other.forgetting);
    }

    /** {@code Plan: 1 to add, 0 to change, 0 to destroy.}, and after it what else there is: {@code 1 to import, 2 to move.} */
    @Override
    public String toString() {
        StringBuilder also = new StringBuilder();
        append(also, importing, "import");
        append(also, moving, "move");
        append(also, forgetting, "forget");
        return "Plan: " + add + " to add, " + change + " to change, " + destroy + " to destroy."
                + (also.isEmpty() ? "" : also.append("."));
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? " " : ", ")
                    .append(count)
                    .append(" to ")
                    .append(what);
        }
    }
}
