package dev.kfstack.offline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.offline.value.Value;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may be written in a block: attributes and nested blocks, by name. */
public record Block(SortedMap<String, Attribute> attributes, SortedMap<String, Nested> blocks) {

    /**
     * An attribute of a block.
     *
     * @param typeJson the type as terraform wants to read it
     */
    public record Attribute(
            Type type,
            String typeJson,
            boolean required,
            boolean optional,
            boolean computed,
            boolean sensitive,
            boolean writeOnly,
            boolean deprecated) {

        /** Whether a configuration may set it. */
        public boolean settable() {
            return required || optional;
        }
    }

    /**
     * Blocks of one name inside a block.
     *
     * @param maxItems 0 is no limit
     */
    public record Nested(Nesting nesting, Block block, int minItems, int maxItems) {

        private Value conform(Value value) {
            if (value instanceof Value.Sequence blocks) {
                return Value.list(blocks.elements().stream().map(this::conform).toList());
            }
            return value instanceof Value.Fields fields ? block.conform(fields) : value;
        }
    }

    public enum Nesting {
        SINGLE,
        LIST,
        SET,
        MAP,
        GROUP
    }

    static Block read(JsonNode json) {
        TreeMap<String, Attribute> attributes = new TreeMap<>();
        json.path("attributes")
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), attribute(entry.getValue())));
        TreeMap<String, Nested> blocks = new TreeMap<>();
        json.path("block_types").properties().forEach(entry -> blocks.put(entry.getKey(), nested(entry.getValue())));
        return new Block(attributes, blocks);
    }

    /** The value of a block in which nothing is written. */
    public Value.Fields empty() {
        TreeMap<String, Value> entries = new TreeMap<>();
        attributes.keySet().forEach(name -> entries.put(name, Value.Absent.NULL));
        for (Map.Entry<String, Nested> nested : blocks.entrySet()) {
            boolean alone = nested.getValue().nesting() == Nesting.SINGLE;
            entries.put(nested.getKey(), alone ? Value.Absent.NULL : Value.list());
        }
        return new Value.Fields(entries);
    }

    /** A value of this block as it stands in a file, with what the schema has not taken out and what is missing null. */
    public Value.Fields conform(Value.Fields value) {
        TreeMap<String, Value> entries = new TreeMap<>(empty().entries());
        attributes.keySet().forEach(name -> entries.put(name, value.get(name)));
        blocks.forEach((name, nested) ->
                entries.merge(name, nested.conform(value.get(name)), (none, some) -> some.isNull() ? none : some));
        return new Value.Fields(entries);
    }

    private static Attribute attribute(JsonNode json) {
        JsonNode type = json.path("type");
        return new Attribute(
                Type.read(type),
                type.toString(),
                json.path("required").asBoolean(),
                json.path("optional").asBoolean(),
                json.path("computed").asBoolean(),
                json.path("sensitive").asBoolean(),
                json.path("write_only").asBoolean(),
                json.path("deprecated").asBoolean());
    }

    private static Nested nested(JsonNode json) {
        return new Nested(
                Nesting.valueOf(json.path("nesting_mode").asText().toUpperCase(Locale.ROOT)),
                read(json.path("block")),
                json.path("min_items").asInt(),
                json.path("max_items").asInt());
    }
}
