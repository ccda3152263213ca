package dev.kfstack.cli;

import dev.kfstack.addresses.PromisedAddresses;
import dev.kfstack.kustomize.Overlays;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack validate}. */
@Command(
        name = "validate",
        description = "Say what is wrong with the environments; write nothing.",
        footer = {"", "Example: kfstack validate kf-test --output json"})
final class ValidateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "0..*", description = "Environments (default: all).")
    private List<String> environments = List.of();

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), environments);
        if (!read.problems().hasErrors()) {
            againstReleaseAndPromises(read);
        }
        int exitCode = output.report(read.problems());
        if (!output.isJson() && exitCode == ExitCode.FINE) {
            read.wanted().forEach(file -> output.out().println(file.file() + " is valid"));
        }
        return exitCode;
    }

    /** Reports what else synth would refuse before it builds a stack. */
    private void againstReleaseAndPromises(EnvironmentsRead read) {
        new Overlays(folders.handWritten(), folders.overlays(), read.problems()).files(read.wanted());
        try {
            PromisedAddresses.read(
                    folders.environments(),
                    read.wanted(),
                    new EnvironmentReader(folders.environments(), new Problems()).names(),
                    read.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
