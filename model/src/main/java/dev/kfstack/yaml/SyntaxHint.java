package dev.kfstack.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What usually stands behind the parser's complaints. */
final class SyntaxHint {

    /** Part of a complaint to its likely fix; the first that is found counts. */
    private static final Map<String, String> FIXES = new LinkedHashMap<>();

    static {
        FIXES.put("\t", "use spaces instead of the tab");
        FIXES.put("\\t(TAB)", "use spaces instead of the tab");
        FIXES.put("but got {", "quote a value that holds { or }");
        FIXES.put("scanning an alias", "quote a value that starts with *");
        FIXES.put("cannot start any token", "quote a value that starts with this character");
        FIXES.put("mapping values are not allowed here", "quote a value that holds a colon and a space");
        FIXES.put("could not find expected ':'", "a key ends with a colon and a space");
        FIXES.put("expected <block end>", "check the indentation of this line");
    }

    private SyntaxHint() {}

    /** The likely fix of what the parser calls {@code problem}, met in {@code context}. */
    static Optional<String> of(String problem, String context) {
        String complaint = context + problem;
        return FIXES.entrySet().stream()
                .filter(fix -> complaint.contains(fix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
