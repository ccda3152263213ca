package dev.kfstack.review.plan;

import java.util.List;
import java.util.Optional;

/**
 * One plan of one state.
 *
 * @param terraformVersion of the terraform or tofu that made it
 * @param changes all but what stays as it is; in the order of terraform, which is by address
 * @param unchanged how many objects stay as they are
 * @param drift what happened behind Terraform's back
 * @param deferred what this plan leaves to a later one
 * @param invocations addresses of provider actions that the apply invokes
 * @param checks those that did not pass
 * @param applyable whether there is something to apply; empty where terraform does not say
 * @param complete false when something was deferred; empty where terraform does not say
 * @param errored whether planning failed half-way, so that this can never be applied
 * @param digest as {@link PlanDigest} makes it of this plan alone, whatever else is read with it
 */
public record Plan(
        String terraformVersion,
        List<Change> changes,
        int unchanged,
        List<Drift> drift,
        List<Deferred> deferred,
        List<String> invocations,
        List<OutputChange> outputs,
        List<Check> checks,
        Optional<Boolean> applyable,
        Optional<Boolean> complete,
        boolean errored,
        String digest) {

    /**
     * An object that was changed by others since the last apply.
     *
     * @param relevant whether a value that changed had a part in this plan
     */
    public record Drift(Change change, boolean relevant) {
        Drift redacted(Redaction redaction) {
            return new Drift(change.redacted(redaction), relevant);
        }
    }

    /**
     * A change that has to wait.
     *
     * @param reason as terraform names it, such as {@code resource_config_unknown}
     */
    public record Deferred(Change change, String reason) {
        Deferred redacted(Redaction redaction) {
            return new Deferred(change.redacted(redaction), reason);
        }
    }

    public Plan {
        changes = List.copyOf(changes);
        drift = List.copyOf(drift);
        deferred = List.copyOf(deferred);
        invocations = List.copyOf(invocations);
        outputs = List.copyOf(outputs);
        checks = List.copyOf(checks);
    }

    public Counts counts() {
        return Counts.of(changes);
    }

    /** Whether the apply would do anything at all, outputs included. */
    public boolean isEmpty() {
        return changes.isEmpty() && outputs.isEmpty() && deferred.isEmpty() && invocations.isEmpty();
    }

    Plan redacted(Redaction redaction) {
        return new Plan(
                terraformVersion,
                changes.stream().map(change -> change.redacted(redaction)).toList(),
                unchanged,
                drift.stream().map(change -> change.redacted(redaction)).toList(),
                deferred.stream().map(change -> change.redacted(redaction)).toList(),
                invocations.stream().map(redaction::address).toList(),
                outputs.stream().map(output -> output.redacted(redaction)).toList(),
                checks.stream().map(check -> check.redacted(redaction)).toList(),
                applyable,
                complete,
                errored,
                digest);
    }

    /**
     * This plan with its digest, which is made without its own secrets. Those of other plans have no part in it: an apply
     * reads this plan alone.
     */
    Plan digested(Redaction own) {
        return new Plan(
                terraformVersion,
                changes,
                unchanged,
                drift,
                deferred,
                invocations,
                outputs,
                checks,
                applyable,
                complete,
                errored,
                PlanDigest.made(redacted(own)));
    }
}
