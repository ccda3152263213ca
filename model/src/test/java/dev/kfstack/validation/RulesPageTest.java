package dev.kfstack.validation;

import dev.kfstack.Page;
import org.junit.jupiter.api.Test;

class RulesPageTest {

    @Test
    void thePageOfTheRulesListsThemAllWithAnExampleOfEach() {
        StringBuilder page = new StringBuilder("\n## Rules\n\n| rule | what must hold |\n|---|---|\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            page.append("| [`%s`](#%1$s) | %s |\n".formatted(rule.id(), rule.says()));
        }
        page.append("\n## An example of each\n\nWhat is left out of an example is as it should be.\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            RuleExample example = RuleExample.of(rule);
            page.append("\n### %s\n\n%s\n\n```yaml\n%s```\n```\n%s```\n"
                    .formatted(rule.id(), rule.says(), example.yaml(), example.messages()));
        }
        Page.assertEquals("rules.md", page.toString());
    }
}
