package dev.kfstack.offline.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Values as JSON, for files that people read. An unknown value has no JSON form. */
public final class JsonCodec {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonCodec() {}

    public static Value decode(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER -> new Value.Numeric(node.decimalValue());
            case STRING -> new Value.Text(node.textValue());
            case ARRAY ->
                Value.list(StreamSupport.stream(node.spliterator(), false)
                        .map(JsonCodec::decode)
                        .toList());
            case OBJECT -> {
                TreeMap<String, Value> entries = new TreeMap<>();
                node.properties().forEach(entry -> entries.put(entry.getKey(), decode(entry.getValue())));
                yield new Value.Fields(entries);
            }
            default -> Value.Absent.NULL;
        };
    }

    /**
     * The JSON form of a value.
     *
     * @throws IllegalArgumentException where something in the value is unknown
     */
    public static JsonNode encode(Value value) {
        if (value instanceof Value.Bool bool) {
            return NODES.booleanNode(bool.value());
        } else if (value instanceof Value.Numeric number) {
            return number.value().scale() <= 0
                    ? NODES.numberNode(number.value().toBigInteger())
                    : NODES.numberNode(number.value());
        } else if (value instanceof Value.Text text) {
            return NODES.textNode(text.value());
        } else if (value instanceof Value.Sequence sequence) {
            return NODES.arrayNode()
                    .addAll(sequence.elements().stream().map(JsonCodec::encode).toList());
        } else if (value instanceof Value.Fields fields) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<String, Value> entry : fields.entries().entrySet()) {
                object.set(entry.getKey(), encode(entry.getValue()));
            }
            return object;
        } else if (value.isUnknown()) {
            throw new IllegalArgumentException("an unknown value cannot be written as JSON");
        }
        return NODES.nullNode();
    }
}
