package dev.kfstack.cli;

import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an apply of this commit would take back, or still has to do.
 *
 * @param changes by stack, without what is ignored; stacks without any are left out
 */
record DriftReport(String environment, SortedMap<String, List<Change>> changes) {

    private static final int LISTED = 300;
    private static final int ATTRIBUTES = 8;

    DriftReport {
        changes = new TreeMap<>(changes);
    }

    boolean isClean() {
        return changes.isEmpty();
    }

    String title() {
        return "Drift in " + environment;
    }

    /** One line for each object. */
    String text() {
        if (isClean()) {
            return environment + ": no drift\n";
        }
        StringBuilder text = new StringBuilder();
        changes.forEach((stack, all) -> all.forEach(change ->
                text.append(stack).append(": ").append(line(change, "")).append('\n')));
        return text.toString();
    }

    /** For the issue. */
    String markdown() {
        StringBuilder text = new StringBuilder(
                "What " + environment + " is differs from what the main branch says. An apply would do this:\n");
        int left = LISTED;
        for (Map.Entry<String, List<Change>> stack : changes.entrySet()) {
            text.append("\n**").append(stack.getKey()).append("**\n\n");
            for (Change change :
                    stack.getValue().subList(0, Math.min(left, stack.getValue().size()))) {
                text.append("- ").append(line(change, "`")).append('\n');
                left--;
            }
        }
        if (left == 0) {
            text.append("\nThere may be more: see the log.\n");
        }
        return text.append(
                        "\nTake it back by an apply, or write it into the environment; what others may change goes into"
                                + " `environments/drift.yaml`. This issue closes when nothing is left.\n")
                .toString();
    }

    private static String line(Change change, String quote) {
        String attributes = change.action().creates() || change.action().destroys()
                ? ""
                : change.attributes().stream()
                        .map(Attribute::path)
                        .map(path -> quote + code(path.toString()) + quote)
                        .limit(ATTRIBUTES)
                        .collect(Collectors.joining(", ", ": ", ""));
        return change.action().word() + " " + quote + code(change.address()) + quote + attributes;
    }

    private static String code(String text) {
        return text.replace('`', '\'').replace('\n', ' ');
    }
}
