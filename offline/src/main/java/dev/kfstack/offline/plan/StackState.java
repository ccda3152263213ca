package dev.kfstack.offline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What terraform keeps of a stack, as far as giving it up is concerned.
 *
 * @param resources how many it manages
 * @param guarded addresses that refuse to be destroyed although the configuration lets them go: it is not applied yet
 */
public record StackState(StackFolder stack, int resources, List<String> guarded) {

    /**
     * Reads what {@code terraform show -json} says of a state.
     *
     * @param configuration the stack's {@code cdk.tf.json}
     */
    static StackState of(StackFolder stack, JsonNode state, JsonNode configuration) {
        int resources = 0;
        List<String> guarded = new ArrayList<>();
        for (JsonNode resource : state.at("/values/root_module/resources")) {
            if (resource.path("mode").asText().equals("managed")) {
                resources++;
                JsonNode wanted = configuration
                        .path("resource")
                        .path(resource.path("type").asText())
                        .path(resource.path("name").asText());
                if (isGuarded(resource.path("values"), wanted)) {
                    guarded.add(resource.path("address").asText());
                }
            }
        }
        return new StackState(stack, resources, List.copyOf(guarded));
    }

    /** What makes the deletion itself fail. prevent_destroy is not among it: it is in no state, and stops a plan. */
    private static boolean isGuarded(JsonNode values, JsonNode wanted) {
        return values.path("deletion_protection").asBoolean()
                || values.at("/settings/0/deletion_protection_enabled").asBoolean()
                || values.path("deletion_policy").asText().equals("PREVENT")
                || (wanted.path("force_destroy").asBoolean()
                        && !values.path("force_destroy").asBoolean());
    }
}
