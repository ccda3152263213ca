package dev.kfstack.cli;

import dev.kfstack.stacks.Provenance.Found;
import dev.kfstack.validation.RuleEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code kfstack explain} says to people. */
final class ExplainText {

    private ExplainText() {}

    static String render(RuleEntry entry) {
        return """
                %s: %s

                Why: %s
                     %s

                Refused, for example:

                %s
                with

                %s
                Accepted:

                %s
                By hand: %s
                """.formatted(
                        entry.rule().id(),
                        entry.rule().says(),
                        entry.why(),
                        entry.link(),
                        entry.refused().indent(4),
                        entry.messages().indent(4),
                        entry.accepted().indent(4),
                        entry.check());
    }

    static String render(RuleRow row) {
        return """
                %s %s: %s

                More: %s
                """.formatted(row.id(), row.verb(), row.says(), row.page());
    }

    static String render(List<Found> resources, Path environments) {
        return resources.stream()
                .map(found -> """
                        %s
                          environment  %s
                          stack        %s
                          key          %s
                          written in   %s:%d
                          construct    %s
                        """.formatted(
                                found.address(),
                                found.environment(),
                                found.stack(),
                                found.origin().path().isEmpty()
                                        ? "(the environment itself)"
                                        : found.origin().path(),
                                environments.resolve(found.origin().file()),
                                found.origin().line(),
                                found.origin().construct()))
                .collect(Collectors.joining("\n"));
    }
}
