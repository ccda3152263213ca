package dev.kfstack.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds what terraform would write of a plan. */
public final class PlanJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final ObjectNode root =
            JSON.createObjectNode().put("format_version", "1.2").put("terraform_version", "1.11.4");

    public PlanJson() {
        root.putArray("resource_changes");
    }

    /** A change of terraform: its parts as JSON, with single quotes for double ones. */
    public PlanJson change(String address, String actions, String before, String after) {
        return change(address, actions, before, after, "{}");
    }

    /** Adds the fields of {@code more} to the resource, those of its {@code change} to the change. */
    public PlanJson change(String address, String actions, String before, String after, String more) {
        ObjectNode resource = ((ArrayNode) root.path("resource_changes")).addObject();
        resource.put("address", address).put("mode", "managed");
        String bare = address.replaceFirst("\\[.*", "");
        resource.put("type", bare.substring(0, bare.indexOf('.'))).put("name", bare.substring(bare.indexOf('.') + 1));
        ObjectNode change = resource.putObject("change");
        change.set("actions", parse(actions));
        change.set("before", parse(before));
        change.set("after", parse(after));
        ObjectNode additions = (ObjectNode) parse(more);
        if (additions.remove("change") instanceof ObjectNode parts) {
            change.setAll(parts);
        }
        resource.setAll(additions);
        return this;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    public Path write(Path folder, String stack) {
        try {
            return Files.writeString(folder.resolve(stack + ".plan.json"), root.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads plans that have no problems. */
    public static Plans read(Path... files) {
        Problems problems = new Problems();
        Plans plans = Plans.read(List.of(files), problems);
        assertThat(problems.inFileOrder()).isEmpty();
        return plans;
    }
}
