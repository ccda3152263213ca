package dev.kfstack.offline.provider;

import static dev.kfstack.offline.value.Value.Absent.NULL;
import static dev.kfstack.offline.value.Value.Absent.UNKNOWN;

import dev.kfstack.offline.schema.Behaviour;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.schema.Type;
import dev.kfstack.offline.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans a block as the SDK does that the real providers are built with: what is written wins; what is not written and
 * computed is unknown once and kept from the state afterwards; blocks of a list are compared by index.
 */
final class Planner {

    private final Behaviour behaviour;
    private final SortedSet<String> replacing;

    /**
     * A planner of one resource type.
     *
     * @param replacing receives the paths whose changes replace
     */
    Planner(Behaviour behaviour, SortedSet<String> replacing) {
        this.behaviour = behaviour;
        this.replacing = replacing;
    }

    /**
     * The planned value of a block.
     *
     * @param at where the block is
     * @param prior null for a block that is new
     */
    Value.Fields plan(Block block, Place at, Value.Fields config, Value prior) {
        TreeMap<String, Value> planned = new TreeMap<>();
        for (Map.Entry<String, Block.Attribute> entry : block.attributes().entrySet()) {
            String name = entry.getKey();
            Value old = prior.at(name);
            Value next = attribute(entry.getValue(), at.child(name), config.get(name), old, prior.isNull());
            planned.put(name, next);
        }
        for (Map.Entry<String, Block.Nested> entry : block.blocks().entrySet()) {
            String name = entry.getKey();
            planned.put(
                    name, blocks(entry.getValue(), at.child(name), config.get(name), prior.at(name), prior.isNull()));
        }
        return new Value.Fields(planned);
    }

    private Value attribute(Block.Attribute attribute, Place at, Value written, Value old, boolean fresh) {
        if (attribute.writeOnly()) {
            return NULL;
        }
        Behaviour.Rules rules = behaviour.at(at.rule());
        Value wanted = written.isNull() ? rules.value() : written;
        if (wanted.isNull() && at.inSet() && !attribute.computed()) {
            wanted = emptyInSet(attribute.type());
        } else if (rules.suppressed() && old.isZero() && wanted.text().endsWith("_UNSPECIFIED")) {
            wanted = NULL;
        }
        if (wanted.isNull() && attribute.computed()) {
            return fresh ? UNKNOWN : old;
        }
        boolean unchanged = !fresh
                && (Forms.same(wanted, old, attribute.type(), rules.suppressed()) || (wanted.isNull() && old.isZero()));
        if (unchanged) {
            return old;
        }
        if (!(wanted.isNull() && old.isNull()) && (rules.forceNew() || behaviour.noUpdate())) {
            replacing.add(at.path());
        }
        return wanted;
    }

    /** The SDK tells elements of a set apart by their content, in which texts and lists are never null. */
    private static Value emptyInSet(Type type) {
        if (type.equals(Type.STRING)) {
            return Value.of("");
        }
        return type instanceof Type.ListOf || type instanceof Type.SetOf ? Value.list() : NULL;
    }

    private Value blocks(Block.Nested nested, Place at, Value written, Value old, boolean fresh) {
        if (written.isUnknown()) {
            return UNKNOWN;
        }
        if (nested.nesting() == Block.Nesting.SINGLE) {
            return written instanceof Value.Fields fields ? plan(nested.block(), at, fields, old) : NULL;
        }
        Behaviour.Rules rules = behaviour.at(at.rule());
        List<Value> wanted = written.elements();
        if (wanted.isEmpty() && rules.computedBlock()) {
            return fresh ? UNKNOWN : old;
        }
        List<Value> had = old.elements();
        if (wanted.isEmpty() && rules.suppressed() && had.stream().allMatch(Planner::switchedOff)) {
            return old.isNull() ? Value.list() : old;
        }
        if (rules.forceNew() && wanted.size() != had.size()) {
            replacing.add(at.path());
        }
        return nested.nesting() == Block.Nesting.SET
                ? set(nested.block(), at, wanted, had)
                : list(nested.block(), at, wanted, had);
    }

    /** A block that says that something is off means what its absence means. */
    private static boolean switchedOff(Value block) {
        return block.at("enabled").equals(Value.of(false));
    }

    private Value list(Block block, Place at, List<Value> wanted, List<Value> had) {
        List<Value> planned = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Value old = i < had.size() ? had.get(i) : NULL;
            planned.add(element(block, at.element(i), wanted.get(i), old));
        }
        for (int i = wanted.size(); i < had.size(); i++) {
            removed(block, at.element(i), had.get(i));
        }
        return Value.list(planned);
    }

    /** Elements of a set have no index: one that plans to itself is kept, all others are new. */
    private Value set(Block block, Place at, List<Value> wanted, List<Value> had) {
        List<Value> rest = new ArrayList<>(had);
        List<Value> planned = new ArrayList<>();
        for (Value element : wanted) {
            Value kept = rest.stream()
                    .filter(old -> new Planner(behaviour, new TreeSet<>())
                            .element(block, at.within(), element, old)
                            .equals(old))
                    .findFirst()
                    .orElse(NULL);
            rest.remove(kept);
            planned.add(element(block, at.within(), element, kept));
        }
        rest.forEach(gone -> removed(block, at.within(), gone));
        return rest.isEmpty() && planned.size() == had.size() && had.containsAll(planned)
                ? Value.list(had)
                : Value.list(planned);
    }

    private Value element(Block block, Place at, Value wanted, Value old) {
        return wanted instanceof Value.Fields fields ? plan(block, at, fields, old) : wanted;
    }

    /** Removing a block replaces where something in it that would replace had a value. */
    private void removed(Block block, Place at, Value gone) {
        block.attributes().forEach((name, attribute) -> {
            Place here = at.child(name);
            if (behaviour.at(here.rule()).forceNew() && !gone.at(name).isZero()) {
                replacing.add(here.path());
            }
        });
        block.blocks().forEach((name, nested) -> {
            List<Value> elements = gone.at(name).elements();
            for (int i = 0; i < elements.size(); i++) {
                removed(nested.block(), at.child(name).element(i), elements.get(i));
            }
        });
    }

    /**
     * Where something is in a resource.
     *
     * @param rule the path that behaviour tables use, without indexes
     * @param path the path that terraform uses, with indexes; inside a set the path of the set
     */
    record Place(String rule, String path, boolean inSet) {

        static final Place ROOT = new Place("", "", false);

        Place child(String name) {
            return new Place(joined(rule, name), inSet ? path : joined(path, name), inSet);
        }

        Place element(int index) {
            return inSet ? this : new Place(rule, path + "." + index, false);
        }

        Place within() {
            return new Place(rule, path, true);
        }

        private static String joined(String parent, String name) {
            return parent.isEmpty() ? name : parent + "." + name;
        }
    }
}
