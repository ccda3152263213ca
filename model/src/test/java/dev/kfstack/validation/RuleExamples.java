package dev.kfstack.validation;

import dev.kfstack.Fixture;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code rule-examples.yaml}: an example of what each rule refuses, for a test and for the page of the rules. */
public final class RuleExamples {

    private static final String DEV = """
            network:
              subnetwork: {cidr: 10.11.0.0/24}
              pods: {cidr: 10.21.0.0/18}
              services: {cidr: 10.31.0.0/22}
            """;

    private RuleExamples() {}

    /** Rule ids to examples, in the order of the file. */
    public static Map<String, String> byRule() {
        Problems problems = new Problems();
        YamlMap file = YamlFile.parse(Fixture.resource("/rule-examples.yaml"), "rule-examples.yaml", problems)
                .orElseThrow();
        if (problems.hasErrors()) {
            throw new AssertionError(Fixture.describe(problems));
        }
        Map<String, String> examples = new LinkedHashMap<>();
        file.entries().forEach((rule, entry) -> examples.put(rule, ((YamlScalar) entry.value()).text()));
        return examples;
    }

    /** What the rule says of its example. */
    public static List<Problem> problems(String rule) {
        Problems problems = new Problems();
        EnvironmentFile test = Fixture.read("kf-test", byRule().get(rule), problems);
        EnvironmentFile dev = Fixture.read("kf-dev", DEV, problems);
        EnvironmentValidator.validate(List.of(test), List.of(test, dev), problems);
        return problems.inFileOrder().stream()
                .filter(problem -> problem.rule().equals(rule))
                .toList();
    }
}
