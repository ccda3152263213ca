package dev.kfstack.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the providers' own plan lets through is refused here, before Google's API refuses it in the middle of an apply. */
class WrongInputsTest {

    private record WrongInput(String where, String input, YamlMap entry) {

        Optional<String> get(String key) {
            return entry.get(key).map(value -> ((YamlScalar) value).text());
        }

        @Override
        public String toString() {
            return where + ": " + input;
        }
    }

    static List<WrongInput> wrongInputs() {
        String file = "wrong-inputs.yaml";
        YamlMap sections = YamlFile.parse(Fixture.resource("/dev/kfstack/validation/" + file), file, new Problems())
                .orElseThrow();
        List<WrongInput> inputs = new ArrayList<>();
        sections.entries().forEach((where, section) -> ((YamlMap) section.value())
                .entries()
                .forEach((input, entry) -> inputs.add(new WrongInput(where, input, (YamlMap) entry.value()))));
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("wrongInputs")
    void whatAPlanLetsThroughIsRefusedOrCannotBeWritten(WrongInput wrong) {
        if (wrong.get("never").isPresent()) {
            assertThat(wrong.entry().entries()).containsOnlyKeys("never");
            return;
        }
        assertThat(RuleEntry.problems(wrong.get("yaml").orElseThrow()).inFileOrder())
                .extracting(Problem::rule)
                .contains(wrong.get("rule").orElseThrow());
    }
}
