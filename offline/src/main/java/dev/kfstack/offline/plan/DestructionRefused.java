package dev.kfstack.offline.plan;

import java.util.List;
import java.util.regex.Pattern;

/** What terraform says when a plan would destroy what {@code prevent_destroy} keeps: it then makes no plan at all. */
final class DestructionRefused {

    private static final Pattern REFUSED = Pattern.compile("Resource (\\S+) has lifecycle\\.prevent_destroy set");

    private DestructionRefused() {}

    /** The addresses that it names, each once; none when terraform failed for another reason. */
    static List<String> addresses(String errors) {
        // lines break anywhere
        String sentence = ErrorText.of(errors).replaceAll("\\s+", " ");
        return REFUSED.matcher(sentence)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }
}
