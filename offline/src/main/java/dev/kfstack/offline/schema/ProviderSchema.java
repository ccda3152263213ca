package dev.kfstack.offline.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A provider at the version that the build pins: its schema and what is known of its behaviour.
 *
 * @param note why no behaviour is known; empty where it is
 */
public record ProviderSchema(
        String name,
        String version,
        Resource provider,
        SortedMap<String, Resource> resources,
        SortedMap<String, Resource> dataSources,
        SortedMap<String, Resource> ephemeralResources,
        Optional<String> note) {

    /**
     * A resource type, a data source or an ephemeral resource.
     *
     * @param version of the schema, which a state file records
     */
    public record Resource(long version, Block block, Behaviour behaviour) {}

    /**
     * Reads a provider's schema and behaviour, which this module's jar carries.
     *
     * @throws IllegalStateException where the jar has no schema of this provider at this version
     */
    public static ProviderSchema read(String name, String version) {
        String file = name + "-" + version;
        JsonNode schema = resource(file + ".json")
                .orElseThrow(() -> new IllegalStateException("no schema of " + name + " " + version + " is packed"))
                .path("provider_schemas")
                .elements()
                .next();
        JsonNode behaviour = resource(file + ".behaviour.json").orElse(ABSENT);
        String written = behaviour.path("version").asText("none");
        boolean fits = written.equals(version);
        JsonNode known = fits ? behaviour.path("resources") : ABSENT;
        return new ProviderSchema(
                name,
                version,
                new Resource(
                        schema.path("provider").path("version").asLong(),
                        Block.read(schema.path("provider").path("block")),
                        providerBehaviour(fits ? behaviour.path("provider") : ABSENT)),
                resources(schema.path("resource_schemas"), known),
                resources(schema.path("data_source_schemas"), ABSENT),
                resources(schema.path("ephemeral_resource_schemas"), ABSENT),
                fits || behaviour.isMissingNode() ? Optional.empty() : Optional.of(mismatch(name, version, written)));
    }

    private static final JsonNode ABSENT = MissingNode.getInstance();

    private static String mismatch(String name, String version, String written) {
        return "the behaviour table of " + name + " is of version " + written + ", the schema of " + version
                + ": only the schema is applied (bindings/refresh writes both)";
    }

    /** The table of the provider's own configuration holds its attributes at once. */
    private static Behaviour providerBehaviour(JsonNode rules) {
        return Behaviour.read(JsonNodeFactory.instance.objectNode().set("attributes", rules));
    }

    private static SortedMap<String, Resource> resources(JsonNode schemas, JsonNode behaviours) {
        TreeMap<String, Resource> resources = new TreeMap<>();
        schemas.properties().forEach(entry -> {
            JsonNode behaviour = behaviours.path(entry.getKey());
            resources.put(
                    entry.getKey(),
                    new Resource(
                            entry.getValue().path("version").asLong(),
                            Block.read(entry.getValue().path("block")),
                            behaviour.isMissingNode() ? Behaviour.NONE : Behaviour.read(behaviour)));
        });
        return resources;
    }

    private static Optional<JsonNode> resource(String file) {
        try (InputStream in = ProviderSchema.class.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
