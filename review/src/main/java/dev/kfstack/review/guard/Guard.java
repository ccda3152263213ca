package dev.kfstack.review.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stops a pull request. The ids are stable: {@code environments/guards.yaml} and {@code docs/guards.md} name them. */
public enum Guard {
    DATA_LOSS("data-loss", "what holds data is not destroyed, replaced or forgotten"),
    CLUSTER_REPLACEMENT("cluster-replacement", "a cluster is never replaced"),
    NODE_POOL_REPLACEMENT("node-pool-replacement", "a node pool is not replaced in place: its successor comes first"),
    ADDRESS_LOST("address-lost", "an address goes only with an entry in moves.yaml"),
    DELETION_LIMIT("deletion-limit", "a plan destroys only so many objects"),
    WIDE_IAM("wide-iam", "nobody gets a role over everything, and not everybody gets one"),
    SERVICE_ACCOUNT_KEY("service-account-key", "service accounts have no keys"),
    PASSWORD_IN_USE("password-in-use", "a new password does not go to the database user that pods log in as"),
    PUBLIC_ACCESS("public-access", "nothing is open to the internet that was not"),
    TIER_WEAKENED("tier-weakened", "an environment keeps its tier, or gets a stricter one"),
    PROTECTION_OFF("protection-off", "deletionProtection stays on where it is on"),
    DATA_KEY_LOST("data-key-lost", "prod goes on asking for its database, disks and buckets"),
    ARTIFACT_STORE_CHANGED("artifact-store-changed", "Pipelines keeps the store that has its artifacts"),
    VERSION_LOWERED("version-lowered", "Kubeflow and the database do not go back to an older version"),
    STATE_LEFT("state-left", "Terraform looks for its states where they are");

    private final String id;
    private final String says;

    Guard(String id, String says) {
        this.id = id;
        this.says = says;
    }

    public String id() {
        return id;
    }

    /** What must hold. */
    public String says() {
        return says;
    }

    /** Whether {@code guards.yaml} may make an exception. */
    public boolean allowsExceptions() {
        return this != CLUSTER_REPLACEMENT;
    }

    static Optional<Guard> of(String id) {
        return Arrays.stream(values()).filter(guard -> guard.id.equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Guard::id).toList();
    }
}
