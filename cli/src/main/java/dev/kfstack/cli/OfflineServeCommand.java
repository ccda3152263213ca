package dev.kfstack.cli;

import dev.kfstack.offline.plan.OfflineCloud;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kfstack offline serve}. */
@Command(
        name = "serve",
        description = {
            "Run a command with the fake providers and states in its environment; end with its exit code.",
            "Terraform's data goes to .terraform-offline instead of .terraform, unless TF_DATA_DIR says " + "otherwise."
        },
        footer = {
            "",
            "Examples: kfstack offline serve -- cdktf plan kf-test-cluster --skip-provider-lock",
            "          kfstack offline serve --world trial -- terraform -chdir=cdktf.out/stacks/kf-test-cluster apply"
        })
final class OfflineServeCommand implements Callable<Integer> {

    private static final String DATA_FOLDER = "TF_DATA_DIR";

    @Option(
            names = "--world",
            paramLabel = "DIR",
            description = "Folder that keeps the fake cloud; made when there is none (default: forgotten at the end).")
    private @Nullable Path world;

    @Mixin
    private Folders folders = new Folders();

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command and its arguments, after --.")
    private List<String> command = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SortedSet<String> local = LocalStates.of(Path.of("").toAbsolutePath(), folders, command);
        if (!local.isEmpty()) {
            throw usage(String.join(", ", local) + ": the state is a file (backend: local), which real runs use too;"
                    + " a command on the fake cloud would write it. Use 'kfstack plan ENV --offline', which works in a"
                    + " copy, or the gcs backend");
        }
        try (ChildProcesses processes = ChildProcesses.open();
                ScratchFolder scratch = ScratchFolder.open();
                OfflineCloud cloud = OfflineCloud.in(world == null ? scratch.path("world") : world)) {
            ProcessBuilder program = new ProcessBuilder(command);
            program.environment().clear();
            program.environment().putAll(cloud.variables(System.getenv()));
            program.environment().put(DATA_FOLDER, System.getenv().getOrDefault(DATA_FOLDER, ".terraform-offline"));
            return run(program, processes);
        }
    }

    private int run(ProcessBuilder program, ChildProcesses processes) {
        try {
            return processes.inherit(program);
        } catch (IOException e) {
            throw usage(e.getMessage());
        }
    }

    private CommandLine.ParameterException usage(@Nullable String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
