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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to say of a rule: its entry in {@code docs/rules.md}, and what {@code kfstack explain} prints.
 *
 * <p>The messages are not written down but found, by the rule itself.
 *
 * @param why what happens where the rule is broken
 * @param source who sets the limit: an address, or a page of {@code docs/}
 * @param refused laid over the smallest valid environment, named kf-test
 * @param problems what the rule says of {@code refused}; those of other rules are left out
 * @param accepted the same, put right
 * @param check how to see by hand whether the rule holds
 */
public record RuleEntry(
        Rule rule, String why, String source, String refused, List<Problem> problems, String accepted, String check) {

    private static final String FILE = "rules.yaml";

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

    /** The ids of the rules that have an entry, in the order of the entries. */
    static Set<String> ids() {
        return entries().entries().keySet();
    }

    /** The entry of a rule, which must be one of {@link EnvironmentValidator#rules()}. */
    public static RuleEntry of(Rule rule) {
        YamlMap entry = (YamlMap) entries()
                .get(rule.id())
                .orElseThrow(() -> new IllegalStateException("no entry " + rule.id() + " in " + FILE));
        String refused = text(entry, "refused", rule);
        return new RuleEntry(
                rule,
                text(entry, "why", rule),
                text(entry, "source", rule),
                refused,
                problems(rule, refused),
                text(entry, "accepted", rule),
                text(entry, "check", rule));
    }

    /** What a rule says of kf-test, the smallest valid environment under {@code changes}, beside its neighbour. */
    static List<Problem> problems(Rule rule, String changes) {
        return problems(changes).inFileOrder().stream()
                .filter(problem -> problem.rule().equals(rule.id()))
                .toList();
    }

    /** What reading and all rules say of it. */
    static Problems problems(String changes) {
        Problems problems = new Problems();
        EnvironmentFile test = read("kf-test", changes, problems);
        EnvironmentFile dev = read("kf-dev", NEIGHBOUR, problems);
        EnvironmentValidator.validate(List.of(test), List.of(test, dev), problems);
        return problems;
    }

    /** Where the source can be read, from the top of the project. */
    public String link() {
        return source.startsWith("https://") ? source : "docs/" + source;
    }

    private static YamlMap entries() {
        return parse(resource(FILE), FILE, new Problems());
    }

    private static String text(YamlMap entry, String key, Rule rule) {
        return entry.get(key)
                .map(node -> ((YamlScalar) node).text())
                .orElseThrow(() -> new IllegalStateException(FILE + " says no " + key + " of " + rule.id()));
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
        try (InputStream in = Objects.requireNonNull(RuleEntry.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
