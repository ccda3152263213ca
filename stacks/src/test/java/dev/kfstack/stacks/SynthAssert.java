package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import net.javacrumbs.jsonunit.assertj.JsonAssert;
import net.javacrumbs.jsonunit.assertj.JsonAssertions;

/** A written stack, looked into by address. */
public record SynthAssert(JsonNode root) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static SynthAssert of(Path file) {
        try {
            return new SynthAssert(MAPPER.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts on a resource; a failure prints the JSON found. */
    public JsonAssert.ConfigurableJsonAssert resource(String address) {
        return JsonAssertions.assertThatJson(json(address).toString());
    }

    /** Asserts on any other part, by the names on the way to it. */
    public JsonAssert.ConfigurableJsonAssert part(String... keys) {
        JsonNode node = root;
        for (String key : keys) {
            node = node.path(key);
        }
        return JsonAssertions.assertThatJson(node.toString());
    }

    /** A resource as written. */
    public JsonNode json(String address) {
        String[] parts = address.split("\\.", 2);
        JsonNode resource = root.path("resource").path(parts[0]).path(parts[1]);
        if (resource.isMissingNode()) {
            throw new AssertionError("no " + address + " among " + addresses());
        }
        return resource;
    }

    public SortedSet<String> addresses() {
        SortedSet<String> addresses = new TreeSet<>();
        root.path("resource").properties().forEach(type -> type.getValue()
                .properties()
                .forEach(resource -> addresses.add(type.getKey() + "." + resource.getKey())));
        return addresses;
    }
}
