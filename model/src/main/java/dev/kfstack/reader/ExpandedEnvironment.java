package dev.kfstack.reader;

import static java.util.stream.Collectors.joining;

import dev.kfstack.problem.Place;
import dev.kfstack.schema.Defaults;
import dev.kfstack.yaml.YamlList;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlQuotes;
import dev.kfstack.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An environment with nothing left to look up: every value, and behind it the file and line it comes from. */
public final class ExpandedEnvironment {

    /** Origins begin in one column unless a value reaches further. */
    private static final int ORIGIN_COLUMN = 64;

    private final StringBuilder text = new StringBuilder();

    private ExpandedEnvironment() {}

    /**
     * YAML that reads back as the same environment.
     *
     * @param resolved a tree with all defaults, as {@link dev.kfstack.schema.Reading#resolved()} has it
     */
    public static String render(YamlMap resolved) {
        ExpandedEnvironment expanded = new ExpandedEnvironment();
        expanded.map(resolved, "");
        return expanded.text.toString();
    }

    private void map(YamlMap map, String indent) {
        map.entries().forEach((key, entry) -> {
            String start = indent + YamlQuotes.string(key) + ":";
            Optional<String> line = onOneLine(entry.value());
            if (line.isPresent()) {
                leaf(start + " " + line.get(), entry.value().place());
            } else if (entry.value() instanceof YamlMap inner) {
                text.append(start).append('\n');
                map(inner, indent + "  ");
            } else if (entry.value() instanceof YamlList list) {
                text.append(start).append('\n');
                list.items()
                        .forEach(item -> leaf(indent + "- " + onOneLine(item).orElse(""), item.place()));
            }
        });
    }

    private void leaf(String line, Place place) {
        String origin = place.equals(Defaults.PLACE) ? "default" : place.file() + ":" + place.line();
        text.append(line)
                .append(" ".repeat(Math.max(1, ORIGIN_COLUMN - line.length())))
                .append("# ")
                .append(origin)
                .append('\n');
    }

    /** Scalars, empty maps, and lists of scalars that were written on one line. */
    private static Optional<String> onOneLine(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return Optional.of(
                    scalar.kind() == YamlScalar.Kind.STRING ? YamlQuotes.string(scalar.text()) : scalar.text());
        }
        if (node instanceof YamlMap map) {
            return map.entries().isEmpty() ? Optional.of("{}") : Optional.empty();
        }
        List<Optional<String>> items = new ArrayList<>();
        ((YamlList) node).items().forEach(item -> items.add(onOneLine(item)));
        boolean sameLine = ((YamlList) node)
                .items().stream()
                        .allMatch(item -> item.place().line() == node.place().line());
        return sameLine && items.stream().allMatch(Optional::isPresent)
                ? Optional.of(items.stream().map(Optional::get).collect(joining(", ", "[", "]")))
                : Optional.empty();
    }
}
