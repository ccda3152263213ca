package dev.kfstack.cli;

import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.Releases;
import dev.kfstack.validation.NetworkAnswerFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack network check}. */
@Command(
        name = "check",
        description = "Compare a network team's answer, YAML or JSON, with what the environment asks for.",
        footer = {"", "Example: kfstack network check kf-test --answer answer.yaml"})
final class NetworkCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            required = true,
            description = "The answer, in the form that the page of the request ends with.")
    private Path answer = Path.of("");

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        if (!read.problems().hasErrors()) {
            EnvironmentFile file = read.wanted().get(0);
            Releases releases = new Releases(folders.handWritten(), read.problems());
            NetworkAnswerFile.check(answer, file, releases.webhookPorts(file.environment()), read.problems());
        }
        int exitCode = output.report(read.problems());
        if (!output.isJson() && exitCode == ExitCode.FINE) {
            output.out().println(answer + " is what " + environment + " asks for");
        }
        return exitCode;
    }
}
