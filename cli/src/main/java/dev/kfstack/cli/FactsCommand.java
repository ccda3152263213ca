package dev.kfstack.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kfstack facts}: the group of commands for what exists only after an apply. */
@Command(
        name = "facts",
        description = "What exists only after an apply, and overlays need: environments/ENV.facts.yaml.",
        subcommands = FactsPullCommand.class,
        footer = {"", "Example: kfstack facts pull kf-test"})
final class FactsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
