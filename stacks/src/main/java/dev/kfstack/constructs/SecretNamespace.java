package dev.kfstack.constructs;

import dev.kfstack.bindings.kubernetes.namespace_v1.NamespaceV1;
import dev.kfstack.bindings.kubernetes.namespace_v1.NamespaceV1Metadata;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * A namespace that must be there before the overlays, since it holds secrets. It is bare: labels and annotations are the
 * overlay's, and Terraform would take off whatever it did not write.
 */
public final class SecretNamespace extends EnvironmentConstruct {

    /**
     * A namespace by name.
     *
     * @param origin the part of the environment that asks for it
     */
    public record Props(String name, Environment environment, ConfigPath origin) {}

    private final String name;

    public SecretNamespace(Construct scope, String id, Props props) {
        super(scope, id);
        NamespaceV1 resource = NamespaceV1.Builder.create(this, "Resource")
                .metadata(NamespaceV1Metadata.builder().name(props.name()).build())
                .waitForDefaultServiceAccount(false)
                .lifecycle(DestroyProtection.lifecycle(
                        props.environment(), List.of("metadata[0].annotations", "metadata[0].labels")))
                .build();
        name(resource, NamespaceV1.TF_RESOURCE_TYPE, props.name(), props.origin());
        this.name = resource.getMetadata().getName();
    }

    /** The namespace's name as what lies in it refers to it. */
    String name() {
        return name;
    }
}
