package dev.kfstack.offline;

import dev.kfstack.offline.world.World;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that the real providers accept. */
class ReferenceTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"kf-test", "kf-prod"})
    void aWholeEnvironmentLivesItsLife(String environment) throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            List<Terraform> stacks = new java.util.ArrayList<>();
            for (String stack : List.of("network", "foundation", "cluster", "kubernetes")) {
                stacks.add(created(environment + "-" + stack, providers));
            }
            java.util.Collections.reverse(stacks);
            for (Terraform stack : stacks) {
                stack.plansNothing();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kf-test-network", "kf-test-cluster", "kf-prod-network", "kf-prod-cluster", "extra"})
    void aStackIsCreatedPlansNothingAndIsDestroyed(String name) throws IOException {
        try (OfflineProviders providers = OfflineProviders.start(World.scratch())) {
            Terraform terraform = created(name, providers);
            terraform.run("destroy", "-auto-approve").succeeds();
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
