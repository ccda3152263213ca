package dev.kfstack.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code manifest.json}: the stacks that cdktf and cdktn find in the output folder. */
final class Manifest {

    static final String FILE = "manifest.json";

    private final ObjectNode root;

    private Manifest(ObjectNode root) {
        this.root = root;
    }

    /** The manifest of a folder; without stacks where there is none, or no such file. */
    static Manifest read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try {
                if (Json.MAPPER.readTree(file.toFile()) instanceof ObjectNode root
                        && root.get("stacks") instanceof ObjectNode) {
                    return new Manifest(root);
                }
            } catch (JsonProcessingException notWrittenByUs) {
                // replaced below
            }
        }
        ObjectNode empty = Json.MAPPER.createObjectNode();
        empty.putObject("stacks");
        return new Manifest(empty);
    }

    SortedSet<String> stacks() {
        SortedSet<String> names = new TreeSet<>();
        entries().properties().forEach(entry -> names.add(entry.getKey()));
        return names;
    }

    /** Adds the stacks of {@code older} that are in {@code kept}. */
    Manifest withKept(Manifest older, Collection<String> kept) {
        TreeMap<String, JsonNode> all = new TreeMap<>();
        kept.forEach(stack -> all.put(stack, older.entries().get(stack)));
        entries().properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        ObjectNode merged = root.deepCopy();
        ((ObjectNode) merged.get("stacks")).removeAll().setAll(all);
        return new Manifest(merged);
    }

    String text() {
        return Json.text(root);
    }

    private ObjectNode entries() {
        return (ObjectNode) root.get("stacks");
    }
}
