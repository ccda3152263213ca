package dev.kfstack.offline.value;

import static dev.kfstack.offline.value.Value.Absent.NULL;
import static dev.kfstack.offline.value.Value.Absent.UNKNOWN;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value of Terraform's type system. It does not carry its type: the schema says whether a {@link Sequence} is a list or a
 * set, and whether a {@link Fields} is an object or a map.
 */
public sealed interface Value {

    /** What stands where no value is, of any type. */
    enum Absent implements Value {
        /** Nothing is written. */
        NULL,
        /** Only an apply will tell. */
        UNKNOWN
    }

    record Bool(boolean value) implements Value {}

    /** A number, exact. Numbers that differ in scale alone are equal. */
    record Numeric(BigDecimal value) implements Value {
        public Numeric {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
    }

    record Text(String value) implements Value {}

    /** A list, a set or a tuple; the blocks of one type. */
    record Sequence(List<Value> elements) implements Value {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /** An object or a map; the content of a block. */
    record Fields(SortedMap<String, Value> entries) implements Value {
        public Fields(Map<String, Value> entries) {
            this(Collections.unmodifiableSortedMap(new TreeMap<>(entries)));
        }

        public Fields {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        /** The value of a name; null where there is none. */
        public Value get(String name) {
            return entries.getOrDefault(name, NULL);
        }

        /** The same with one entry set. */
        public Fields with(String name, Value value) {
            TreeMap<String, Value> changed = new TreeMap<>(entries);
            changed.put(name, value);
            return new Fields(changed);
        }
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Numeric(BigDecimal.valueOf(number));
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Sequence list(Value... elements) {
        return new Sequence(List.of(elements));
    }

    static Sequence list(List<? extends Value> elements) {
        return new Sequence(List.copyOf(elements));
    }

    static Fields fields(Map<String, Value> entries) {
        return new Fields(entries);
    }

    default boolean isNull() {
        return this == NULL;
    }

    default boolean isUnknown() {
        return this == UNKNOWN;
    }

    /** Whether nothing in it, at any depth, is unknown. */
    default boolean isWhollyKnown() {
        if (this instanceof Sequence sequence) {
            return sequence.elements().stream().allMatch(Value::isWhollyKnown);
        }
        if (this instanceof Fields fields) {
            return fields.entries().values().stream().allMatch(Value::isWhollyKnown);
        }
        return !isUnknown();
    }

    /** Null, or what the older SDK of providers cannot tell from null: false, 0, the empty string, list or map. */
    default boolean isZero() {
        return isNull()
                || (this instanceof Bool bool && !bool.value())
                || (this instanceof Numeric number && number.value().signum() == 0)
                || (this instanceof Text text && text.value().isEmpty())
                || (this instanceof Sequence sequence && sequence.elements().isEmpty())
                || (this instanceof Fields fields && fields.entries().isEmpty());
    }

    /** The text of a string, number or bool; empty for all else. */
    default String text() {
        if (this instanceof Text text) {
            return text.value();
        }
        if (this instanceof Numeric number) {
            return number.value().toPlainString();
        }
        return this instanceof Bool bool ? Boolean.toString(bool.value()) : "";
    }

    /** Elements of a list or set, none for all else. */
    default List<Value> elements() {
        return List.of();
    }

    /**
     * The value at a path of names and indexes, {@code a.0.b}; null where the path leads nowhere, unknown where something
     * on the way is unknown.
     */
    default Value at(String path) {
        Value current = this;
        for (String step : path.split("\\.", -1)) {
            if (current.isUnknown()) {
                return UNKNOWN;
            } else if (current instanceof Fields fields) {
                current = fields.get(step);
            } else if (current instanceof Sequence sequence && step.chars().allMatch(Character::isDigit)) {
                int index = Integer.parseInt(step);
                current =
                        index < sequence.elements().size() ? sequence.elements().get(index) : NULL;
            } else {
                return NULL;
            }
        }
        return current;
    }
}
