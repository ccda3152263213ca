package dev.kfstack.offline.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.offline.plan.StackResult.Failed;
import dev.kfstack.offline.plan.StackResult.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code STACK.unplanned.json}: what is kept, in place of a plan, of a stack that has none, so that a review can say so. */
public final class UnplannedFile {

    static final String ENDING = ".unplanned.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private UnplannedFile() {}

    /** Its text; empty for a stack that was planned, or need not be. */
    static Optional<String> of(StackResult result) {
        ObjectNode file = JSON.createObjectNode();
        if (result instanceof Waiting waiting) {
            file.put("waits", waiting.reason());
        } else if (result instanceof Failed failed) {
            file.put("failed", failed.reason());
            ArrayNode guarded = file.putArray("guarded");
            failed.guarded().forEach(guarded::add);
        } else {
            return Optional.empty();
        }
        return Optional.of(file.toPrettyString() + "\n");
    }

    /** What earlier runs kept in a folder, by name of the stack. What is of another form counts as failed. */
    public static List<StackResult> readAll(Path folder) throws IOException {
        List<StackResult> stacks = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                stacks.add(read(file, name.substring(0, name.length() - ENDING.length())));
            }
        }
        return stacks;
    }

    private static StackResult read(Path file, String stack) throws IOException {
        JsonNode kept;
        try {
            kept = JSON.readTree(file.toFile());
        } catch (JsonProcessingException damaged) {
            return new Failed(stack, "why is not known: " + file + " is damaged");
        }
        if (kept.path("waits").isTextual()) {
            return new Waiting(stack, kept.path("waits").asText());
        }
        List<String> guarded = new ArrayList<>();
        kept.path("guarded").forEach(address -> guarded.add(address.asText()));
        JsonNode reason = kept.path("failed");
        return new Failed(stack, reason.isTextual() ? reason.asText() : "why is not known", guarded);
    }
}
