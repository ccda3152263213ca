package dev.kfstack.stacks;

import dev.kfstack.bindings.google.provider.GoogleProvider;
import dev.kfstack.constructs.NamingScope;
import dev.kfstack.constructs.ResourceAddresses;
import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import io.cdktn.cdktn.GcsBackend;
import io.cdktn.cdktn.LocalBackend;
import io.cdktn.cdktn.TerraformStack;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * One Terraform state of an environment. Its backend is always declared, its providers are pinned, and every resource in
 * it has an address of its own, given by name.
 */
public abstract class EnvironmentStack extends TerraformStack implements NamingScope {

    /** Write-only arguments and ephemeral resources are read from this version on. */
    static final String TERRAFORM_VERSION = ">= 1.11.0";

    private final ResourceNames names;
    private final String stack;
    private final ResourceAddresses addresses;

    protected EnvironmentStack(Construct scope, Stack stack, ResourceNames names) {
        super(scope, names.stack(stack));
        this.names = names;
        this.stack = names.stack(stack);
        this.addresses = new ResourceAddresses(this.stack);
        addOverride("terraform.required_version", TERRAFORM_VERSION);
        backend(stack);
        google(stack);
    }

    private void google(Stack part) {
        Environment environment = names.environment();
        GoogleProvider google = GoogleProvider.Builder.create(this, "google")
                .project(
                        part == Stack.NETWORK
                                ? environment.network().hostProject().id()
                                : environment.project().id())
                .region(environment.location().region())
                .build();
        // the builder's own defaultLabels would write managed_by for managed-by
        google.addOverride("default_labels", names.labels());
    }

    private void backend(Stack part) {
        Backend backend = names.environment().terraform().backend();
        if (backend instanceof Backend.Gcs gcs) {
            GcsBackend.Builder bucket = GcsBackend.Builder.create(this)
                    .bucket(gcs.bucket())
                    .prefix(names.environment().name() + "/" + part.suffix());
            gcs.kmsKey().ifPresent(bucket::kmsEncryptionKey);
            bucket.build();
        } else {
            // Outside the output folder: `cdktf synth` deletes folders of stacks it does not know, states included.
            LocalBackend.Builder.create(this)
                    .path("../../../tfstate/" + stack + ".tfstate")
                    .build();
        }
    }

    /** The stack's name, as {@code kf-test-cluster}. */
    public final String stackName() {
        return stack;
    }

    @Override
    public final ResourceAddresses addresses() {
        return addresses;
    }

    protected final ResourceNames names() {
        return names;
    }

    /**
     * Adds Terraform's blocks for moved, removed and imported resources, by keyword. Once a stack: the CDK has no
     * construct for them that does not start terraform.
     */
    final void refactor(Map<String, List<Map<String, Object>>> blocks) {
        blocks.forEach(this::addOverride);
    }
}
