package dev.kfstack.constructs;

import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.TerraformResource;
import software.constructs.Construct;

/** A construct that names its resources: what all constructs of an environment extend. */
public abstract class EnvironmentConstruct extends Construct implements NamingScope {

    private final ResourceAddresses addresses;

    /**
     * Adds the construct to {@code scope}.
     *
     * @throws IllegalArgumentException when {@code scope} is not in an EnvironmentStack
     */
    protected EnvironmentConstruct(Construct scope, String id) {
        super(scope, id);
        this.addresses = NamingScope.around(scope);
    }

    @Override
    public final ResourceAddresses addresses() {
        return addresses;
    }

    /**
     * Gives a resource of this construct its Terraform address: once, and before any of its attributes is read, since the
     * CDK settles the address at the first reference.
     *
     * @param type the {@code TF_RESOURCE_TYPE} of the resource's class
     * @param name the part after the dot; unique among the stack's resources of that type, and a contract once applied
     * @param origin the part of the environment that asks for the resource
     */
    protected final void name(TerraformResource resource, String type, String name, ConfigPath origin) {
        addresses.name(resource, type, name, origin, getClass());
    }
}
