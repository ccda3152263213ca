package dev.kfstack.yaml;

import java.util.List;
import java.util.Optional;

/** What usually stands behind the parser's complaints. */
final class SyntaxHint {

    private record Fix(String complaint, String text) {}

    /** The first whose complaint is found counts. */
    private static final List<Fix> FIXES = List.of(
            new Fix("\t", "use spaces instead of the tab"),
            new Fix("\\t(TAB)", "use spaces instead of the tab"),
            new Fix("but got {", "quote a value that holds { or }"),
            new Fix("scanning an alias", "quote a value that starts with *"),
            new Fix("cannot start any token", "quote a value that starts with this character"),
            new Fix("mapping values are not allowed here", "quote a value that holds a colon and a space"),
            new Fix("could not find expected ':'", "a key ends with a colon and a space"),
            new Fix("expected <block end>", "check the indentation of this line"));

    private SyntaxHint() {}

    /** The likely fix of what the parser calls {@code problem}, met in {@code context}. */
    static Optional<String> of(String problem, String context) {
        String complaint = context + problem;
        return FIXES.stream()
                .filter(fix -> complaint.contains(fix.complaint()))
                .map(Fix::text)
                .findFirst();
    }
}
