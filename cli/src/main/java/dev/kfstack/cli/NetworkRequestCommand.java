package dev.kfstack.cli;

import dev.kfstack.environment.Network.ManagedBy;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.Releases;
import dev.kfstack.stacks.NetworkRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kfstack network request}. */
@Command(
        name = "request",
        description = "Write what a network team must create for an environment, to network-request/ENV in the output "
                + "folder: Terraform of their own, and a page with every number and its reason.",
        footer = {"", "Example: kfstack network request kf-test"})
final class NetworkRequestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        EnvironmentFile file = read.wanted().get(0);
        if (file.environment().network().managedBy() == ManagedBy.KFSTACK) {
            ConfigPath path = ConfigPath.of("network", "managedBy");
            problems.error(
                    file.reading().sources().place(path),
                    path.text(),
                    "must be network-team for a request, got kfstack: the stack " + environment
                            + "-network creates everything",
                    "network-request");
            return output.report(problems);
        }
        Releases releases = new Releases(folders.handWritten(), problems);
        releases.of(file.environment().kubeflow().version());
        int exitCode = output.report(problems);
        if (exitCode == ExitCode.FINE) {
            write(file, releases);
        }
        return exitCode;
    }

    private void write(EnvironmentFile file, Releases releases) {
        try {
            for (Path written :
                    NetworkRequest.write(file.environment(), releases, folders.networkRequest(file.name()))) {
                output.lists().println("wrote   " + written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
