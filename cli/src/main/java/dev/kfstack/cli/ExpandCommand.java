package dev.kfstack.cli;

import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.ExpandedEnvironment;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack expand}. */
@Command(
        name = "expand",
        description = "Print an environment with base.yaml and all defaults filled in, each value with its origin.",
        footer = {"", "Example: kfstack expand kf-prod"})
final class ExpandCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        int exitCode = output.reportBeforeYaml(read.problems());
        if (exitCode == ExitCode.FINE) {
            EnvironmentFile file = read.wanted().get(0);
            output.out().print(ExpandedEnvironment.render(file.reading().resolved()));
            output.out().flush();
        }
        return exitCode;
    }
}
