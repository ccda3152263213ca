package dev.kfstack.validation;

import static java.util.stream.Collectors.joining;

import dev.kfstack.Page;
import dev.kfstack.problem.Problem;
import org.junit.jupiter.api.Test;

class ValidationPageTest {

    @Test
    void thePageOfTheRulesListsThemAllWithAnExampleOfEach() {
        StringBuilder page = new StringBuilder("\n## Rules\n\n| rule | what must hold |\n|---|---|\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            page.append("| [`%s`](#%1$s) | %s |\n".formatted(rule.id(), rule.says()));
        }
        page.append("\n## An example of each\n\nWhat is left out of an example is as it should be.\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            page.append("\n### %s\n\n%s\n\n```yaml\n%s```\n```\n%s\n```\n"
                    .formatted(
                            rule.id(),
                            rule.says(),
                            RuleExamples.byRule().get(rule.id()),
                            RuleExamples.problems(rule.id()).stream()
                                    .map(ValidationPageTest::printed)
                                    .collect(joining("\n"))));
        }
        Page.assertEquals("validation.md", page.toString());
    }

    private static String printed(Problem problem) {
        String hint = problem.hint().map(text -> "\nhint: " + text).orElse("");
        return problem.severity().word() + ": " + problem.path() + ": " + problem.message() + hint;
    }
}
