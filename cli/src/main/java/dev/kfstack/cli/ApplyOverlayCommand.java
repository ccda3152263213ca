package dev.kfstack.cli;

import dev.kfstack.apply.Cluster;
import dev.kfstack.apply.OverlayApply;
import dev.kfstack.apply.WavePlan;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.render.BuiltOverlay;
import dev.kfstack.render.OverlayBuilds;
import dev.kfstack.render.RenderChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack apply-overlay}. */
@Command(
        name = "apply-overlay",
        description = {
            "Apply an environment's overlay by kubectl, server-side and in waves, and wait after each for what "
                    + "the next one needs: definitions, webhooks, namespaces of teams.",
            "Safe to run again. Nothing is ever deleted."
        },
        footer = {"", "Example: kfstack apply-overlay kf-test --dry-run"})
final class ApplyOverlayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(names = "--dry-run", description = "Print the waves, and what is waited for, and call no cluster.")
    private boolean dryRun;

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            description = "Context of the kubeconfig (default: the name that gcloud gives the environment's cluster).")
    private @Nullable String context;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How long each wait may take (default: ${DEFAULT-VALUE}).")
    private String timeout = "10m";

    @Option(
            names = "--upstream",
            paramLabel = "DIR",
            description =
                    "Copy of the release (default: overlays/vendor/VERSION, which `kfstack upstream pull` makes).")
    private @Nullable Path upstream;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        if (!timeout.matches("([0-9]+(ms|s|m|h))+")) {
            throw output.usage("--timeout must be a duration such as 90s or 1h30m, got " + timeout);
        }
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        Problems problems = read.problems();
        if (problems.hasErrors()) {
            return output.report(problems);
        }
        EnvironmentFile file = read.wanted().get(0);
        Path copy = upstream == null
                ? folders.handWritten()
                        .resolve("vendor")
                        .resolve(file.environment().kubeflow().version())
                : upstream;
        if (!Files.isDirectory(copy)) {
            throw output.usage("there is no copy of the release in " + copy
                    + ": kfstack upstream pull makes it, or --upstream names another");
        }
        try {
            return apply(file, copy, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int apply(EnvironmentFile file, Path copy, Problems problems) throws IOException {
        Optional<BuiltOverlay> built =
                new OverlayBuilds(folders.handWritten(), problems).build(file, copy, Optional.empty());
        built.ifPresent(overlay -> RenderChecks.check(overlay, "overlays/" + file.name(), problems));
        int exitCode = output.report(problems);
        if (exitCode != ExitCode.FINE || built.isEmpty()) {
            return exitCode;
        }
        WavePlan plan = WavePlan.of(built.get());
        String cluster = context == null ? new ResourceNames(file.environment()).kubectlContext() : context;
        if (dryRun) {
            print(plan, cluster);
            return ExitCode.FINE;
        }
        boolean applied = new OverlayApply(new Cluster(Path.of("kubectl"), cluster), timeout, output.lists()::println)
                .apply(plan);
        return applied ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private void print(WavePlan plan, String cluster) {
        output.lists().println("context " + cluster);
        int count = plan.steps().size();
        for (int i = 0; i < count; i++) {
            WavePlan.Step step = plan.steps().get(i);
            output.lists()
                    .println("[" + (i + 1) + "/" + count + "] " + step.words() + ": "
                            + step.objects().size() + " objects");
            step.waits().forEach(wait -> output.lists().println("      then kubectl " + String.join(" ", wait)));
        }
    }
}
