package dev.kfstack.review.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeSet;

/**
 * Collects the values that plans mark as sensitive. Terraform's JSON has them in clear text, and a provider may compute
 * from them what is not marked.
 */
final class Secrets {

    private final TreeSet<String> texts = new TreeSet<>();

    /**
     * Collects what stands under a mask.
     *
     * @param mask true for all of the value; or a map or list with masks for parts of it
     */
    void add(JsonNode value, JsonNode mask) {
        if (mask.isBoolean()) {
            if (mask.booleanValue()) {
                addAll(value);
            }
        } else if (mask.isObject()) {
            mask.properties().forEach(entry -> add(value.path(entry.getKey()), entry.getValue()));
        } else if (mask.isArray()) {
            for (int i = 0; i < mask.size(); i++) {
                add(value.path(i), mask.path(i));
            }
        }
    }

    /** Collects all strings and numbers in a value; a boolean tells nobody anything. */
    void addAll(JsonNode value) {
        if (value.isTextual() || value.isNumber()) {
            texts.add(value.asText());
        } else {
            value.forEach(this::addAll);
        }
    }

    void addAll(Secrets others) {
        texts.addAll(others.texts);
    }

    Redaction redaction() {
        return new Redaction(texts);
    }
}
