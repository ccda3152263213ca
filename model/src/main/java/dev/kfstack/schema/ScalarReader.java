package dev.kfstack.schema;

import dev.kfstack.problem.Spelling;
import dev.kfstack.yaml.YamlScalar;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a single value of a file into one of Java, or says what is wrong with it. */
final class ScalarReader {

    /** Longer than any name or address, and short enough for every regular expression. */
    static final int LONGEST = 1024;

    /** What became of a value. */
    sealed interface Result {}

    /** It is this. */
    record Taken(Object value) implements Result {}

    /** It does not fit. */
    record Refused(String message, String rule, Optional<String> hint) implements Result {}

    private ScalarReader() {}

    /**
     * Reads a value.
     *
     * @param rules annotations that say what is allowed: {@link Form} of a string, {@link Range} of a number
     */
    static Result read(Class<?> type, AnnotatedElement rules, YamlScalar scalar) {
        if (type == int.class || type == Integer.class) {
            return integer(rules.getAnnotation(Range.class), scalar);
        }
        if (type == boolean.class || type == Boolean.class) {
            return scalar.kind() == YamlScalar.Kind.BOOLEAN
                    ? new Taken(scalar.text().equalsIgnoreCase("true"))
                    : refuse("must be true or false, got " + scalar.describe(), "wrong-type");
        }
        if (type.isEnum()) {
            return constant(type, scalar);
        }
        if (type.isAnnotationPresent(Scalar.class)) {
            return parsed(type, scalar);
        }
        return string(rules.getAnnotation(Form.class), scalar);
    }

    private static Result string(@Nullable Form form, YamlScalar scalar) {
        if (scalar.kind() != YamlScalar.Kind.STRING) {
            return notAString(scalar);
        }
        if (form != null && (scalar.text().length() > LONGEST || !scalar.text().matches(form.regex()))) {
            return refuse("must be " + form.words() + ", got " + scalar.describe(), "bad-form");
        }
        return form == null && scalar.text().isBlank()
                ? refuse("must not be empty", "bad-form")
                : new Taken(scalar.text());
    }

    private static Result notAString(YamlScalar scalar) {
        String message = "must be a string, got " + scalar.describe();
        Optional<String> hint =
                scalar.isNull() ? Optional.empty() : Optional.of("quote it: \"" + scalar.excerpt() + "\"");
        return new Refused(message, "wrong-type", hint);
    }

    private static Result integer(@Nullable Range range, YamlScalar scalar) {
        int min = range == null ? 0 : range.min();
        int max = range == null ? Integer.MAX_VALUE : range.max();
        if (scalar.kind() != YamlScalar.Kind.INTEGER) {
            return refuse("must be a whole number, got " + scalar.describe(), "wrong-type");
        }
        if (scalar.text().startsWith("0x") || scalar.text().startsWith("0o")) {
            return refuse("must be in decimal digits, got " + scalar.excerpt(), "wrong-type");
        }
        try {
            int value = Integer.parseInt(scalar.text());
            if (value >= min && value <= max) {
                return new Taken(value);
            }
        } catch (NumberFormatException outOfIntRange) {
            // said below: whatever does not fit an int does not fit the range either
        }
        String allowed = max == Integer.MAX_VALUE ? "at least " + min : "between " + min + " and " + max;
        return refuse("must be " + allowed + ", got " + scalar.excerpt(), "out-of-range");
    }

    private static Result constant(Class<?> type, YamlScalar scalar) {
        List<String> names = YamlName.all(type);
        int index = names.indexOf(scalar.text());
        if (index >= 0) {
            return new Taken(type.getEnumConstants()[index]);
        }
        String message = "must be one of " + String.join(", ", names) + ", got " + scalar.describe();
        return new Refused(message, "not-allowed", Spelling.didYouMean(scalar.text(), names));
    }

    private static Result parsed(Class<?> type, YamlScalar scalar) {
        boolean number = scalar.kind() == YamlScalar.Kind.INTEGER || scalar.kind() == YamlScalar.Kind.FLOAT;
        boolean taken = scalar.kind() == YamlScalar.Kind.STRING
                || (number && type.getAnnotation(Scalar.class).numbers());
        if (!taken) {
            return notAString(scalar);
        }
        if (scalar.text().length() > LONGEST) {
            String words = type.getAnnotation(Scalar.class).words();
            return refuse("must be " + words + ", got " + scalar.describe(), "bad-form");
        }
        try {
            return new Taken(parse(type, scalar.text()));
        } catch (IllegalArgumentException refusal) {
            String message = "must be " + refusal.getMessage() + ", got " + scalar.describe();
            return refuse(message, "bad-form");
        }
    }

    /**
     * Calls the type's {@code parse}.
     *
     * @throws IllegalArgumentException when it refuses the text
     */
    static Object parse(Class<?> type, String text) {
        try {
            return type.getMethod("parse", String.class).invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type + " fails on \"" + text + "\"", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no public static parse(String)", e);
        }
    }

    private static Refused refuse(String message, String rule) {
        return new Refused(message, rule, Optional.empty());
    }
}
