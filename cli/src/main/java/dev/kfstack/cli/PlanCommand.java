package dev.kfstack.cli;

import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.Plans;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kfstack plan}. */
@Command(
        name = "plan",
        description = "Plan the stacks of environments by terraform, in the order in which they are applied.",
        footer = {
            "",
            "Examples: kfstack plan kf-test",
            "          kfstack plan kf-test kf-prod --offline --out plans",
            "          kfstack plan kf-test --against origin/main"
        })
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", arity = "1..*", description = "Environments.")
    private List<String> environments = List.of();

    @Option(
            names = "--offline",
            description = "Plan with fake providers and states: no cloud, no registry, no credentials.")
    private boolean offline;

    /** Who answers terraform. */
    enum Providers {
        fake,
        real
    }

    @Option(
            names = "--providers",
            paramLabel = "fake|real",
            description =
                    "With --offline: real plans by the providers that terraform can install, as if nothing existed; "
                            + "with no call to a cloud, so that a stack that looks something up is left out (default: fake).")
    private @Nullable Providers providers;

    @Option(
            names = "--against",
            paramLabel = "REF",
            description =
                    "Plan, offline, the change from what the environments were at a commit. Where the code of kfstack "
                            + "is another there, it is built once, in the cache folder.")
    private @Nullable String against;

    @Option(
            names = "--inputs-only",
            description = "With --against: build nothing; what only the code of kfstack changes does not show.")
    private boolean inputsOnly;

    @Option(
            names = "--world",
            paramLabel = "DIR",
            description = "With --offline: the world to plan against, which stays as it is (default: an empty one).")
    private @Nullable Path world;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder that gets each plan as STACK.tfplan and STACK.plan.json.")
    private @Nullable Path out;

    @Mixin
    private Folders folders = new Folders();

    @Mixin
    private ProblemOutput output = new ProblemOutput();

    @Override
    public Integer call() {
        checkUsage();
        Problems problems = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), environments);
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return output.report(problems);
        }
        try (TerraformRun run =
                TerraformRun.open(binary.get(), System.getenv(), !output.isJson() && Ansi.AUTO.enabled())) {
            PlanOutput shown = new PlanOutput(output.lists(), output.err(), Optional.ofNullable(out));
            return print(plan(new EnvironmentPlans(read.wanted(), folders, run, shown), problems), problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkUsage() {
        if (world != null && (!offline || against != null)) {
            throw output.usage("--world goes with --offline and without --against");
        }
        if (providers != null && (!offline || against != null)) {
            throw output.usage("--providers goes with --offline and without --against");
        }
        if (providers == Providers.real && world != null) {
            throw output.usage("--world is a world of the fake providers: real ones plan as if nothing existed");
        }
        if (inputsOnly && against == null) {
            throw output.usage("--inputs-only goes with --against");
        }
        if (world != null && !Files.isDirectory(world)) {
            throw output.usage("there is no world in " + world);
        }
        if (out != null && !canBeFolder(out.toAbsolutePath())) {
            throw output.usage("--out needs a folder that can be written, and " + out + " is none");
        }
    }

    /** Whether it is a folder to write to, or can be made one. */
    private static boolean canBeFolder(Path path) {
        Path there = path;
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there);
    }

    private Optional<Plans> plan(EnvironmentPlans plans, Problems problems) throws IOException {
        if (against != null) {
            return plans.against(against, inputsOnly, problems);
        }
        if (providers == Providers.real) {
            Optional<Plans> planned = plans.withInstalledProviders(problems);
            if (planned.isPresent() && !planned.get().succeeded()) {
                output.err()
                        .println(
                                "kfstack: where terraform init failed, terraform could not install the providers that the"
                                        + " stacks name: they come from a registry or from a mirror that TF_CLI_CONFIG_FILE names;"
                                        + " without --providers real none is needed");
            }
            return planned;
        }
        return offline ? plans.offline(Optional.ofNullable(world), problems) : plans.withUsersCloud(problems);
    }

    private int print(Optional<Plans> planned, Problems problems) {
        int exitCode = output.report(problems);
        if (planned.isEmpty()) {
            return exitCode;
        }
        planned.get().print(output.lists());
        return planned.get().succeeded() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }
}
