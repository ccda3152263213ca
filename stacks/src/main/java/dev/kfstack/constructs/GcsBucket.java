package dev.kfstack.constructs;

import dev.kfstack.bindings.google.storage_bucket.StorageBucket;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketEncryption;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRule;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRuleAction;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketLifecycleRuleCondition;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketSoftDeletePolicy;
import dev.kfstack.bindings.google.storage_bucket.StorageBucketVersioning;
import dev.kfstack.bindings.google.storage_bucket_iam_member.StorageBucketIamMember;
import dev.kfstack.bindings.google.storage_bucket_iam_member.StorageBucketIamMemberCondition;
import dev.kfstack.environment.Bucket;
import dev.kfstack.environment.Decommission;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.constructs.Construct;

/** A bucket that nobody outside the environment's identities can read, by rule and not by care. */
public final class GcsBucket extends EnvironmentConstruct {

    private static final int OLDER_VERSIONS_KEPT = 3;
    private static final int DAYS_OF_UNFINISHED_UPLOADS = 7;

    /**
     * The bucket called {@code name} in the environment.
     *
     * @param services must hold storage
     */
    public record Props(
            ResourceNames names, String name, Bucket spec, EnabledServices services, Optional<EncryptionKeys> keys) {}

    private final String name;
    private final String physicalName;
    private final String bucket;

    public GcsBucket(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        Environment environment = names.environment();
        String region = names.region(props.spec());
        StorageBucket.Builder builder = StorageBucket.Builder.create(this, "Resource")
                .project(environment.project().id())
                .name(names.bucket(props.name()))
                // the provider writes it in capitals, and would show anything else as a change
                .location(region.toUpperCase(Locale.ROOT))
                .storageClass("STANDARD")
                .uniformBucketLevelAccess(true)
                .publicAccessPrevention("enforced")
                .forceDestroy(environment
                        .decommission()
                        .map(Decommission::forceDestroyBuckets)
                        .orElse(false))
                .versioning(StorageBucketVersioning.builder()
                        .enabled(props.spec().versioning())
                        .build())
                .softDeletePolicy(StorageBucketSoftDeletePolicy.builder()
                        .retentionDurationSeconds(
                                Duration.ofDays(props.spec().softDeleteDays()).toSeconds())
                        .build())
                .lifecycleRule(lifecycleRules(props.spec()))
                .dependsOn(dependencies(props, region))
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment));
        names.key(KeyUse.STORAGE, region)
                .ifPresent(key -> builder.encryption(
                        StorageBucketEncryption.builder().defaultKmsKeyName(key).build()));
        StorageBucket resource = builder.build();
        this.name = props.name();
        this.physicalName = names.bucket(props.name());
        name(resource, StorageBucket.TF_RESOURCE_TYPE, name, ConfigPath.of("buckets", name));
        this.bucket = resource.getName();
    }

    private static List<ITerraformDependable> dependencies(Props props, String region) {
        List<ITerraformDependable> dependencies =
                new ArrayList<>(List.of(props.services().service("storage")));
        props.keys().ifPresent(own -> dependencies.addAll(own.storageGrants(region)));
        return dependencies;
    }

    /** Versions are counted out as long as there may be some: switching them off leaves those that are there. */
    private static List<StorageBucketLifecycleRule> lifecycleRules(Bucket spec) {
        return List.of(
                rule(
                        "AbortIncompleteMultipartUpload",
                        StorageBucketLifecycleRuleCondition.builder().age(DAYS_OF_UNFINISHED_UPLOADS)),
                rule(
                        "Delete",
                        StorageBucketLifecycleRuleCondition.builder()
                                .numNewerVersions(OLDER_VERSIONS_KEPT)
                                .withState("ARCHIVED")),
                // the last version of a deleted object has no newer one, and would stay for ever
                rule(
                        "Delete",
                        StorageBucketLifecycleRuleCondition.builder()
                                .daysSinceNoncurrentTime(spec.versionDays())
                                .withState("ARCHIVED")));
    }

    private static StorageBucketLifecycleRule rule(
            String action, StorageBucketLifecycleRuleCondition.Builder condition) {
        return StorageBucketLifecycleRule.builder()
                .action(StorageBucketLifecycleRuleAction.builder().type(action).build())
                .condition(condition.build())
                .build();
    }

    /**
     * Gives an account a role on this bucket and on no other.
     *
     * @param role as {@code roles/storage.objectUser}
     * @param origin the part of the environment that asks for it
     */
    public void grantRole(GcpServiceAccount account, String role, ConfigPath origin) {
        grant(account, origin, builder(account, role));
    }

    /**
     * Gives an account a role on the objects below a folder, and lets it list those alone.
     *
     * @param folder without a slash at its end
     * @see <a href="https://cloud.google.com/iam/docs/conditions-attribute-reference">objectListPrefix</a>
     */
    public void grantRole(GcpServiceAccount account, String role, String folder, ConfigPath origin) {
        String expression = "resource.name.startsWith(\"projects/_/buckets/%s/objects/%s/\") || "
                + "api.getAttribute(\"storage.googleapis.com/objectListPrefix\", \"\").startsWith(\"%s/\")";
        grant(
                account,
                origin,
                builder(account, role)
                        .condition(StorageBucketIamMemberCondition.builder()
                                .title(folder)
                                .expression(expression.formatted(physicalName, folder, folder))
                                .build()));
    }

    private StorageBucketIamMember.Builder builder(GcpServiceAccount account, String role) {
        return StorageBucketIamMember.Builder.create(this, account.name())
                .bucket(bucket)
                .role(role)
                .member(account.member());
    }

    private void grant(GcpServiceAccount account, ConfigPath origin, StorageBucketIamMember.Builder grant) {
        name(grant.build(), StorageBucketIamMember.TF_RESOURCE_TYPE, account.name() + "_" + name, origin);
    }
}
