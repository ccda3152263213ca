package dev.kfstack.review.comment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a reader goes on: the log, to run it again, and whatever the user has, such as a service catalogue.
 *
 * @param byName text of a link to its address, in the order in which they are shown
 */
public record Links(Map<String, String> byName) {

    public static final Links NONE = new Links(Map.of());

    public Links {
        byName = new LinkedHashMap<>(byName);
    }

    /** One line; empty without links. */
    String line() {
        return byName.entrySet().stream()
                .map(link -> "[" + link.getKey() + "]("
                        + link.getValue().replace("(", "%28").replace(")", "%29") + ")")
                .collect(Collectors.joining(" · "));
    }

    /** Whether a text can be the name or the address of a link. */
    public static boolean isLink(String name, String address) {
        return name.matches("[\\p{L}\\p{N} ._-]{1,60}") && address.matches("https?://[^\\s<>\"`]{1,2000}");
    }
}
