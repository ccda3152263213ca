package dev.kfstack.review.comment;

import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Severity;
import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.comment.ReviewMarker.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A review as the Markdown of one comment. */
public final class ReviewComment {

    /** Forges take 65,536 characters, GitHub's; some room is left for what else a comment begins with. */
    public static final int LONGEST = 60_000;

    private static final int ROOM_FOR_FOOTER = 3_000;
    private static final int MOST_PROBLEMS = 6_000;

    private static final int LONGEST_LOG = 4_000;
    private static final int LONGEST_LINE = 500;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** So many diffs may find no room before the rest is not tried any more. */
    private static final int MOST_MISSES = 20;

    private final Review review;
    private final Origins origins;
    private final Links links;

    private ReviewComment(Review review, Origins origins, Links links) {
        this.review = review;
        this.origins = origins;
        this.links = links;
    }

    /** The comment, at most {@value #LONGEST} characters. Diffs that find no room are left out whole, and counted. */
    public static String of(Review review, Origins origins, Links links) {
        return new ReviewComment(review, origins, links).render();
    }

    private String render() {
        String head =
                review.marker() + "\n" + title() + view() + problems() + log() + Comparison.of(review.environments());
        int sections = Math.max(1, review.environments().size());
        int room = (LONGEST - ROOM_FOR_FOOTER - head.length()) / sections;
        List<String> texts = new ArrayList<>();
        for (EnvironmentReview environment : review.environments()) {
            texts.add(EnvironmentSection.of(environment, origins, planned(), room));
        }
        int used = head.length() + texts.stream().mapToInt(String::length).sum();
        Map<String, List<String>> diffs = diffs(LONGEST - ROOM_FOR_FOOTER - used - 200 * sections);
        StringBuilder comment = new StringBuilder(head);
        for (int i = 0; i < texts.size(); i++) {
            EnvironmentReview environment = review.environments().get(i);
            comment.append(texts.get(i))
                    .append(details(environment, diffs.getOrDefault(environment.name(), List.of())));
        }
        if (!links.line().isEmpty()) {
            comment.append(links.line()).append('\n');
        }
        return comment.toString().stripTrailing() + "\n";
    }

    private String title() {
        boolean failed = !review.problems().isEmpty() && review.environments().isEmpty();
        String what = review.view() == View.OFFLINE ? "Offline plan" : "Plan";
        return "## " + (failed ? "No plan" : what)
                + (review.commit().isEmpty() ? "" : " of " + abbreviated(review.commit())) + "\n\n";
    }

    private String view() {
        if (review.view() == View.REAL) {
            return "";
        }
        return "> **This is the offline view.** It compares "
                + (review.against().isEmpty() ? "an empty project" : Markdown.code(review.against()))
                + " with this branch, with no state and no cloud: what the branch itself changes. What has drifted, and what"
                + " only the real API refuses, it cannot see. Nothing is applied from it.\n\n";
    }

    private String planned() {
        return review.commit().isEmpty() ? "" : " · planned for " + Markdown.code(abbreviated(review.commit()));
    }

    private static String abbreviated(String commit) {
        String plain = commit.replaceAll("[^0-9A-Za-z]", "");
        return plain.substring(0, Math.min(7, plain.length()));
    }

    private String problems() {
        if (review.problems().isEmpty()) {
            return "";
        }
        boolean onlyWarnings = review.problems().stream().allMatch(problem -> problem.severity() == Severity.WARNING);
        StringBuilder text = new StringBuilder(onlyWarnings ? "### 🟡 Warnings\n\n" : "### 🔴 Errors\n\n");
        int shown = 0;
        for (Problem problem : review.problems()) {
            String item = "- " + Markdown.code(problem.place().toString()) + ": "
                    + problem.severity().word() + ": "
                    + (problem.path().isEmpty() ? "" : Markdown.code(problem.path()) + ": ")
                    + Markdown.words(problem.message())
                    + problem.hint()
                            .map(hint -> ". Hint: " + Markdown.words(hint))
                            .orElse("") + "\n";
            if (text.length() + item.length() > MOST_PROBLEMS) {
                break;
            }
            text.append(item);
            shown++;
        }
        int more = review.problems().size() - shown;
        return text + (more > 0 ? "- … and " + more + " more\n" : "") + "\n";
    }

    /** The end of it, where the error is. */
    private String log() {
        String log = review.log().strip();
        if (log.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        int length = 0;
        List<String> all = log.lines().toList();
        for (int i = all.size() - 1; i >= 0 && length < LONGEST_LOG; i--) {
            String line =
                    Markdown.cut(Markdown.visible(COLOUR.matcher(all.get(i)).replaceAll("")), LONGEST_LINE);
            lines.add(0, line);
            length += line.length() + 1;
        }
        return "<details open><summary>What was printed last</summary>\n\n"
                + Markdown.fence("text", String.join("\n", lines)) + "\n</details>\n\n";
    }

    /** One diff; rendered only when its turn comes, since thousands are dear. */
    private record Diff(String environment, Risk risk, Supplier<String> text) {}

    /** By environment, the riskiest of all first, as long as there is room. */
    private Map<String, List<String>> diffs(int room) {
        List<Diff> all = new ArrayList<>();
        for (EnvironmentReview environment : review.environments()) {
            for (InStack change : environment.changes()) {
                all.add(new Diff(environment.name(), change.risk(), () -> ChangeDiff.of(change)));
            }
            environment
                    .objects()
                    .forEach(object ->
                            all.add(new Diff(environment.name(), Risk.of(object), () -> ChangeDiff.of(object))));
            environment.stacks().forEach(stack -> stack.plan()
                    .outputs()
                    .forEach(output -> all.add(
                            new Diff(environment.name(), Risk.ADDED, () -> ChangeDiff.of(stack.stack(), output)))));
        }
        all.sort(Comparator.comparing(Diff::risk));
        Map<String, List<String>> chosen = new HashMap<>();
        int left = room;
        int misses = 0;
        for (Diff diff : all) {
            if (misses > MOST_MISSES) {
                break;
            }
            String text = diff.text().get();
            if (text.length() + 1 > left) {
                misses++;
                continue;
            }
            left -= text.length() + 1;
            chosen.computeIfAbsent(diff.environment(), key -> new ArrayList<>()).add(text);
        }
        return chosen;
    }

    private String details(EnvironmentReview environment, List<String> diffs) {
        int outputs = environment.stacks().stream()
                .mapToInt(stack -> stack.plan().outputs().size())
                .sum();
        int all = environment.changes().size() + outputs + environment.objects().size();
        if (all == 0) {
            return "";
        }
        int out = all - diffs.size();
        String leftOut = out == 0
                ? ""
                : (diffs.isEmpty() ? "" : "\n") + out + (out == 1 ? " diff is" : " diffs are")
                        + " left out, since a comment has only so much room: the log of the plan has all of them.\n";
        if (diffs.isEmpty()) {
            return leftOut + "\n";
        }
        return "<details><summary>" + summary(all, out) + "</summary>\n\n" + String.join("\n", diffs) + leftOut
                + "\n</details>\n\n";
    }

    private static String summary(int all, int out) {
        if (all == 1) {
            return "The change";
        }
        return (out == 0 ? "All " : (all - out) + " of ") + all + " changes, the riskiest first";
    }
}
