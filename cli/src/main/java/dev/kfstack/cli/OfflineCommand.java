package dev.kfstack.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kfstack offline}: the group of commands on the fake cloud. */
@Command(
        name = "offline",
        description = "Run terraform, or what runs it, on a fake cloud.",
        subcommands = {OfflineServeCommand.class, OfflineSetCommand.class},
        footer = {"", "Example: kfstack offline serve -- cdktf plan kf-test-cluster --skip-provider-lock"})
final class OfflineCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
