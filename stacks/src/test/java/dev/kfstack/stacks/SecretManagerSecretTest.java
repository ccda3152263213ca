package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aKeyInHexadecimalHasTwoCharactersForEachOfItsBytes() {
        foundation("secrets: {db: {generate: {hex: 32}}}")
                .part("ephemeral", "random_password", "db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{length: 64, upper: false, lower: false, override_special: 'abcdef'}"));
    }

    /** Any more bits in the last character and a strict decoder refuses it, any fewer and the key has less than it says. */
    @ParameterizedTest
    @CsvSource({"16, 21, AQgw, ==", "17, 22, AEIMQUYcgkosw048, =", "32, 42, AEIMQUYcgkosw048, =", "64, 85, AQgw, =="})
    void aKeyInBase64EndsInTheBitsThatAreLeft(int bytes, int whole, String last, String padding) {
        SynthAssert stack = foundation("secrets: {db: {generate: {base64: " + bytes + "}}}");

        stack.part("ephemeral", "random_password", "db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{length: " + whole + ", override_special: '+/'}"));
        stack.part("ephemeral", "random_password", "db_last")
                .whenIgnoringPaths("//")
                .isEqualTo(json(
                        "{length: 1, upper: false, lower: false, numeric: false, override_special: '" + last + "'}"));
        stack.resource("google_secret_manager_secret_version.db")
                .node("secret_data_wo")
                .isEqualTo(
                        "${ephemeral.random_password.db.result}${ephemeral.random_password.db_last.result}" + padding);
        assertThat(Base64.getDecoder().decode("/".repeat(whole) + last.charAt(last.length() - 1) + padding))
                .hasSize(bytes);
        assertThat(whole * 6 + Integer.numberOfTrailingZeros(last.length())).isEqualTo(bytes * 8);
    }

    @Test
    void aKeyOfWholeGroupsOfThreeBytesHasNoPadding() {
        SynthAssert stack = foundation("secrets: {db: {generate: {base64: 48}}}");

        stack.part("ephemeral", "random_password", "db").node("length").isEqualTo(64);
        stack.resource("google_secret_manager_secret_version.db")
                .node("secret_data_wo")
                .isEqualTo("${ephemeral.random_password.db.result}");
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
