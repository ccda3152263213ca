package dev.kfstack.yaml;

import dev.kfstack.problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A mapping with string keys, in the order written. */
public record YamlMap(Place place, Map<String, Entry> entries) implements YamlNode {

    /** A value and the place of its key, which is where a message about the whole entry points. */
    public record Entry(Place keyPlace, YamlNode value) {}

    public YamlMap {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /**
     * This map with {@code nearer} laid over it: maps are merged key by key, all else is replaced, by {@code null} too.
     * Keys keep this map's order; new ones follow.
     */
    public YamlMap under(YamlMap nearer) {
        Map<String, Entry> merged = new LinkedHashMap<>(entries);
        nearer.entries.forEach((key, entry) -> merged.merge(key, entry, YamlMap::merge));
        return new YamlMap(nearer.place, merged);
    }

    private static Entry merge(Entry far, Entry near) {
        return far.value() instanceof YamlMap farMap && near.value() instanceof YamlMap nearMap
                ? new Entry(near.keyPlace(), farMap.under(nearMap))
                : near;
    }

    /** The entries that hold something: a null stands for a key that is not there. */
    public Map<String, Entry> present() {
        Map<String, Entry> present = new LinkedHashMap<>(entries);
        present.values().removeIf(entry -> entry.value().isNull());
        return present;
    }

    /** The map with every scalar changed, keys excepted. */
    public YamlMap mapScalars(UnaryOperator<YamlScalar> change) {
        Map<String, Entry> changed = new LinkedHashMap<>();
        entries.forEach(
                (key, entry) -> changed.put(key, new Entry(entry.keyPlace(), mapScalars(entry.value(), change))));
        return new YamlMap(place, changed);
    }

    private static YamlNode mapScalars(YamlNode node, UnaryOperator<YamlScalar> change) {
        if (node instanceof YamlMap map) {
            return map.mapScalars(change);
        }
        if (node instanceof YamlList list) {
            return new YamlList(
                    list.place(),
                    list.items().stream().map(item -> mapScalars(item, change)).toList());
        }
        return change.apply((YamlScalar) node);
    }

    @Override
    public String describe() {
        return "a map";
    }
}
