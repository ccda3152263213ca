package dev.kfstack.review.comment;

import dev.kfstack.review.comment.EnvironmentReview.InStack;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether environments change alike: a table of what is not the same in all of them. */
final class Comparison {

    private static final int LONGEST = 6000;
    private static final int MOST_PATHS = 2;

    private Comparison() {}

    /** Empty for a single environment, and where nothing changes at all. */
    static String of(List<EnvironmentReview> reviewed) {
        List<EnvironmentReview> environments = reviewed.stream()
                .sorted(Comparator.comparing(EnvironmentReview::name))
                .toList();
        Map<String, Map<String, InStack>> rows = new TreeMap<>();
        for (EnvironmentReview environment : environments) {
            for (InStack change : environment.changes()) {
                String row = suffix(environment.name(), change.stack()) + " "
                        + change.change().address();
                rows.computeIfAbsent(row, key -> new TreeMap<>()).put(environment.name(), change);
            }
        }
        if (environments.size() < 2 || rows.isEmpty()) {
            return "";
        }
        List<Map<String, InStack>> different = rows.values().stream()
                .filter(row -> row.size() < environments.size() || !isSame(row))
                .sorted(Comparator.comparing(Comparison::worst))
                .toList();
        int same = rows.size() - different.size();
        if (different.isEmpty()) {
            return "All changes are the same in all environments: " + same + " in each.\n\n";
        }
        return (same == 0 ? "No change is" : same + (same == 1 ? " change is" : " changes are"))
                + " the same in all environments. The others:\n\n"
                + table(environments, different) + "\n";
    }

    private static String suffix(String environment, String stack) {
        return stack.startsWith(environment + "-") ? stack.substring(environment.length() + 1) : stack;
    }

    private static Risk worst(Map<String, InStack> row) {
        return row.values().stream()
                .map(InStack::risk)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * The same action, and where objects change, on the same attributes. Values differ between environments in most names, and
     * what a new object has in how the environments differ anyway.
     */
    private static boolean isSame(Map<String, InStack> row) {
        return row.values().stream()
                        .map(InStack::change)
                        .map(change -> change.action() + (change.action() == Action.UPDATE ? " " + paths(change) : ""))
                        .distinct()
                        .count()
                == 1;
    }

    private static List<String> paths(Change change) {
        return change.shown().stream()
                .map(Attribute::path)
                .map(path -> path.text())
                .toList();
    }

    private static String table(List<EnvironmentReview> environments, List<Map<String, InStack>> rows) {
        StringBuilder table = new StringBuilder("| |");
        environments.forEach(environment ->
                table.append(' ').append(Markdown.words(environment.name())).append(" |"));
        table.append("\n|---|").append("---|".repeat(environments.size())).append('\n');
        int shown = 0;
        for (Map<String, InStack> row : rows) {
            List<String> cells = new ArrayList<>();
            cells.add(Markdown.code(row.values().iterator().next().change().address()));
            environments.forEach(environment ->
                    cells.add(row.containsKey(environment.name()) ? cell(row.get(environment.name())) : "–"));
            String line = "| " + String.join(" | ", cells) + " |\n";
            if (table.length() + line.length() > LONGEST) {
                break;
            }
            table.append(line);
            shown++;
        }
        return shown == rows.size() ? table.toString() : table + "\n… and " + (rows.size() - shown) + " more.\n";
    }

    private static String cell(InStack inStack) {
        Change change = inStack.change();
        String sign = inStack.risk().sign() + " ";
        if (change.shown().isEmpty() || change.action() != Action.UPDATE) {
            return sign
                    + (change.previousAddress().isPresent()
                            ? "move"
                            : change.action().word());
        }
        String paths =
                paths(change).stream().limit(MOST_PATHS).map(Markdown::code).collect(Collectors.joining(", "));
        int more = change.shown().size() - MOST_PATHS;
        return sign + change.action().word() + " " + paths + (more > 0 ? " +" + more : "");
    }
}
