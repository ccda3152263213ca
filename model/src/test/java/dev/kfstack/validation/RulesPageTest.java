package dev.kfstack.validation;

import dev.kfstack.Page;
import org.junit.jupiter.api.Test;

class RulesPageTest {

    @Test
    void thePageOfTheRulesListsThemAllWithWhatThereIsToSayOfEach() {
        StringBuilder page = new StringBuilder("\n## Rules\n\n| rule | what must hold |\n|---|---|\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            page.append("| [`%s`](#%1$s) | %s |\n".formatted(rule.id(), rule.says()));
        }
        page.append("\n## Each of them\n\nWhat is left out of an example is as it should be.\n");
        for (Rule rule : EnvironmentValidator.rules()) {
            page.append(text(RuleEntry.of(rule)));
        }
        Page.assertEquals("rules.md", page.toString());
    }

    private static String text(RuleEntry entry) {
        return """

                ### %s

                %s

                Why: %s Source: [%s](%s)

                Refused:

                ```yaml
                %s```
                ```
                %s```

                Accepted:

                ```yaml
                %s```

                By hand: %s
                """.formatted(
                        entry.rule().id(),
                        entry.rule().says(),
                        entry.why(),
                        entry.source().replaceFirst("^https://", ""),
                        entry.source(),
                        entry.refused(),
                        entry.messages(),
                        entry.accepted(),
                        entry.check());
    }
}
