package dev.kfstack.offline.provider;

import dev.kfstack.offline.schema.Behaviour;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.Type;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import java.util.Map;
import java.util.TreeMap;

/** Gives a value to all that was planned as unknown: what the cloud's table says, else something of the right form. */
final class Filler {

    private final Cloud cloud;
    private final Behaviour behaviour;
    private final Identity identity;
    private final Value.Fields resource;

    /**
     * A filler of one resource.
     *
     * @param resource as planned, with its id
     */
    Filler(Cloud cloud, Behaviour behaviour, Identity identity, Value.Fields resource) {
        this.cloud = cloud;
        this.behaviour = behaviour;
        this.identity = identity;
        this.resource = resource;
    }

    Value.Fields fill(Block block) {
        return fill(block, "", resource);
    }

    private Value.Fields fill(Block block, String at, Value.Fields planned) {
        TreeMap<String, Value> filled = new TreeMap<>(planned.entries());
        for (Map.Entry<String, Block.Attribute> entry : block.attributes().entrySet()) {
            String path = at + entry.getKey();
            filled.computeIfPresent(
                    entry.getKey(),
                    (name, value) -> value.isWhollyKnown()
                            ? value
                            : value.isUnknown() ? computed(path, entry.getValue()) : known(value));
        }
        block.blocks().forEach((name, nested) -> filled.put(name, blocks(nested, at + name, planned.get(name))));
        return new Value.Fields(filled);
    }

    private Value blocks(Block.Nested nested, String path, Value planned) {
        if (planned.isUnknown()) {
            boolean alone = nested.maxItems() == 1 || behaviour.at(path).maxItems() == 1;
            return alone ? Value.list(fill(nested.block(), path + ".", unwritten(nested.block(), path))) : Value.list();
        }
        if (planned instanceof Value.Sequence sequence) {
            return Value.list(sequence.elements().stream()
                    .map(element ->
                            element instanceof Value.Fields fields ? fill(nested.block(), path + ".", fields) : element)
                    .toList());
        }
        return planned instanceof Value.Fields fields ? fill(nested.block(), path + ".", fields) : planned;
    }

    /** A block that the cloud adds by itself. */
    private Value.Fields unwritten(Block block, String path) {
        TreeMap<String, Value> entries = new TreeMap<>(block.empty().entries());
        block.attributes().forEach((name, attribute) -> {
            if (attribute.computed()) {
                entries.put(name, Value.Absent.UNKNOWN);
            }
        });
        block.blocks().keySet().forEach(name -> {
            if (behaviour.at(path + "." + name).computedBlock()) {
                entries.put(name, Value.Absent.UNKNOWN);
            }
        });
        return new Value.Fields(entries);
    }

    private Value computed(String path, Block.Attribute attribute) {
        Value special = cloud.computed(identity, path, attribute, resource);
        boolean fits = !(special instanceof Value.Text) || attribute.type().equals(Type.STRING);
        if (!special.isNull() && fits) {
            return special;
        }
        if (attribute.type() instanceof Type.Primitive primitive) {
            return switch (primitive.kind()) {
                case BOOL -> Value.of(false);
                case NUMBER -> Value.of(0);
                case DYNAMIC -> Value.Absent.NULL;
                // a setting that nobody made is empty; what the cloud alone gives has some text
                case STRING ->
                    Value.of(attribute.optional() ? "" : path.replace('.', '-') + "-" + Digest.hex(identity + path, 8));
            };
        }
        return attribute.type() instanceof Type.MapOf || attribute.type() instanceof Type.ObjectOf
                ? Value.fields(Map.of())
                : Value.list();
    }

    /** What is unknown inside a collection that somebody wrote has been told by now; what is left has no value. */
    private static Value known(Value value) {
        if (value instanceof Value.Sequence sequence) {
            return Value.list(sequence.elements().stream()
                    .filter(e -> !e.isUnknown())
                    .map(Filler::known)
                    .toList());
        }
        if (value instanceof Value.Fields fields) {
            TreeMap<String, Value> entries = new TreeMap<>();
            fields.entries()
                    .forEach((name, inner) -> entries.put(name, inner.isUnknown() ? Value.Absent.NULL : known(inner)));
            return new Value.Fields(entries);
        }
        return value;
    }
}
