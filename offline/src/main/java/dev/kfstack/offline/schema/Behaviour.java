package dev.kfstack.offline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.offline.value.JsonCodec;
import dev.kfstack.offline.value.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * How a provider treats one type beyond its schema: what replaces it, allowed values, rules across attributes.
 *
 * @param noUpdate whether every change replaces
 * @param attributes by path of names, {@code node_config.kubelet_config}; paths without a rule are absent
 */
public record Behaviour(boolean importable, boolean noUpdate, SortedMap<String, Rules> attributes) {

    /** Nothing known: schema alone. */
    public static final Behaviour NONE = new Behaviour(true, false, new TreeMap<>());

    /**
     * The rules of an attribute or a block. Other attributes are named by paths with list indexes, {@code a.0.b}.
     *
     * @param value the default, or null
     * @param allowed values; empty where any is
     * @param check what the provider says of a nonsense value; empty where it checks nothing
     * @param maxItems 0 is no limit
     */
    public record Rules(
            boolean forceNew,
            boolean computedBlock,
            boolean suppressed,
            Value value,
            List<String> allowed,
            String check,
            List<String> conflictsWith,
            List<String> exactlyOneOf,
            List<String> atLeastOneOf,
            List<String> requiredWith,
            int minItems,
            int maxItems) {

        /** No rule. */
        public static final Rules NONE = new Rules(
                false,
                false,
                false,
                Value.Absent.NULL,
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0);

        /** What replaces and has this default, nothing else. */
        public static Rules replacing(Value value) {
            return new Rules(
                    true, false, false, value, List.of(), "", List.of(), List.of(), List.of(), List.of(), 0, 0);
        }
    }

    public Rules at(String path) {
        return attributes.getOrDefault(path, Rules.NONE);
    }

    static Behaviour read(JsonNode json) {
        TreeMap<String, Rules> attributes = new TreeMap<>();
        json.path("attributes").properties().forEach(entry -> attributes.put(entry.getKey(), rules(entry.getValue())));
        return new Behaviour(
                json.path("importable").asBoolean(), json.path("no_update").asBoolean(), attributes);
    }

    private static Rules rules(JsonNode json) {
        return new Rules(
                json.path("force_new").asBoolean(),
                json.path("computed_block").asBoolean(),
                json.path("diff_suppressed").asBoolean(),
                JsonCodec.decode(json.path("default")),
                texts(json.path("enum")),
                json.path("check").asText(),
                texts(json.path("conflicts_with")),
                texts(json.path("exactly_one_of")),
                texts(json.path("at_least_one_of")),
                texts(json.path("required_with")),
                json.path("min_items").asInt(),
                json.path("max_items").asInt());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
