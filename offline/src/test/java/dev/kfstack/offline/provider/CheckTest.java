package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

    private static final String SHARE = "expected value to be in the range (0.000000 - 1.000000), got …";
    private static final String LENGTH = "expected length of value to be in the range (0 - 4), got …";
    private static final String POOL_ID =
            "\"value\" must contain only lowercase letters (a-z), numbers (0-9), or dashes (-),"
                    + " or end in '.svc.id.goog'";

    @Test
    void anEmptyStringIsAValueThatSomeAttributesRefuse() {
        String refused = "expected \"value\" to not be an empty string, got …";

        assertThat(message(refused, "")).isEqualTo("expected \"a\" to not be an empty string, got ");
        assertThat(message(refused, "text")).isEmpty();
        assertThat(message("\"value\" (\"…\") doesn't match regexp \"^[a-z]+$\"", ""))
                .isEqualTo("\"a\" (\"\") doesn't match regexp \"^[a-z]+$\"");
        assertThat(message("\"value\" (\"…\") doesn't match regexp \"^$|^[a-z]+$\"", ""))
                .isEmpty();
        assertThat(message("", "")).isEmpty();
    }

    @Test
    void aLengthCountsBytes() {
        assertThat(message(LENGTH, "text")).isEmpty();
        assertThat(message(LENGTH, "über")).isEqualTo("expected length of a to be in the range (0 - 4), got über");
    }

    @Test
    void aShareIsAFraction() {
        assertThat(message(SHARE, "0.25")).isEmpty();
        assertThat(message(SHARE, "1.5")).isEqualTo("expected a to be in the range (0.000000 - 1.000000), got 1.5");
        assertThat(message("expected value to be at least (1.000000), got …", "0.5"))
                .isEqualTo("expected a to be at least (1.000000), got 0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kf-test", "a123", "kf-test.svc.id.goog"})
    void anIdOfAPoolIsTaken(String id) {
        assertThat(message(POOL_ID, id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "Pool", "kf_test", "gcp-pool", "a23456789012345678901234567890123"})
    void anIdOfAPoolThatGoogleRefusesIsRefused(String id) {
        assertThat(message(POOL_ID, id))
                .isEqualTo("\"a\" must contain only lowercase letters (a-z), numbers (0-9), or dashes (-), got: " + id);
    }

    private static String message(String rule, String value) {
        return Check.message(rule, "a", Value.of(value)).orElse("");
    }
}
