package dev.kfstack.constructs;

import dev.kfstack.bindings.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.kfstack.bindings.google.storage_bucket_iam_member.StorageBucketIamMemberCondition;
import dev.kfstack.environment.Backend;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import software.constructs.Construct;

/** Who reads and writes the environment's states. The bucket is older than all states, and others may have theirs in it. */
public final class StateBucket extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("terraform", "backend");

    /** The states are the environment's. */
    public record Props(ResourceNames names, Backend.Gcs backend) {}

    private final Props props;

    public StateBucket(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
    }

    /** Lets an account read the states, and lock them while it plans. */
    public void allowReading(GcpServiceAccount account) {
        grant(account, "read", "roles/storage.objectViewer", listing(states()));
        grant(account, "lock", "roles/storage.objectUser", states() + " && resource.name.endsWith(\".tflock\")");
    }

    /** Lets an account change the states. */
    public void allowWriting(GcpServiceAccount account) {
        grant(account, "write", "roles/storage.objectUser", listing(states()));
    }

    private void grant(GcpServiceAccount account, String what, String role, String expression) {
        StorageBucketIamMember resource = StorageBucketIamMember.Builder.create(this, account.name() + "-" + what)
                .bucket(props.backend().bucket())
                .role(role)
                .member(account.member())
                .condition(StorageBucketIamMemberCondition.builder()
                        .title(props.names().environment().name() + " states: " + what)
                        .expression(expression)
                        .build())
                .build();
        name(resource, StorageBucketIamMember.TF_RESOURCE_TYPE, account.name() + "_states-" + what, ORIGIN);
    }

    private String states() {
        return "resource.name.startsWith(\"projects/_/buckets/"
                + props.backend().bucket() + "/objects/"
                + props.names().environment().name() + "/\")";
    }

    /** Listing is asked of the bucket, not of an object: the names of all states can be seen. */
    private static String listing(String states) {
        return "resource.type == \"storage.googleapis.com/Bucket\" || " + states;
    }
}
