package dev.kfstack.schema;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlList;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlNode;
import dev.kfstack.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The values of {@link Default} annotations as trees. */
public final class Defaults {

    /** Stands for "in no file". */
    public static final Place PLACE = new Place("default", 0, 0);

    private static final Map<String, YamlMap.Entry> PARSED = new ConcurrentHashMap<>();

    private Defaults() {}

    static YamlMap.Entry entry(String yaml) {
        return PARSED.computeIfAbsent(yaml, Defaults::parse);
    }

    private static YamlMap.Entry parse(String yaml) {
        Problems problems = new Problems();
        Optional<YamlNode> value =
                YamlFile.parse("value: " + yaml, "default", problems).flatMap(map -> map.get("value"));
        return new YamlMap.Entry(
                PLACE,
                placeless(value.orElseThrow(
                        () -> new IllegalStateException("@Default(\"" + yaml + "\"): " + problems.inFileOrder()))));
    }

    private static YamlNode placeless(YamlNode node) {
        if (node instanceof YamlMap map) {
            Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> entries.put(key, new YamlMap.Entry(PLACE, placeless(entry.value()))));
            return new YamlMap(PLACE, entries);
        }
        if (node instanceof YamlList list) {
            return new YamlList(
                    PLACE, list.items().stream().map(Defaults::placeless).toList());
        }
        YamlScalar scalar = (YamlScalar) node;
        return new YamlScalar(PLACE, scalar.text(), scalar.kind());
    }
}
