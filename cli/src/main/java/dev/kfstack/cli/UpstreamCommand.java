package dev.kfstack.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kfstack upstream}: the group of commands for the Kubeflow release. */
@Command(
        name = "upstream",
        description = "The Kubeflow release that the overlays build on: a local copy, and its newer tags.",
        subcommands = {UpstreamPullCommand.class, UpstreamStatusCommand.class},
        footer = {"", "Example: kfstack upstream pull"})
final class UpstreamCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
