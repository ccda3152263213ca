package dev.kfstack.yaml;

import dev.kfstack.problem.Place;

/** A value in a YAML file, with the place where it starts. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

    Place place();

    /** Whether this is YAML's null, written or left empty. */
    default boolean isNull() {
        return false;
    }

    /** What the node is, in the words of an error message: {@code a map}, {@code the string "x"}. */
    String describe();
}
