package dev.kfstack.schema;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How Java's names are written in YAML. */
public final class YamlName {

    /** Names that become part of cloud resources' names. */
    public static final String NAME_REGEX = "[a-z]([-a-z0-9]*[a-z0-9])?";

    public static final String NAME_WORDS =
            "a name of lower-case letters, digits and dashes that starts with a letter and does not end with a dash";

    private YamlName() {}

    /** An enum constant as it stands in a file. */
    public static String of(Enum<?> constant) {
        boolean lower = constant.getDeclaringClass().isAnnotationPresent(LowerCase.class);
        return lower ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-') : constant.name();
    }

    /** The key of a record's component. */
    public static String of(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key == null ? component.getName() : key.value();
    }

    /** A permitted record of a sealed interface: {@code PrivateCidr} is {@code privateCidr}. */
    public static String of(Class<?> variant) {
        String name = variant.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** All constants of an enum as they stand in a file, in order of declaration. */
    public static List<String> all(Class<?> enumType) {
        return Arrays.stream(enumType.getEnumConstants())
                .map(constant -> of((Enum<?>) constant))
                .toList();
    }
}
