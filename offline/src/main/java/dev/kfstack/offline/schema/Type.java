package dev.kfstack.offline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The type of an attribute, read from Terraform's JSON form: {@code "string"}, {@code ["list", "string"]}. */
public sealed interface Type {

    Type STRING = new Primitive(Kind.STRING);

    enum Kind {
        STRING,
        NUMBER,
        BOOL,
        DYNAMIC
    }

    record Primitive(Kind kind) implements Type {}

    record ListOf(Type element) implements Type {}

    record SetOf(Type element) implements Type {}

    record MapOf(Type element) implements Type {}

    record ObjectOf(Map<String, Type> attributes) implements Type {}

    static Type read(JsonNode json) {
        if (json.isTextual()) {
            return new Primitive(
                    switch (json.textValue()) {
                        case "string" -> Kind.STRING;
                        case "number" -> Kind.NUMBER;
                        case "bool" -> Kind.BOOL;
                        case "dynamic" -> Kind.DYNAMIC;
                        default -> throw new IllegalArgumentException("unknown type " + json);
                    });
        }
        return switch (json.path(0).asText()) {
            case "list" -> new ListOf(read(json.get(1)));
            case "set" -> new SetOf(read(json.get(1)));
            case "map" -> new MapOf(read(json.get(1)));
            case "object" -> {
                TreeMap<String, Type> attributes = new TreeMap<>();
                json.get(1).properties().forEach(entry -> attributes.put(entry.getKey(), read(entry.getValue())));
                yield new ObjectOf(attributes);
            }
            default -> throw new IllegalArgumentException("unknown type " + json);
        };
    }
}
