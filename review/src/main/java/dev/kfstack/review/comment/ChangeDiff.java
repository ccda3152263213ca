package dev.kfstack.review.comment;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.overlay.ObjectChange;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import dev.kfstack.review.plan.OutputChange;
import dev.kfstack.review.plan.Value;
import dev.kfstack.review.plan.Value.Kind;
import java.util.ArrayList;
import java.util.List;

/** One change as a block of a diff. */
final class ChangeDiff {

    /** Lines of one change: what goes on longer is not read in a comment. */
    private static final int MOST_LINES = 60;

    private static final int LONGEST_VALUE = 400;
    private static final int CONTEXT = 2;

    private final List<String> lines = new ArrayList<>();

    private ChangeDiff() {}

    /** A fence with the change in it. */
    static String of(InStack inStack) {
        Change change = inStack.change();
        ChangeDiff diff = new ChangeDiff();
        diff.lines.add("@@ " + Markdown.visible(title(change)) + " (" + inStack.stack() + ") @@");
        for (Attribute attribute : change.shown()) {
            diff.attribute(attribute, change.isReplacedBy(attribute.path()) ? "   # forces replacement" : "");
        }
        return diff.fence();
    }

    /** A fence with a change of an output in it. */
    static String of(String stack, OutputChange output) {
        ChangeDiff diff = new ChangeDiff();
        diff.lines.add("@@ output " + Markdown.visible(output.name()) + ": "
                + output.action().word() + " (" + stack + ") @@");
        output.attributes().forEach(attribute -> diff.attribute(attribute, ""));
        return diff.fence();
    }

    /** A fence with the change of a Kubernetes object in it. */
    static String of(ObjectChange object) {
        ChangeDiff diff = new ChangeDiff();
        diff.lines.add("@@ " + Markdown.visible(object.toString()) + ": "
                + object.action().word() + " (overlay) @@");
        object.attributes().forEach(attribute -> diff.attribute(attribute, ""));
        return diff.fence();
    }

    private static String title(Change change) {
        String from = change.previousAddress()
                .map(previous -> ", moved from " + previous)
                .orElse("");
        String imported = change.importId().map(id -> ", imported as " + id).orElse("");
        String deposed =
                change.deposed().map(key -> ", what a replacement left behind").orElse("");
        return change.address() + ": " + change.action().word() + from + imported + deposed;
    }

    private void attribute(Attribute attribute, String note) {
        String path = Markdown.visible(
                attribute.path().text().isEmpty() ? "value" : attribute.path().text());
        Value before = attribute.before();
        Value after = attribute.after();
        if (isText(before) && isText(after)) {
            lines.add("! " + path + ":" + note);
            text(before.text(), after.text());
            return;
        }
        if (!before.isAbsent()) {
            lines.add("- " + path + " = " + shown(before));
        }
        if (!after.isAbsent()) {
            lines.add("+ " + path + " = " + shown(after) + note);
        } else if (!note.isEmpty()) {
            lines.add("!" + note);
        }
    }

    private static boolean isText(Value value) {
        return value.kind() == Kind.STRING && value.text().contains("\n");
    }

    private void text(String before, String after) {
        List<String> old = before.lines().toList();
        UnifiedDiffUtils.generateUnifiedDiff(
                        "", "", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT)
                .stream()
                .skip(2)
                .filter(line -> !line.startsWith("@@"))
                .map(line -> line.charAt(0) + "   " + Markdown.visible(Markdown.cut(line.substring(1), LONGEST_VALUE)))
                .forEach(lines::add);
    }

    private static String shown(Value value) {
        return Markdown.visible(Markdown.cut(value.toString(), LONGEST_VALUE));
    }

    private String fence() {
        List<String> shown = lines;
        if (lines.size() > MOST_LINES) {
            shown = new ArrayList<>(lines.subList(0, MOST_LINES));
            shown.add("# and " + (lines.size() - MOST_LINES) + " more lines");
        }
        return Markdown.fence("diff", String.join("\n", shown));
    }
}
