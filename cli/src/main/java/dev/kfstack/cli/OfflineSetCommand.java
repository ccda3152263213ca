package dev.kfstack.cli;

import dev.kfstack.offline.plan.Drift;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack offline set}. */
@Command(
        name = "set",
        description = "Change something in a world behind Terraform's back: drift on purpose.",
        footer = {
            "",
            "Example: kfstack offline set google_container_node_pool.standard autoscaling.0.total_max_node_count 9"
                    + " --world trial"
        })
final class OfflineSetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ADDRESS", description = "Terraform address; STACK/ADDRESS where several stacks have it.")
    private String address = "";

    @Parameters(paramLabel = "ATTR", description = "Attribute, nested with dots, as Terraform's state has it.")
    private String attribute = "";

    @Parameters(paramLabel = "VALUE", description = "New value: text as it is, all else as JSON.")
    private String value = "";

    @Option(names = "--world", paramLabel = "DIR", required = true, description = "Folder of the world.")
    private Path world = Path.of(".");

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Terraform's state, where it is a file instead of in the world (backend local, or none).")
    private @Nullable Path state;

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() throws IOException {
        Problems problems = new Problems();
        Optional<Drift> drift = Drift.set(world, Optional.ofNullable(state), address, attribute, value, problems);
        int exitCode = output.report(problems);
        drift.ifPresent(done -> output.lists()
                .println(done.thing() + ": " + attribute + ": " + done.before() + " is now " + done.after()));
        return exitCode;
    }
}
