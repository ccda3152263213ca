package dev.kfstack.constructs;

import io.cdktn.cdktn.TerraformStack;
import software.constructs.Construct;

/** A part of the construct tree that knows the addresses of the stack it is in. */
public interface NamingScope {

    ResourceAddresses addresses();

    /**
     * The addresses of the stack around {@code scope}.
     *
     * @throws IllegalArgumentException when that stack is not one of ours
     */
    static ResourceAddresses around(Construct scope) {
        if (scope instanceof NamingScope naming) {
            return naming.addresses();
        }
        if (TerraformStack.of(scope) instanceof NamingScope stack) {
            return stack.addresses();
        }
        throw new IllegalArgumentException("the scope must be in an EnvironmentStack, got "
                + scope.getNode().getPath());
    }
}
