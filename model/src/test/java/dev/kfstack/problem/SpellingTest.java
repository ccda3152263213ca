package dev.kfstack.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final List<String> KEYS =
            List.of("releaseChannel", "controlPlane", "maxPodsPerNode", "network", "zones", "dns");

    @ParameterizedTest
    @CsvSource({
        "realeaseChannel,releaseChannel", "releasechannel,releaseChannel", "netwrok,network", "newtork,network",
        "zone,zones", "dsn,dns", "ControlPlane,controlPlane", "max_pods_per_node,maxPodsPerNode"
    })
    void aSlipOfTheFingerIsRecognized(String got, String meant) {
        assertThat(Spelling.didYouMean(got, KEYS)).contains("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "region", "database", "ns"})
    void anotherWordIsNot(String got) {
        assertThat(Spelling.nearest(got, List.of("zones", "network", "tier"))).isEmpty();
    }

    @Test
    void theNearestWinsAndOfEquallyNearTheFirstByName() {
        assertThat(Spelling.nearest("kf-tset", List.of("kf-rest", "kf-test"))).contains("kf-test");
        assertThat(Spelling.nearest("kf-best", List.of("kf-test", "kf-rest"))).contains("kf-rest");
    }

    @Test
    void aWordOfAnyLengthIsComparedAtOnce() {
        assertThat(Spelling.nearest("x".repeat(1_000_000), KEYS)).isEmpty();
    }

    @Property
    void aWordWithOneLetterLostIsRecognized(@ForAll @AlphaChars @StringLength(min = 3, max = 20) String word) {
        for (int i = 0; i < word.length(); i++) {
            String slip = word.substring(0, i) + word.substring(i + 1);
            assertThat(Spelling.nearest(slip, List.of(word))).contains(word);
        }
    }

    @Property
    void aWordWithTwoNeighboursSwappedIsRecognized(@ForAll @AlphaChars @StringLength(min = 2, max = 20) String word) {
        for (int i = 0; i + 1 < word.length(); i++) {
            String slip = word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2);
            assertThat(Spelling.nearest(slip, List.of(word))).contains(word);
        }
    }
}
