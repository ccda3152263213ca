package dev.kfstack.review.comment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kfstack.problem.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where resources come from, as synth wrote it into {@code provenance.json}. */
public final class Origins {

    /** Nothing is known. */
    public static final Origins UNKNOWN = new Origins(MissingNode.getInstance(), Path.of(""));

    private final JsonNode stacks;
    private final Path environments;

    /**
     * Of one resource.
     *
     * @param key in the environment file, as {@code nodePools.gpu-l4}; empty for the environment itself
     * @param file as the user would type it
     * @param line from 1
     * @param construct the class that made it, without its package
     */
    public record Origin(String key, String file, int line, String construct) {}

    private Origins(JsonNode stacks, Path environments) {
        this.stacks = stacks;
        this.environments = environments;
    }

    /**
     * What an earlier synth wrote; nothing where there was none, or where the file is of another version.
     *
     * @param environments the folder that files are named by
     */
    public static Origins read(Path provenance, Path environments) throws IOException {
        Origins unknown = new Origins(MissingNode.getInstance(), environments);
        if (!Files.isRegularFile(provenance)) {
            return unknown;
        }
        try {
            return new Origins(new ObjectMapper().readTree(provenance.toFile()).path("stacks"), environments);
        } catch (JsonProcessingException ofAnotherVersion) {
            return unknown;
        }
    }

    /** The file of an environment. */
    Place environment(String name) {
        return new Place(environments.resolve(name + ".yaml").toString(), 1, 1);
    }

    /** Where a resource of a stack comes from; empty for what is no longer in the environment. */
    public Optional<Origin> of(String stack, String address) {
        JsonNode origin = stacks.path(stack).path("resources").path(address);
        if (!origin.path("file").isTextual()) {
            return Optional.empty();
        }
        String construct = origin.path("construct").asText();
        return Optional.of(new Origin(
                origin.path("path").asText(),
                environments.resolve(origin.path("file").asText()).toString(),
                origin.path("line").asInt(1),
                construct.substring(construct.lastIndexOf('.') + 1)));
    }
}
