package dev.kfstack.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kfstack.schema.Scalar;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "64,64",
        "500m,0.5",
        "0.5,0.5",
        "1k,1000",
        "1M,1000000",
        "1G,1000000000",
        "1T,1000000000000",
        "1P,1000000000000000",
        "1E,1000000000000000000",
        "1Ki,1024",
        "1Mi,1048576",
        "256Gi,274877906944",
        "1.5Ti,1649267441664",
        "1Pi,1125899906842624",
        "1Ei,1152921504606846976",
        "0,0"
    })
    void anAmountCountsItsUnit(String text, String amount) {
        assertThat(Quantity.parse(text).amount()).isEqualByComparingTo(amount);
        assertThat(Quantity.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Gi", "-1", "+1", "1GB", "1gi", "1 Gi", "1K", "1ki", "1e3", ".5", "5.", "0x10", "1,5", "\u0661"
            })
    void otherNotationsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.parse(text))
                .withMessage("a Kubernetes quantity such as 64, 500m or 256Gi");
    }

    @Property
    void editorsAndTheReaderAgree(
            @ForAll @Chars({'0', '1', '9', '.', 'm', 'k', 'K', 'M', 'G', 'i', '-', ' '}) String text) {
        boolean taken = true;
        try {
            Quantity.parse(text);
        } catch (IllegalArgumentException refused) {
            taken = false;
        }
        assertThat(taken)
                .isEqualTo(
                        text.matches(Quantity.class.getAnnotation(Scalar.class).regex()));
    }
}
