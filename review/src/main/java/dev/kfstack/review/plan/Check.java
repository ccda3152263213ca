package dev.kfstack.review.plan;

import java.util.List;

/**
 * A check, a condition or a validation that did not pass. Terraform plans and applies none the less when a check fails.
 *
 * @param address as {@code check.backups} or {@code google_compute_disk.artifacts}
 * @param messages what the configuration says about it; none where the outcome is not known before the apply
 */
public record Check(String address, Status status, List<String> messages) {

    /** Other than passed. */
    public enum Status {
        FAIL,
        ERROR,
        UNKNOWN
    }

    public Check {
        messages = List.copyOf(messages);
    }

    Check redacted(Redaction redaction) {
        return new Check(
                redaction.address(address),
                status,
                messages.stream().map(redaction::value).toList());
    }
}
