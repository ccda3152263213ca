package dev.kfstack.review.plan;

import java.util.List;

/** An output that is not afterwards what it was before; its attributes' paths are inside the value, the root for a scalar. */
public record OutputChange(String name, Action action, List<Attribute> attributes) {

    public OutputChange {
        attributes = List.copyOf(attributes);
    }

    OutputChange redacted(Redaction redaction) {
        return new OutputChange(
                name,
                action,
                attributes.stream()
                        .map(attribute -> attribute.redacted(redaction))
                        .toList());
    }
}
