package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Problems as compilers print them: {@code file:line:column: error: path: message [rule]}, the source line, a caret
 * under the column, and the hint.
 */
final class ProblemText {

    private static final int LONGEST_LINE = 160;

    private final Map<String, List<String>> files = new HashMap<>();

    String render(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> append(text, problem));
        return text.toString();
    }

    private void append(StringBuilder text, Problem problem) {
        text.append(problem.place())
                .append(": ")
                .append(problem.severity().word())
                .append(": ")
                .append(problem.path().isEmpty() ? "" : problem.path() + ": ")
                .append(problem.message())
                .append(" [")
                .append(problem.rule())
                .append("]\n");
        // a plan's line may hold a secret
        Optional<String> source = problem.rule().equals(Plans.RULE) ? Optional.empty() : sourceLine(problem.place());
        source.ifPresent(line -> text.append("    ")
                .append(line)
                .append('\n')
                .append("    ")
                .append(indent(line, problem.place().column()))
                .append("^\n"));
        problem.hint().ifPresent(hint -> text.append("    hint: ").append(hint).append('\n'));
    }

    private Optional<String> sourceLine(Place place) {
        List<String> lines = files.computeIfAbsent(place.file(), ProblemText::lines);
        return place.line() > 0 && place.line() <= lines.size()
                ? Optional.of(lines.get(place.line() - 1))
                        .filter(line -> !line.isBlank() && line.length() < LONGEST_LINE)
                : Optional.empty();
    }

    /** Whatever a terminal would move its cursor for must not stand in the line. */
    private static List<String> lines(String file) {
        try {
            return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                    .toList();
        } catch (IOException unreadableFilesHaveNoLines) {
            return List.of();
        }
    }

    private static String indent(String line, int column) {
        int codePoints = line.codePointCount(0, line.length());
        return " ".repeat(Math.max(0, Math.min(column - 1, codePoints)));
    }
}
