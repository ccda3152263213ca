package dev.kfstack.constructs;

import dev.kfstack.environment.Environment;
import io.cdktn.cdktn.TerraformResourceLifecycle;
import java.util.List;

/**
 * How a resource that cannot simply be made again is kept from being destroyed. In prod twice, until it is given up: {@code prevent_destroy}
 * stops the plan, but vanishes together with its block; {@code deletion_policy} stays in the state and stops the deletion
 * itself.
 */
final class DestroyProtection {

    private DestroyProtection() {}

    /** Of a resource without exceptions. */
    static TerraformResourceLifecycle lifecycle(Environment environment) {
        return lifecycle(environment, List.of());
    }

    /** @param ignored attributes whose changes outside Terraform are not undone */
    static TerraformResourceLifecycle lifecycle(Environment environment, List<String> ignored) {
        TerraformResourceLifecycle.Builder lifecycle =
                TerraformResourceLifecycle.builder().preventDestroy(environment.preventsDestroy());
        if (!ignored.isEmpty()) {
            lifecycle.ignoreChanges(ignored);
        }
        return lifecycle.build();
    }

    static String deletionPolicy(Environment environment) {
        return environment.preventsDestroy() ? "PREVENT" : "DELETE";
    }
}
