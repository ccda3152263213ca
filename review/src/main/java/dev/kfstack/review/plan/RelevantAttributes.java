package dev.kfstack.review.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.problem.ConfigPath;
import java.util.stream.StreamSupport;

/** Terraform's {@code relevant_attributes}: what other resources, outputs and conditions read in this plan. */
final class RelevantAttributes {

    private RelevantAttributes() {}

    /** Whether a change is in something that was read, around it or inside it. */
    static boolean touch(JsonNode relevant, Change change) {
        return StreamSupport.stream(relevant.spliterator(), false)
                .filter(read -> isOf(read.path("resource").asText(), change.address()))
                .anyMatch(read -> isIn(path(read.path("attribute")), change));
    }

    /** What is read may be named with or without the key of an instance. */
    private static boolean isOf(String resource, String address) {
        return address.equals(resource) || address.startsWith(resource + "[");
    }

    private static boolean isIn(ConfigPath read, Change change) {
        return change.attributes().isEmpty()
                || change.attributes().stream()
                        .anyMatch(attribute -> attribute.path().isWithin(read)
                                || read.isWithin(attribute.path())
                                || attribute.path().equals(ConfigPath.ROOT));
    }

    private static ConfigPath path(JsonNode steps) {
        ConfigPath path = ConfigPath.ROOT;
        for (JsonNode step : steps) {
            path = step.isInt() ? path.item(step.intValue()) : path.key(step.asText());
        }
        return path;
    }
}
