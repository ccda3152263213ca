package dev.kfstack.constructs;

import dev.kfstack.bindings.google.ephemeral_google_secret_manager_secret_version.EphemeralGoogleSecretManagerSecretVersion;
import dev.kfstack.bindings.kubernetes.secret_v1.SecretV1;
import dev.kfstack.bindings.kubernetes.secret_v1.SecretV1Metadata;
import dev.kfstack.environment.Secret;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The copy of a Secret Manager secret in the cluster. Its keys are write-only and written anew when the generation is
 * raised, from the newest version there is: the foundation is applied before, and whoever runs Terraform may read it.
 */
public final class ClusterSecret extends EnvironmentConstruct {

    /**
     * The secret called {@code name} in the environment; the construct's id is its address.
     *
     * @param kubernetes the copy that {@code spec} asks for
     */
    public record Props(
            ResourceNames names, String name, Secret spec, Secret.Kubernetes kubernetes, SecretNamespace namespace) {}

    private final Props props;

    public ClusterSecret(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        SecretV1 resource = SecretV1.Builder.create(this, "Resource")
                .metadata(SecretV1Metadata.builder()
                        .name(props.kubernetes().secret().name())
                        .namespace(props.namespace().name())
                        .build())
                .type("Opaque")
                .dataWo(data(id))
                .dataWoRevision(props.spec().generation())
                .build();
        name(resource, SecretV1.TF_RESOURCE_TYPE, id, ConfigPath.of("secrets", props.name(), "kubernetes"));
    }

    private SortedMap<String, String> data(String id) {
        SortedMap<String, String> data = new TreeMap<>(props.kubernetes().keys());
        data.replaceAll((key, word) -> word.equals(Secret.Kubernetes.DATABASE_USER) ? databaseUser() : word);
        if (props.kubernetes().holdsValue()) {
            String value = stored(id);
            data.replaceAll((key, word) ->
                    word.equals(Secret.Kubernetes.GENERATED) || word.equals(Secret.Kubernetes.STORED) ? value : word);
        }
        return data;
    }

    private String databaseUser() {
        return ResourceNames.databaseUser(
                props.spec().databaseUser().orElseThrow(), props.spec().generation());
    }

    private String stored(String id) {
        EphemeralGoogleSecretManagerSecretVersion stored = EphemeralGoogleSecretManagerSecretVersion.Builder.create(
                        this, "stored")
                .project(props.names().environment().project().id())
                .secret(props.names().secret(props.name()))
                .build();
        stored.overrideLogicalId(id);
        return stored.getSecretData();
    }
}
