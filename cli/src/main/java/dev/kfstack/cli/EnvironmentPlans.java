package dev.kfstack.cli;

import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.Planning;
import dev.kfstack.offline.plan.Plans;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.plan.StackFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.Releases;
import dev.kfstack.stacks.TerraformSynthesizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Synthesizes environments and plans them by the user's terraform, one after another in this JVM: for the command that
 * shows the plans, and for those that read the JSON of each, which {@link PlanOutput#kept} gets.
 *
 * <p>Each way adds to the problems it is given; when there are errors then, nothing was planned and the result is empty.
 *
 * @param environments read, and without errors
 * @param scratch of this run, in which each environment gets a folder
 */
record EnvironmentPlans(
        List<EnvironmentFile> environments,
        Folders folders,
        TerraformBinary binary,
        boolean colour,
        ScratchFolder scratch,
        ChildProcesses processes,
        PlanOutput output) {

    /** What plans one environment. */
    private interface Way {
        EnvironmentPlan plan(Planning planning, List<StackFolder> stacks) throws IOException;
    }

    /** With the user's providers, credentials and states; what is synthesized stays in the output folder. */
    Optional<Plans> withUsersCloud(Problems problems) throws IOException {
        Path written = folders.terraform();
        TerraformSynthesizer.synth(environments, releases(problems), folders.environments(), written, problems)
                .written()
                .forEach(file -> output.progress().println("wrote   " + file));
        return planEach(written, Planning::withUsersCloud, problems);
    }

    /** As {@link Planning#offline}; each environment in a copy of the world. */
    Optional<Plans> offline(Optional<Path> world, Problems problems) throws IOException {
        return planEach(trial(problems), (planning, stacks) -> planning.offline(stacks, world), problems);
    }

    /** As {@link Planning#withInstalledProviders}. */
    Optional<Plans> withInstalledProviders(Problems problems) throws IOException {
        return planEach(trial(problems), Planning::withInstalledProviders, problems);
    }

    /**
     * As {@link Planning#against}: what changed since a commit; all of an environment that did not exist there is new.
     *
     * @param inputsOnly whether this build synthesizes the commit's inputs even where the commit's code is another
     */
    Optional<Plans> against(String ref, boolean inputsOnly, Problems problems) throws IOException {
        Path now = trial(problems);
        Path then = scratch.path("earlier");
        if (!problems.hasErrors()) {
            new EarlierStacks(ref, inputsOnly, folders, scratch, processes, output.progress())
                    .synth(names(), then, problems);
        }
        return planEach(
                now,
                (planning, stacks) -> planning.against(StackFolder.of(then, planning.environment()), stacks),
                problems);
    }

    private Path trial(Problems problems) {
        Path written = scratch.path("synthesized");
        TerraformSynthesizer.trial(environments, releases(problems), folders.environments(), written, problems);
        return written;
    }

    private Releases releases(Problems problems) {
        return new Releases(folders.handWritten(), problems);
    }

    private Optional<Plans> planEach(Path synthesized, Way way, Problems problems) throws IOException {
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        List<EnvironmentPlan> plans = new ArrayList<>();
        for (String name : names()) {
            Path folder = scratch.path("environments").resolve(name);
            Planning planning = new Planning(name, binary, System.getenv(), colour, folder, processes, output);
            plans.add(way.plan(planning, StackFolder.of(synthesized, name)));
        }
        return Optional.of(new Plans(plans));
    }

    private List<String> names() {
        return environments.stream().map(EnvironmentFile::name).toList();
    }
}
