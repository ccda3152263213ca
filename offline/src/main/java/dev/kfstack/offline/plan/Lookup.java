package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Something a stack looks up by name while it is planned. It cannot be planned before the stack is applied that creates it.
 *
 * @param block the block of the configuration that looks it up: data or ephemeral
 * @param type the looking type, and its attribute that holds the name
 * @param creator the type that creates it, and its attribute that holds the name
 */
record Lookup(String block, String type, String attribute, String creator, String name) {

    private static final List<Lookup> KNOWN = List.of(
            new Lookup("data", "google_container_cluster", "name", "google_container_cluster", "name"),
            new Lookup(
                    "ephemeral",
                    "google_secret_manager_secret_version",
                    "secret",
                    "google_secret_manager_secret",
                    "secret_id"));

    /** Why a configuration cannot be planned yet, given the plans before it that were not applied. */
    static Optional<String> awaited(JsonNode configuration, Collection<JsonNode> plans) {
        return KNOWN.stream()
                .flatMap(lookup -> plans.stream().flatMap(plan -> lookup.in(configuration, plan).stream()))
                .findFirst();
    }

    private Optional<String> in(JsonNode configuration, JsonNode plan) {
        for (JsonNode looking : configuration.path(block).path(type)) {
            for (JsonNode change : plan.path("resource_changes")) {
                if (creates(change, last(looking.path(attribute).asText()))) {
                    return Optional.of(
                            "it reads " + change.path("address").asText() + ", which is still to be created");
                }
            }
        }
        return Optional.empty();
    }

    private boolean creates(JsonNode resource, String wanted) {
        JsonNode change = resource.path("change");
        return resource.path("type").asText().equals(creator)
                && change.path("actions").size() == 1
                && change.path("actions").path(0).asText().equals("create")
                && change.path("after").path(name).asText().equals(wanted);
    }

    /** Names are given alone or at the end of a path. */
    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
