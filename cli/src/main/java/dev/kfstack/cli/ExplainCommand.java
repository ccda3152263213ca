package dev.kfstack.cli;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.problem.Spelling;
import dev.kfstack.stacks.Provenance;
import dev.kfstack.validation.EnvironmentValidator;
import dev.kfstack.validation.Rule;
import dev.kfstack.validation.RuleEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack explain}. */
@Command(
        name = "explain",
        description =
                "Say what a rule wants, with an example; or where a Terraform resource comes from, as of the last "
                        + "synth.",
        footer = {
            "",
            "Examples: kfstack explain pod-capacity",
            "          kfstack explain google_container_node_pool.gpu-l4",
            "          kfstack explain kf-prod-cluster/google_container_node_pool.gpu-l4"
        })
final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RULE|ADDRESS",
            description =
                    "The id of a rule, as problems end with it; or TYPE.NAME, STACK/ in front for that stack alone.")
    private String wanted = "";

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        return wanted.contains(".") ? address() : rule();
    }

    private int rule() {
        Optional<Rule> rule = EnvironmentValidator.rules().stream()
                .filter(known -> known.id().equals(wanted))
                .findFirst();
        if (rule.isPresent()) {
            RuleEntry entry = RuleEntry.of(rule.get());
            return print(output.isJson() ? ExplainJson.render(entry) : ExplainText.render(entry));
        }
        Optional<RuleRow> row = RuleRow.of(wanted);
        if (row.isPresent()) {
            return print(output.isJson() ? ExplainJson.render(row.get()) : ExplainText.render(row.get()));
        }
        List<String> ids = EnvironmentValidator.rules().stream().map(Rule::id).toList();
        return unknown(
                folders.environments().toString(),
                "there is no rule \"" + wanted + "\"",
                "unknown-rule",
                Spelling.didYouMean(wanted, ids).or(() -> Optional.of("docs/rules.md lists them")));
    }

    private int address() {
        Provenance provenance = provenance();
        List<Provenance.Found> found = provenance.find(wanted);
        if (found.isEmpty()) {
            return provenance.stacks().isEmpty()
                    ? unknown(
                            folders.terraform().toString(),
                            "nothing is synthesized yet",
                            "unknown-address",
                            Optional.of("run kfstack synth"))
                    : unknown(
                            folders.terraform().toString(),
                            "no stack has the resource \"" + wanted + "\"; stacks: "
                                    + String.join(", ", provenance.stacks().keySet()),
                            "unknown-address",
                            provenance.didYouMean(wanted));
        }
        return print(
                output.isJson()
                        ? ExplainJson.render(found, folders.environments())
                        : ExplainText.render(found, folders.environments()));
    }

    private Provenance provenance() {
        try {
            return Provenance.read(folders.terraform());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int unknown(String file, String message, String rule, Optional<String> hint) {
        Problems problems = new Problems();
        problems.add(new Problem(Severity.ERROR, new Place(file, 1, 1), "", message, rule, hint));
        return output.report(problems);
    }

    private int print(String text) {
        output.out().print(text);
        output.out().flush();
        return ExitCode.FINE;
    }
}
