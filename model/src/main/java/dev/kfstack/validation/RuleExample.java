package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import dev.kfstack.yaml.YamlMap;
import dev.kfstack.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a rule refuses, and what it says then. The message is not written down but found, by the rule itself.
 *
 * @param yaml laid over the smallest valid environment, named kf-test
 * @param problems what the rule found; those of other rules are left out
 */
public record RuleExample(Rule rule, String yaml, List<Problem> problems) {

    /** The environment beside the examples, on the same network. */
    private static final String NEIGHBOUR = """
            network:
              subnetwork: {cidr: 10.11.0.0/24}
              pods: {cidr: 10.21.0.0/18}
              services: {cidr: 10.31.0.0/22}
              managedBy: kfstack
              psc: {name: kf-dev-psc, cidr: 10.42.0.0/28}
              privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: kf-test}
            """;

    /** Rule ids to examples, in the order of {@code rule-examples.yaml}; no problem is looked for. */
    static Map<String, String> yamlByRule() {
        Map<String, String> examples = new LinkedHashMap<>();
        parse(resource("rule-examples.yaml"), "rule-examples.yaml", new Problems())
                .entries()
                .forEach((rule, entry) -> examples.put(rule, ((YamlScalar) entry.value()).text()));
        return examples;
    }

    /** The example of a rule, which must be one of {@link EnvironmentValidator#rules()}. */
    public static RuleExample of(Rule rule) {
        String yaml = Objects.requireNonNull(yamlByRule().get(rule.id()), rule.id());
        Problems problems = new Problems();
        EnvironmentFile test = read("kf-test", yaml, problems);
        EnvironmentFile dev = read("kf-dev", NEIGHBOUR, problems);
        EnvironmentValidator.validate(List.of(test), List.of(test, dev), problems);
        return new RuleExample(
                rule,
                yaml,
                problems.inFileOrder().stream()
                        .filter(problem -> problem.rule().equals(rule.id()))
                        .toList());
    }

    /** What the rule says, a line for each message and each hint: {@code error: key: message}. */
    public String messages() {
        return problems.stream()
                .map(problem -> problem.severity().word() + ": " + problem.path() + ": " + problem.message()
                        + problem.hint().map(text -> "\nhint: " + text).orElse(""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * The smallest valid environment under {@code changes}, read and not judged.
     *
     * @param name replaces the environment's name and its ranges' names
     */
    public static EnvironmentFile read(String name, String changes, Problems problems) {
        YamlMap base = parse(resource("minimal.yaml").replace("kf-test", name), "base.yaml", problems);
        YamlMap merged = base.under(parse(changes, name + ".yaml", problems));
        return new EnvironmentFile(name, name + ".yaml", RecordReader.read(Environment.class, merged, problems));
    }

    private static YamlMap parse(String text, String name, Problems problems) {
        return YamlFile.parse(text, name, problems)
                .orElseThrow(() -> new IllegalStateException(String.valueOf(problems.inFileOrder())));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(RuleExample.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
