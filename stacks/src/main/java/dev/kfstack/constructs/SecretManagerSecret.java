package dev.kfstack.constructs;

import dev.kfstack.bindings.google.ephemeral_google_secret_manager_secret_version.EphemeralGoogleSecretManagerSecretVersion;
import dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecretReplication;
import dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecretReplicationUserManaged;
import dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecretReplicationUserManagedReplicas;
import dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecretReplicationUserManagedReplicasCustomerManagedEncryption;
import dev.kfstack.bindings.google.secret_manager_secret_iam_member.SecretManagerSecretIamMember;
import dev.kfstack.bindings.google.secret_manager_secret_version.SecretManagerSecretVersion;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Secret;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResourceLifecycle;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/**
 * A secret in Secret Manager, and its value where Terraform makes it. The value is ephemeral and goes into a
 * write-only argument: no state, plan or log ever holds it.
 */
public final class SecretManagerSecret extends EnvironmentConstruct {

    /**
     * The secret called {@code name} in the environment.
     *
     * @param services must hold secretmanager
     */
    public record Props(
            ResourceNames names, String name, Secret spec, EnabledServices services, Optional<EncryptionKeys> keys) {

        String project() {
            return names.environment().project().id();
        }

        ConfigPath origin() {
            return ConfigPath.of("secrets", name);
        }
    }

    private final Props props;
    private final dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecret resource;
    private final Optional<String> value;

    public SecretManagerSecret(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        Environment environment = props.names().environment();
        this.resource = dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecret.Builder.create(
                        this, "Resource")
                .project(props.project())
                .secretId(props.names().secret(props.name()))
                .replication(inRegion(props.names()))
                .deletionProtection(environment.preventsDestroy())
                .dependsOn(props.services().service("secretmanager", props.keys(), KeyUse.SECRETS))
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment))
                .build();
        name(
                resource,
                dev.kfstack.bindings.google.secret_manager_secret.SecretManagerSecret.TF_RESOURCE_TYPE,
                props.name(),
                props.origin());
        this.value = props.spec().generate().map(this::generate);
    }

    private static SecretManagerSecretReplication inRegion(ResourceNames names) {
        SecretManagerSecretReplicationUserManagedReplicas.Builder replica =
                SecretManagerSecretReplicationUserManagedReplicas.builder()
                        .location(names.environment().location().region());
        names.key(KeyUse.SECRETS)
                .ifPresent(key -> replica.customerManagedEncryption(
                        SecretManagerSecretReplicationUserManagedReplicasCustomerManagedEncryption.builder()
                                .kmsKeyName(key)
                                .build()));
        return SecretManagerSecretReplication.builder()
                .userManaged(SecretManagerSecretReplicationUserManaged.builder()
                        .replicas(List.of(replica.build()))
                        .build())
                .build();
    }

    private String generate(Secret.Generate spec) {
        RandomValue random = new RandomValue(this, "random", props.name(), spec);
        SecretManagerSecretVersion version = SecretManagerSecretVersion.Builder.create(this, "version")
                .secret(resource.getId())
                .secretDataWo(random.text())
                .secretDataWoVersion(props.spec().generation())
                // The old value is switched off, not destroyed, and only once the new one exists.
                .deletionPolicy("DISABLE")
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build();
        name(version, SecretManagerSecretVersion.TF_RESOURCE_TYPE, props.name(), props.origin());
        EphemeralGoogleSecretManagerSecretVersion stored = EphemeralGoogleSecretManagerSecretVersion.Builder.create(
                        this, "stored")
                .project(props.project())
                .secret(resource.getSecretId())
                .version(version.getVersion())
                .build();
        stored.overrideLogicalId(props.name());
        return stored.getSecretData();
    }

    /** Lets an account read the value where Terraform reads it too: what is generated, or copied into the cluster. */
    public void allowReading(GcpServiceAccount account) {
        boolean copied =
                props.spec().kubernetes().filter(Secret.Kubernetes::holdsValue).isPresent();
        if (value.isEmpty() && !copied) {
            return;
        }
        SecretManagerSecretIamMember grant = SecretManagerSecretIamMember.Builder.create(this, account.name())
                .project(props.project())
                .secretId(resource.getSecretId())
                .role("roles/secretmanager.secretAccessor")
                .member(account.member())
                .build();
        name(grant, SecretManagerSecretIamMember.TF_RESOURCE_TYPE, account.name() + "_" + props.name(), props.origin());
    }

    /** The MySQL user whose password this is, as {@link ResourceNames#databaseUser} takes it. */
    public Optional<String> databaseUser() {
        return props.spec().databaseUser();
    }

    /** The part of the environment that asks for it. */
    ConfigPath origin() {
        return props.origin();
    }

    /** How many values there have been, from 1. */
    int generation() {
        return props.spec().generation();
    }

    /**
     * The generated value, for write-only arguments alone. It is read back from Secret Manager rather than passed on: the
     * value made is another one at every run, and an apply that breaks in between would leave two that differ.
     *
     * @throws IllegalStateException when nothing is generated
     */
    String value() {
        return value.orElseThrow(() -> new IllegalStateException("the secret " + props.name() + " is not generated"));
    }
}
