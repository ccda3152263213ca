package dev.kfstack.cli;

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
        int exitCode = output.report(read.problems());
        if (!output.isJson() && exitCode == ExitCode.FINE) {
            read.wanted().forEach(file -> output.out().println(file.file() + " is valid"));
        }
        return exitCode;
    }
}
