package dev.kfstack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table of the documentation says of a rule that is none of the environment's own: of addresses, releases, built
 * overlays and plans. The pages themselves are in the jar, so that there is one text.
 *
 * @param id as problems end with it
 * @param verb the heading of the column, such as {@code refuses}
 * @param says the rest of the sentence
 * @param page where more is
 */
record RuleRow(String id, String verb, String says, String page) {

    private static final List<String> PAGES = List.of("docs/rules.md", "docs/guards.md", "docs/overlays.md");

    /** Looks the id up, in the first column of every table. */
    static Optional<RuleRow> of(String id) {
        for (String page : PAGES) {
            List<String> heading = List.of();
            for (String line :
                    text(page).replaceAll("(?m)^\\|-.*\\R", "").lines().toList()) {
                List<String> cells = cells(line);
                if (cells.size() != 2) {
                    heading = List.of();
                } else if (heading.isEmpty()) {
                    heading = cells;
                } else if (ids(cells.get(0)).contains(id)) {
                    return Optional.of(new RuleRow(id, heading.get(1), said(id, cells), page));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> cells(String line) {
        return line.startsWith("| ")
                ? List.of(line.substring(2).replaceFirst(" \\|$", "").split(" \\| ", -1))
                : List.of();
    }

    private static List<String> ids(String cell) {
        return List.of(cell.replace("`", "").split(" · "));
    }

    /** A row may be of several rules, with as many texts. */
    private static String said(String id, List<String> cells) {
        List<String> ids = ids(cells.get(0));
        List<String> texts = List.of(cells.get(1).split(" · "));
        String text = texts.size() == ids.size() ? texts.get(ids.indexOf(id)) : cells.get(1);
        return text.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
    }

    private static String text(String page) {
        try (InputStream in = RuleRow.class.getResourceAsStream(page)) {
            return new String(Objects.requireNonNull(in, page).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
