package dev.kfstack.cli;

import dev.kfstack.offline.plan.EnvironmentPlan;
import dev.kfstack.offline.plan.OfflinePlanning;
import dev.kfstack.offline.plan.PlanOutput;
import dev.kfstack.offline.plan.Planning;
import dev.kfstack.offline.plan.Plans;
import dev.kfstack.offline.plan.StackFolder;
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
 * shows the plans, for those that read the JSON of each, which {@link PlanOutput#kept} gets, and for those that do something
 * between one stack and the next.
 *
 * <p>Each way adds to the problems it is given; when there are errors then, nothing was planned and the result is empty.
 *
 * @param environments read, and without errors
 */
record EnvironmentPlans(List<EnvironmentFile> environments, Folders folders, TerraformRun run, PlanOutput output) {

    /** What plans one environment. */
    private interface Way {
        EnvironmentPlan plan(Planning planning, List<StackFolder> stacks) throws IOException;
    }

    /** Writes the stacks into the output folder, where the user's terraform finds them, and says which changed. */
    void synth(Problems problems) {
        TerraformSynthesizer.synth(
                        environments, releases(problems), folders.environments(), folders.terraform(), problems)
                .written()
                .forEach(file -> output.progress().println("wrote   " + file));
    }

    /** The stacks of an environment that {@link #synth} wrote, in the order in which they are applied. */
    List<StackFolder> stacks(String environment) {
        return StackFolder.of(folders.terraform(), environment);
    }

    Planning planning(String environment) {
        Path folder = run.scratch().path("environments").resolve(environment);
        return new Planning(environment, run.binary(), run.variables(), run.colour(), folder, run.processes(), output);
    }

    /** With the user's providers, credentials and states; what is synthesized stays in the output folder. */
    Optional<Plans> withUsersCloud(Problems problems) throws IOException {
        synth(problems);
        return planEach(folders.terraform(), Planning::withUsersCloud, problems);
    }

    /** As {@link OfflinePlanning#inWorld}; each environment in a copy of the world. */
    Optional<Plans> offline(Optional<Path> world, Problems problems) throws IOException {
        return planEach(
                trial(problems), (planning, stacks) -> new OfflinePlanning(planning).inWorld(world, stacks), problems);
    }

    /** As {@link OfflinePlanning#withInstalledProviders}. */
    Optional<Plans> withInstalledProviders(Problems problems) throws IOException {
        return planEach(
                trial(problems),
                (planning, stacks) -> new OfflinePlanning(planning).withInstalledProviders(stacks),
                problems);
    }

    /**
     * As {@link OfflinePlanning#against}: what changed since a commit; all of an environment that did not exist there is new.
     *
     * @param inputsOnly whether this build synthesizes the commit's inputs even where the commit's code is another
     */
    Optional<Plans> against(String ref, boolean inputsOnly, Problems problems) throws IOException {
        Path now = trial(problems);
        Path then = run.scratch().path("earlier");
        if (!problems.hasErrors()) {
            new EarlierStacks(ref, inputsOnly, folders, run.scratch(), run.processes(), output.progress())
                    .synth(names(), then, problems);
        }
        return planEach(
                now,
                (planning, stacks) ->
                        new OfflinePlanning(planning).against(StackFolder.of(then, planning.environment()), stacks),
                problems);
    }

    /** Where those ways synthesize that leave the output folder alone. */
    Path synthesizedAside() {
        return run.scratch().path("synthesized");
    }

    private Path trial(Problems problems) {
        TerraformSynthesizer.trial(
                environments, releases(problems), folders.environments(), synthesizedAside(), problems);
        return synthesizedAside();
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
            plans.add(way.plan(planning(name), StackFolder.of(synthesized, name)));
        }
        return Optional.of(new Plans(plans));
    }

    private List<String> names() {
        return environments.stream().map(EnvironmentFile::name).toList();
    }
}
