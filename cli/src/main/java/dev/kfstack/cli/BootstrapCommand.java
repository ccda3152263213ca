package dev.kfstack.cli;

import dev.kfstack.bootstrap.Bootstrap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack bootstrap}. */
@Command(
        name = "bootstrap",
        description = {
            "Print what must exist before the first plan of an environment, as gcloud commands in order.",
            "They are safe to repeat; APPLIER in their environment names who applies first."
        },
        footer = {"", "Example: kfstack bootstrap kf-test | APPLIER=user:name@example.com bash"})
final class BootstrapCommand implements Callable<Integer> {

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
            output.out().print(new Bootstrap(read.wanted().get(0).environment()).script());
            output.out().flush();
        }
        return exitCode;
    }
}
