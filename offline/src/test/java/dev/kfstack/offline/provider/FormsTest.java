package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.schema.Type;
import dev.kfstack.offline.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormsTest {

    @ParameterizedTest
    @CsvSource({
        "projects/p/global/networks/n, https://www.googleapis.com/compute/v1/projects/p/global/networks/n, true",
        "n, projects/p/global/networks/n, true",
        "EUROPE-WEST1, europe-west1, true",
        "m, projects/p/global/networks/n, false",
        "projects/q/global/networks/n, projects/p/global/networks/n, false",
        "'', projects/p/global/networks/n, false"
    })
    void namesOfOneResourceAreOneWhereTheProviderIgnoresTheirForm(String written, String state, boolean same) {
        assertThat(Forms.same(Value.of(written), Value.of(state), Type.STRING, true))
                .isEqualTo(same);
        assertThat(Forms.same(Value.of(written), Value.of(state), Type.STRING, false))
                .isFalse();
    }

    @Test
    void aSetHasNoOrderAndAListHas() {
        Value written = Value.list(Value.of("a"), Value.of("b"), Value.of("b"));
        Value turned = Value.list(Value.of("b"), Value.of("a"), Value.of("b"));

        assertThat(Forms.same(written, turned, new Type.SetOf(Type.STRING), false))
                .isTrue();
        assertThat(Forms.same(written, turned, new Type.ListOf(Type.STRING), false))
                .isFalse();
        assertThat(Forms.same(
                        written,
                        Value.list(Value.of("a"), Value.of("a"), Value.of("b")),
                        new Type.SetOf(Type.STRING),
                        false))
                .isFalse();
    }
}
