package dev.kfstack.constructs;

import dev.kfstack.bindings.google.storage_bucket.StorageBucket;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRule;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRuleAction;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRuleCondition;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketSoftDeletePolicy;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketVersioning;
import dev.kfstack.bindings.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Locale;
import software.constructs.Construct;

/**
 * The bucket in which plans wait for their apply: the planner adds to it and can change nothing there, the applier reads.
 * A plan that nobody applied for a month goes.
 */
public final class PlanBucket extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("workloadIdentityFederation");
    private static final int DAYS_KEPT = 30;

    /**
     * The bucket is the environment's.
     *
     * @param services must hold storage
     */
    public record Props(
            ResourceNames names, EnabledServices services, GcpServiceAccount planner, GcpServiceAccount applier) {}

    public PlanBucket(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        StorageBucket resource = StorageBucket.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .name(names.planBucket())
                .location(names.environment().location().region().toUpperCase(Locale.ROOT))
                .storageClass("STANDARD")
                .uniformBucketLevelAccess(true)
                .publicAccessPrevention("enforced")
                .forceDestroy(true)
                .versioning(StorageBucketVersioning.builder().enabled(false).build())
                .softDeletePolicy(StorageBucketSoftDeletePolicy.builder()
                        .retentionDurationSeconds(0)
                        .build())
                .lifecycleRule(List.of(StorageBucketLifecycleRule.builder()
                        .action(StorageBucketLifecycleRuleAction.builder()
                                .type("Delete")
                                .build())
                        .condition(StorageBucketLifecycleRuleCondition.builder()
                                .age(DAYS_KEPT)
                                .withState("ANY")
                                .build())
                        .build()))
                .dependsOn(List.of(props.services().service("storage")))
                .build();
        name(resource, StorageBucket.TF_RESOURCE_TYPE, ResourceNames.PLANS, ORIGIN);
        grant(props.planner(), "roles/storage.objectCreator", resource.getName());
        grant(props.applier(), "roles/storage.objectViewer", resource.getName());
    }

    private void grant(GcpServiceAccount account, String role, String bucket) {
        StorageBucketIamMember grant = StorageBucketIamMember.Builder.create(this, account.name())
                .bucket(bucket)
                .role(role)
                .member(account.member())
                .build();
        name(grant, StorageBucketIamMember.TF_RESOURCE_TYPE, account.name() + "_" + ResourceNames.PLANS, ORIGIN);
    }
}
