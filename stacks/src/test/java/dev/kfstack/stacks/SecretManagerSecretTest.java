package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretManagerSecretTest {

    @TempDir
    Path root;

    @Test
    void aGeneratedValueGoesIntoAWriteOnlyArgumentAndNowhereElse() {
        SynthAssert stack = foundation("secrets: {db: {generate: {password: 24}, generation: 3}}");

        stack.part("ephemeral", "random_password", "db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{length: 24, special: false}"));
        stack.resource("google_secret_manager_secret_version.db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "secret": "${google_secret_manager_secret.db.id}",
                          "secret_data_wo": "${ephemeral.random_password.db.result}",
                          "secret_data_wo_version": 3, "deletion_policy": "DISABLE",
                          "lifecycle": {"create_before_destroy": true}
                        }
                        """));
        assertThat(stack.addresses()).noneMatch(address -> address.startsWith("random_"));
    }

    @Test
    void theValueIsReadBackSoThatABrokenApplyLeavesNoTwoOfThem() {
        foundation("secrets: {db: {generate: {password: 24}}}")
                .part("ephemeral", "google_secret_manager_secret_version", "db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "project": "example-kf-test",
                          "secret": "${google_secret_manager_secret.db.secret_id}",
                          "version": "${google_secret_manager_secret_version.db.version}"
                        }
                        """));
    }

    @Test
    void aSecretStaysInTheRegion() {
        foundation("secrets: {oauth: {}}")
                .resource("google_secret_manager_secret.oauth")
                .node("replication")
                .isEqualTo(json("{user_managed: {replicas: [{location: 'europe-west1'}]}}"));
    }

    @Test
    void aSecretThatSomebodyFillsByHandHasNoVersionOfOurs() {
        SynthAssert stack = foundation("secrets: {oauth: {}}");

        assertThat(stack.addresses())
                .contains("google_secret_manager_secret.oauth")
                .noneMatch(address -> address.startsWith("google_secret_manager_secret_version."));
        stack.part("terraform", "required_providers").node("random").isAbsent();
    }

    private SynthAssert foundation(String changes) {
        return new SynthFixture(root).foundation(changes);
    }
}
