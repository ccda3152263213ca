package dev.kfstack;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.validation.EnvironmentValidator;
import dev.kfstack.validation.RuleEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The smallest valid environment, and what becomes of it when a test changes one thing. */
public final class Fixture {

    private Fixture() {}

    /** The smallest valid environment, as YAML. */
    public static String minimal() {
        return resource("/dev/kfstack/validation/minimal.yaml");
    }

    /** The text of a file among the test's resources. */
    public static String resource(String path) {
        try (InputStream in = Fixture.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The smallest environment under {@code changes}, read; {@code name} replaces its name and its ranges' names. */
    public static EnvironmentFile read(String name, String changes, Problems problems) {
        return RuleEntry.read(name, changes, problems);
    }

    /** The smallest environment under {@code changes}; fails when its shape is wrong. */
    public static Environment environment(String changes) {
        Problems problems = new Problems();
        EnvironmentFile file = read("kf-test", changes, problems);
        if (problems.hasErrors()) {
            throw new AssertionError(describe(problems));
        }
        return file.environment();
    }

    /** What reading and all rules say of the smallest environment under {@code changes}: {@code path: message [rule]}. */
    public static List<String> problems(String changes) {
        return problems(changes, Map.of());
    }

    /** The same among neighbours, by name, each the smallest environment under its own changes. */
    public static List<String> problems(String changes, Map<String, String> neighbours) {
        Problems problems = new Problems();
        EnvironmentFile file = read("kf-test", changes, problems);
        List<EnvironmentFile> all = new ArrayList<>(List.of(file));
        neighbours.forEach((name, theirs) -> all.add(read(name, theirs, problems)));
        EnvironmentValidator.validate(List.of(file), all, problems);
        return describe(problems);
    }

    /** Those of {@link #problems(String)} that one rule found. */
    public static List<String> problemsOf(String rule, String changes) {
        return problems(changes).stream()
                .filter(problem -> problem.endsWith(" [" + rule + "]"))
                .toList();
    }

    /** Problems on one line each, in file order. */
    public static List<String> describe(Problems problems) {
        return problems.inFileOrder().stream().map(Fixture::describe).toList();
    }

    private static String describe(Problem problem) {
        String hint = problem.hint().map(text -> " (" + text + ")").orElse("");
        String word = problem.severity() == Severity.WARNING ? "warning: " : "";
        return word + problem.path() + ": " + problem.message() + hint + " [" + problem.rule() + "]";
    }
}
