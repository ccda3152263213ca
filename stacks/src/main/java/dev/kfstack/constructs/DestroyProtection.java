package dev.kfstack.constructs;

import dev.kfstack.environment.Tier;
import io.cdktn.cdktn.TerraformResourceLifecycle;
import java.util.List;

/**
 * How a resource that cannot simply be made again is kept from being destroyed. In prod twice: {@code prevent_destroy}
 * stops the plan, but vanishes together with its block; {@code deletion_policy} stays in the state and stops the deletion
 * itself.
 */
final class DestroyProtection {

    private DestroyProtection() {}

    /** Of a resource without exceptions. */
    static TerraformResourceLifecycle lifecycle(Tier tier) {
        return lifecycle(tier, List.of());
    }

    /** @param ignored attributes whose changes outside Terraform are not undone */
    static TerraformResourceLifecycle lifecycle(Tier tier, List<String> ignored) {
        TerraformResourceLifecycle.Builder lifecycle =
                TerraformResourceLifecycle.builder().preventDestroy(tier == Tier.PROD);
        if (!ignored.isEmpty()) {
            lifecycle.ignoreChanges(ignored);
        }
        return lifecycle.build();
    }

    static String deletionPolicy(Tier tier) {
        return tier == Tier.PROD ? "PREVENT" : "DELETE";
    }
}
