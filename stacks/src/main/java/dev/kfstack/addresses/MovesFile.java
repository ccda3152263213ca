package dev.kfstack.addresses;

import dev.kfstack.environment.Moves;
import dev.kfstack.environment.Moves.StackMoves;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.schema.SourceMap;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code environments/moves.yaml} as read.
 *
 * @param file how messages call it
 * @param sources where its entries stand; empty without a file
 */
public record MovesFile(String file, Moves moves, Optional<SourceMap> sources) {

    /** The file's name in the environments folder. */
    public static final String NAME = "moves.yaml";

    /** What becomes of an address of a stack. */
    enum Fate {
        MOVED,
        REMOVED,
        DESTROY
    }

    /**
     * One entry about an address that is to disappear.
     *
     * @param to the new address where it moved
     * @param path in moves.yaml
     */
    record Entry(Fate fate, String address, Optional<String> to, ConfigPath path) {}

    /** What the environments folder holds; nothing moves where there is no file. */
    public static MovesFile read(Path environmentsFolder, Problems problems) {
        Path file = environmentsFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return new MovesFile(file.toString(), Moves.NONE, Optional.empty());
        }
        return YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(Moves.class, root, problems))
                .map(reading -> new MovesFile(file.toString(), reading.value(), Optional.of(reading.sources())))
                .orElseGet(() -> new MovesFile(file.toString(), Moves.NONE, Optional.empty()));
    }

    StackMoves of(String stack) {
        return moves.stacks().getOrDefault(stack, new StackMoves(Map.of(), List.of(), List.of(), Map.of()));
    }

    /** Entries about addresses that are to disappear: moved, removed, destroy; each in the order of the file. */
    List<Entry> departures(String stack) {
        StackMoves ofStack = of(stack);
        ConfigPath path = path(stack);
        List<Entry> entries = new ArrayList<>();
        ofStack.moved()
                .forEach((from, to) -> entries.add(new Entry(
                        Fate.MOVED, from, Optional.of(to), path.key("moved").key(from))));
        entries.addAll(listed(Fate.REMOVED, ofStack.removed(), path.key("removed")));
        entries.addAll(listed(Fate.DESTROY, ofStack.destroy(), path.key("destroy")));
        return entries;
    }

    private static List<Entry> listed(Fate fate, List<String> addresses, ConfigPath path) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            entries.add(new Entry(fate, addresses.get(i), Optional.empty(), path.item(i)));
        }
        return entries;
    }

    /** Terraform's blocks for a stack, by their keyword; none for what is to be destroyed. */
    public SortedMap<String, List<Map<String, Object>>> blocks(String stack) {
        StackMoves ofStack = of(stack);
        SortedMap<String, List<Map<String, Object>>> blocks = new TreeMap<>();
        blocks.put("moved", pairs(ofStack.moved(), "from", "to"));
        blocks.put(
                "removed",
                ofStack.removed().stream()
                        .map(from -> Map.<String, Object>of("from", from, "lifecycle", Map.of("destroy", false)))
                        .toList());
        blocks.put("import", pairs(ofStack.imports(), "to", "id"));
        blocks.values().removeIf(List::isEmpty);
        return blocks;
    }

    private static List<Map<String, Object>> pairs(Map<String, String> entries, String key, String value) {
        return entries.entrySet().stream()
                .map(entry -> Map.<String, Object>of(key, entry.getKey(), value, entry.getValue()))
                .toList();
    }

    static ConfigPath path(String stack) {
        return ConfigPath.of("stacks", stack);
    }

    Place place(ConfigPath path) {
        return sources.map(map -> map.place(path)).orElseGet(() -> new Place(file, 1, 1));
    }
}
