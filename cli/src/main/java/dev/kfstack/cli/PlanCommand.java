package dev.kfstack.cli;

import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.Planning;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Releases;
import dev.kfstack.stacks.TerraformSynthesizer;
import java.io.IOException;
import java.nio.file.FileSystemException;
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
        description = "Plan the stacks of an environment by terraform, in the order in which they are applied.",
        footer = {
            "",
            "Examples: kfstack plan kf-test",
            "          kfstack plan kf-test --offline --out plans",
            "          kfstack plan kf-test --against origin/main"
        })
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private String environment = "";

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
            description = {
                "With --offline: real plans by the providers that terraform can install, as if nothing existed; with no",
                "call to a cloud, so that a stack that looks something up is left out (default: fake)."
            })
    private @Nullable Providers providers;

    @Option(
            names = "--against",
            paramLabel = "REF",
            description = "Plan, offline, the change from what the environment was at a commit.")
    private @Nullable String against;

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
    public Integer call() throws IOException {
        checkUsage();
        Problems problems = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(folders.environments(), List.of(environment));
        problems.addAll(read.problems());
        Optional<TerraformBinary> binary = TerraformBinary.find(System.getenv(), problems);
        if (problems.hasErrors() || binary.isEmpty()) {
            return output.report(problems);
        }
        try (ChildProcesses processes = ChildProcesses.open();
                ScratchFolder scratch = ScratchFolder.open()) {
            return plan(read, binary.get(), scratch, processes, problems);
        } catch (FileSystemException e) {
            output.err().println("kfstack: cannot read or write a file: " + e);
            return ExitCode.PROBLEMS;
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
        if (world != null && !Files.isDirectory(world)) {
            throw output.usage("there is no world in " + world);
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw output.usage("--out needs a folder, and " + out + " is none");
        }
    }

    private int plan(
            EnvironmentsRead read,
            TerraformBinary binary,
            ScratchFolder scratch,
            ChildProcesses processes,
            Problems problems)
            throws IOException {
        boolean withUsersCloud = !offline && against == null;
        Path synthesized = withUsersCloud ? folders.terraform() : scratch.path("synthesized");
        Releases releases = new Releases(folders.handWritten(), problems);
        if (withUsersCloud) {
            TerraformSynthesizer.synth(read.wanted(), releases, folders.environments(), synthesized, problems)
                    .written()
                    .forEach(file -> output.err().println("wrote   " + file));
        } else {
            TerraformSynthesizer.trial(read.wanted(), releases, folders.environments(), synthesized, problems);
        }
        List<StackFolder> before = against == null ? List.of() : before(against, scratch, problems);
        if (output.report(problems) != ExitCode.FINE) {
            return ExitCode.PROBLEMS;
        }
        Planning planning = new Planning(
                environment,
                binary,
                System.getenv(),
                !output.isJson() && Ansi.AUTO.enabled(),
                scratch,
                processes,
                new PlanOutput(output.lists(), output.err(), Optional.ofNullable(out)));
        EnvironmentPlan plan = run(planning, StackFolder.of(synthesized, environment), before);
        plan.print(output.lists());
        return plan.succeeded() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private EnvironmentPlan run(Planning planning, List<StackFolder> stacks, List<StackFolder> before)
            throws IOException {
        if (against != null) {
            return planning.against(before, stacks);
        }
        if (providers == Providers.real) {
            EnvironmentPlan plan = planning.withInstalledProviders(stacks);
            if (!plan.succeeded()) {
                output.err()
                        .println(
                                "kfstack: where terraform init failed, terraform could not install the providers that the"
                                        + " stacks name: they come from a registry or from a mirror that TF_CLI_CONFIG_FILE names;"
                                        + " without --providers real none is needed");
            }
            return plan;
        }
        return offline ? planning.offline(stacks, Optional.ofNullable(world)) : planning.withUsersCloud(stacks);
    }

    /** What the environment's inputs at a commit make with this build; nothing when it was not there yet. */
    private List<StackFolder> before(String ref, ScratchFolder scratch, Problems problems) throws IOException {
        Optional<Revision> found = Revision.of(folders.environments(), ref, problems);
        if (found.isEmpty()) {
            return List.of();
        }
        Revision revision = found.get();
        revision.codeThatDiffers().ifPresent(output.err()::println);
        Path inputs = scratch.path("environments-before");
        revision.extract(inputs, scratch.path("git-index"), problems);
        if (problems.hasErrors()) {
            return List.of();
        }
        if (!Files.isRegularFile(inputs.resolve(environment + ".yaml"))) {
            output.err().println(environment + " does not exist at " + ref + ": all of it is new");
            return List.of();
        }
        Problems theirs = new Problems();
        EnvironmentsRead read = EnvironmentsRead.of(inputs, List.of(environment));
        theirs.addAll(read.problems());
        Path written = scratch.path("synthesized-before");
        if (!theirs.hasErrors()) {
            TerraformSynthesizer.synth(
                    read.wanted(), new Releases(folders.handWritten(), theirs), inputs, written, theirs);
        }
        theirs.inFileOrder().forEach(problem -> problems.add(revision.place(problem, inputs)));
        return StackFolder.of(written, environment);
    }
}
