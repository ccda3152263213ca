package dev.kfstack.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.world.World;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that the real providers accept. */
class ReferenceTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"kf-test", "kf-prod"})
    void aWholeEnvironmentIsCreatedPlansNothingAndIsDestroyed(String environment) throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            List<Terraform> stacks = new ArrayList<>();
            for (String stack : List.of("network", "foundation", "cluster", "kubernetes")) {
                stacks.add(created(environment + "-" + stack, providers));
            }
            Collections.reverse(stacks);
            for (Terraform stack : stacks) {
                stack.plansNothing();
                stack.unprotect();
                stack.run("destroy", "-auto-approve").succeeds();
            }
        }
    }

    @Test
    void theOptionalPiecesAreCreatedPlanNothingAndAreDestroyed() throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            Terraform terraform = created("extra", providers);
            terraform.unprotect();
            // it names its network by its id, so that nothing puts their deletions in order
            terraform
                    .run("destroy", "-auto-approve", "-target=google_compute_subnetwork.proxy")
                    .succeeds();
            terraform.run("destroy", "-auto-approve").succeeds();
        }
    }

    @Test
    void thePlanSeesPreventDestroyAndOnlyTheDeleteSeesDeletionProtection() throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            Terraform terraform = created("kf-prod-cluster", providers);
            terraform.run("plan", "-destroy").fails("Instance cannot be destroyed");
            terraform.edit("\"prevent_destroy\": true", "\"prevent_destroy\": false");
            terraform.run("plan", "-destroy", "-out=destroy").succeeds();
            terraform
                    .run("apply", "destroy")
                    .fails("Cannot destroy cluster because deletion_protection is set to true");
            assertThat(terraform.run("state", "list").output()).isEqualTo("google_container_cluster.kubeflow\n");
        }
    }

    private Terraform created(String name, OfflineProviders providers) throws IOException {
        Path configuration = Requirement.shared("reference/" + name + ".tf.json");
        Terraform terraform = new Terraform(temporary.resolve(name), providers)
                .write(Files.readString(configuration))
                .init();
        terraform.run("validate").succeeds();
        terraform.run("plan", "-out=plan").succeeds();
        terraform.run("apply", "plan").succeeds();
        terraform.plansNothing();
        return terraform;
    }
}
