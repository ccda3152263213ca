package dev.kfstack.schema;

import static java.util.stream.Collectors.joining;

import dev.kfstack.problem.Spelling;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlScalar;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The permitted records of a sealed interface, in the words of messages. */
final class Variants {
    private Variants() {}

    /** Why {@code node} is none of {@code variants}. */
    static String refusal(List<Class<?>> variants, YamlNode node) {
        String allowed = variants.stream().map(Variants::form).collect(joining(", "));
        if (node instanceof YamlMap map) {
            String got = map.present().isEmpty()
                    ? "none"
                    : String.join(", ", map.present().keySet());
            return "must hold exactly one of " + allowed + ", got " + got;
        }
        return "must be one of " + allowed + ", got " + node.describe();
    }

    private static String form(Class<?> variant) {
        RecordComponent[] parts = variant.getRecordComponents();
        String name = YamlName.of(variant);
        if (parts.length == 0) {
            return name;
        }
        return parts.length == 1 && parts[0].getType() == List.class ? "a list" : "{" + name + ": …}";
    }

    /** Maps are merged, so a second variant needs the first one's removal; else the nearest name. */
    static Optional<String> hint(List<Class<?>> variants, YamlNode node) {
        List<String> names = variants.stream().map(YamlName::of).toList();
        if (node instanceof YamlMap map) {
            Map<String, YamlMap.Entry> given = map.present();
            if (given.size() == 1) {
                return Spelling.didYouMean(given.keySet().iterator().next(), names);
            }
            String nearest = map.place().file();
            return given.entrySet().stream()
                    .filter(entry -> names.contains(entry.getKey())
                            && !entry.getValue().keyPlace().file().equals(nearest))
                    .map(entry -> "write " + entry.getKey() + ": null to remove the one of "
                            + entry.getValue().keyPlace().file())
                    .findFirst();
        }
        return node instanceof YamlScalar scalar ? Spelling.didYouMean(scalar.text(), names) : Optional.empty();
    }
}
