package dev.kfstack.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kfstack network}: the group of commands for a network that another team owns. */
@Command(
        name = "network",
        description = "Ask a network team for what an environment needs, and check what they answer.",
        subcommands = {NetworkRequestCommand.class, NetworkCheckCommand.class},
        footer = {"", "Example: kfstack network request kf-test"})
final class NetworkCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
