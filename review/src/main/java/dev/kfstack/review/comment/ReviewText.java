package dev.kfstack.review.comment;

import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.comment.Review.NotPlanned;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.rename.Rename;

/** A review for a terminal. */
public final class ReviewText {

    private ReviewText() {}

    /** All but the diffs, which terraform shows better. */
    public static String of(Review review) {
        StringBuilder text = new StringBuilder();
        for (EnvironmentReview environment : review.environments()) {
            text.append(environment.name())
                    .append(": ")
                    .append(environment.verdict().words())
                    .append("\n  ")
                    .append(environment.counts())
                    .append('\n');
            for (NotPlanned stack : environment.notPlanned()) {
                line(text, stack.stack() + (stack.failed() ? " was not planned: " : " waits: ") + stack.reason());
            }
            for (Finding finding : environment.open()) {
                String address = finding.address().isEmpty() ? finding.stack() : finding.address();
                line(
                        text,
                        address + ": " + finding.message() + " ["
                                + finding.guard().id() + "]");
            }
            for (InStack change : environment.changes()) {
                if (change.risk().compareTo(Risk.RESTARTED) <= 0) {
                    line(
                            text,
                            change.change().address() + ": "
                                    + change.change().action().word());
                }
            }
            environment.objects().stream()
                    .filter(ObjectChange::losesData)
                    .forEach(object -> line(text, object + " is removed from the overlay"));
            if (!environment.overlay().notCompared().isEmpty()) {
                line(text, environment.overlay().notCompared());
            }
            for (Rename rename : environment.renames()) {
                line(text, rename.from() + " and " + rename.to() + " may be one thing, moves.yaml: " + rename.entry());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(Markdown.visible(line)).append('\n');
    }
}
