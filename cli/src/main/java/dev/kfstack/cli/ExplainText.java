package dev.kfstack.cli;

import dev.kfstack.stacks.Provenance.Found;
import dev.kfstack.validation.RuleExample;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code kfstack explain} says to people. */
final class ExplainText {

    private ExplainText() {}

    static String render(RuleExample example) {
        return "%s: %s\n\nRefused, for example:\n\n%s\nwith\n\n%s"
                .formatted(
                        example.rule().id(),
                        example.rule().says(),
                        example.yaml().indent(4),
                        example.messages().indent(4));
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
