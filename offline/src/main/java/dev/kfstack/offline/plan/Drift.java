package dev.kfstack.offline.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kfstack.offline.state.KeptStates;
import dev.kfstack.offline.value.JsonCodec;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.World;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change that somebody made in the cloud by hand, behind Terraform's back.
 *
 * @param thing what was changed, as its type and id
 * @param before the attribute's old value, as JSON
 * @param after the new one
 */
public record Drift(String thing, String before, String after) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String RULE = "drift";

    /**
     * Sets an attribute of a thing in a world.
     *
     * @param state Terraform's state where it is a file; the world's states are not looked at then
     * @param address its Terraform address, as {@code google_container_cluster.kubeflow}; after a stack's name and a
     *     slash where several stacks have it
     * @param attribute as Terraform's state has it, nested with dots: {@code node_config.0.machine_type}
     * @param value of the kind that the attribute has: text as it is, all else as JSON
     */
    public static Optional<Drift> set(
            Path world, Optional<Path> state, String address, String attribute, String value, Problems problems)
            throws IOException {
        if (!Files.isDirectory(world)) {
            problems.error(place(world), "", "there is no such world", RULE, "kfstack offline serve --world makes one");
            return Optional.empty();
        }
        SortedMap<String, Identity> known = new TreeMap<>();
        if (state.isPresent()) {
            JsonNode json = read(state.get(), problems);
            identities(json, state.get().getFileName().toString(), known);
        } else {
            KeptStates.in(OfflineCloud.states(world)).forEach((stack, json) -> identities(json, stack, known));
        }
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        List<Map.Entry<String, Identity>> found = known.entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals(address) || entry.getKey().endsWith("/" + address))
                .toList();
        if (found.size() != 1) {
            unclear(world, address, found.stream().map(Map.Entry::getKey).toList(), known, problems);
            return Optional.empty();
        }
        Identity identity = found.get(0).getValue();
        World cloud = OfflineCloud.world(world);
        return cloud.alone(() -> {
            Optional<Value.Fields> thing = cloud.find(identity);
            if (thing.isEmpty()) {
                problems.error(place(world), address, "exists in the state, but not in the world", RULE);
                return Optional.empty();
            }
            ObjectNode json = (ObjectNode) JsonCodec.encode(thing.get());
            Optional<Drift> drift = change(identity, json, attribute, value, place(world), problems);
            drift.ifPresent(done -> cloud.put(identity, (Value.Fields) JsonCodec.decode(json)));
            return drift;
        });
    }

    private static Place place(Path world) {
        return new Place(world.toString(), 1, 1);
    }

    private static JsonNode read(Path state, Problems problems) throws IOException {
        try {
            JsonNode json = JSON.readTree(state.toFile());
            if (json.path("resources").isArray()) {
                return json;
            }
        } catch (JsonProcessingException | FileNotFoundException noState) {
            // said below
        }
        problems.error(new Place(state.toString(), 1, 1), "", "is no state of Terraform", RULE);
        return MissingNode.getInstance();
    }

    private static void identities(JsonNode state, String stack, SortedMap<String, Identity> identities) {
        String cluster = cluster(state);
        for (JsonNode resource : state.path("resources")) {
            if (resource.path("mode").asText().equals("managed")) {
                String type = resource.path("type").asText();
                String id = attributes(resource).path("id").asText();
                identities.put(
                        stack + "/" + type + "." + resource.path("name").asText(),
                        new Identity(type, type.startsWith("kubernetes_") ? cluster + id : id));
            }
        }
    }

    /** What the world puts before the ids of objects in a cluster: the address of the one that the stack looks up. */
    private static String cluster(JsonNode state) {
        for (JsonNode resource : state.path("resources")) {
            String address = attributes(resource)
                    .at("/control_plane_endpoints_config/0/dns_endpoint_config/0/endpoint")
                    .asText();
            if (resource.path("mode").asText().equals("data") && !address.isEmpty()) {
                return address + "/";
            }
        }
        return "";
    }

    private static JsonNode attributes(JsonNode resource) {
        return resource.path("instances").path(0).path("attributes");
    }

    private static void unclear(
            Path world, String address, List<String> found, SortedMap<String, Identity> known, Problems problems) {
        if (found.isEmpty()) {
            Optional<String> hint = Spelling.didYouMean(address, shortNames(known));
            String message = "no state of this world has such an address";
            hint.ifPresentOrElse(
                    text -> problems.error(place(world), address, message, RULE, text),
                    () -> problems.error(place(world), address, message, RULE));
        } else {
            problems.error(place(world), address, "is in several stacks: " + String.join(", ", found), RULE);
        }
    }

    private static List<String> shortNames(SortedMap<String, Identity> known) {
        List<String> names = new ArrayList<>(known.keySet());
        known.keySet().forEach(full -> names.add(full.substring(full.indexOf('/') + 1)));
        return names;
    }

    private static Optional<Drift> change(
            Identity identity, ObjectNode thing, String attribute, String value, Place place, Problems problems) {
        JsonNode parent = thing;
        String[] steps = attribute.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            Optional<JsonNode> next = child(parent, steps[i]);
            if (next.isEmpty()) {
                String message = "has no \"" + steps[i] + "\"; it has: " + String.join(", ", names(parent));
                Optional<String> hint = Spelling.didYouMean(steps[i], names(parent));
                problems.add(new Problem(Severity.ERROR, place, attribute, message, RULE, hint));
                return Optional.empty();
            }
            if (i < steps.length - 1) {
                parent = next.get();
            }
        }
        String last = steps[steps.length - 1];
        JsonNode before = child(parent, last).orElseThrow();
        Optional<JsonNode> after = parse(value, before);
        if (after.isEmpty()) {
            problems.error(place, attribute, "must be JSON of the same kind as " + before + ", got " + value, RULE);
            return Optional.empty();
        }
        replace(parent, last, after.get());
        return Optional.of(
                new Drift(identity.toString(), before.toString(), after.get().toString()));
    }

    private static Optional<JsonNode> child(JsonNode parent, String step) {
        if (parent instanceof ArrayNode list && step.matches("[0-9]{1,6}")) {
            return Optional.ofNullable(list.get(Integer.parseInt(step)));
        }
        return Optional.ofNullable(parent.get(step));
    }

    private static List<String> names(JsonNode parent) {
        List<String> names = new ArrayList<>();
        parent.fieldNames().forEachRemaining(names::add);
        for (int i = 0; i < parent.size() && parent.isArray(); i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    private static Optional<JsonNode> parse(String value, JsonNode before) {
        if (before.isTextual()) {
            return Optional.of(new TextNode(value));
        }
        try {
            JsonNode after = JSON.readTree(value);
            boolean fits = before.isNull() || after.getNodeType() == before.getNodeType();
            return Optional.of(after).filter(json -> fits);
        } catch (JsonProcessingException noJson) {
            return before.isNull() ? Optional.of(new TextNode(value)) : Optional.empty();
        }
    }

    private static void replace(JsonNode parent, String step, JsonNode value) {
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(step), value);
        } else {
            ((ObjectNode) parent).set(step, value);
        }
    }
}
