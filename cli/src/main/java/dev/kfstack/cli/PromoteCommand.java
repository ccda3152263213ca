package dev.kfstack.cli;

import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack promote}. */
@Command(
        name = "promote",
        description = {
            "Refuse, unless the environments of earlier tiers (test, then dev, then prod) are as this commit "
                    + "has them: what comes before 'kfstack apply ENV'.",
            "It needs to read their states, and writes to none."
        },
        footer = {
            "",
            "Examples: kfstack promote kf-prod && kfstack apply kf-prod",
            "          kfstack promote kf-prod --from kf-test"
        })
final class PromoteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment that is to follow.")
    private String environment = "";

    @Option(
            names = "--from",
            paramLabel = "ENV",
            description = "Ask this one, as often as wanted (default: all of earlier tiers).")
    private List<String> from = List.of();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        try {
            new Promotion(folders, System.getenv(), output).check(environment, from, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.report(problems);
    }
}
