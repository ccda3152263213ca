package dev.kfstack.schema;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Empty values that stand where a file holds none, so that the rest can still be judged. */
final class Placeholder {
    private Placeholder() {}

    /** The emptiest value of {@code type}; never null. */
    static Object of(Type type) {
        Class<?> raw = RecordReader.raw(type);
        if (raw == Optional.class) {
            return Optional.empty();
        }
        if (raw == List.class) {
            return List.of();
        }
        if (raw == Map.class) {
            return Map.of();
        }
        if (raw == String.class) {
            return "";
        }
        if (raw == int.class || raw == Integer.class) {
            return 0;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return false;
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        Scalar scalar = raw.getAnnotation(Scalar.class);
        if (scalar != null) {
            return ScalarReader.parse(raw, scalar.placeholder());
        }
        return raw.isSealed() ? of(raw.getPermittedSubclasses()[0]) : record(raw);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> of(component.getGenericType()))
                .toArray();
        return RecordReader.construct(type, components, values);
    }
}
