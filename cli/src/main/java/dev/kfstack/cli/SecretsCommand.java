package dev.kfstack.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kfstack secrets}: the group of commands for secrets. */
@Command(
        name = "secrets",
        description = "Give a secret a new value.",
        subcommands = SecretsRotateCommand.class,
        footer = {"", "Example: kfstack secrets rotate pipelines-database kf-test"})
final class SecretsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
