package dev.kfstack.cli;

import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.Releases;
import dev.kfstack.stacks.TerraformSynthesizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What environments were at a commit, as Terraform: its inputs, synthesized by the commit's own code where that is not the
 * code that runs.
 *
 * @param ref names the commit
 * @param inputsOnly to take the code that runs in any case
 * @param scratch of this run
 */
record EarlierStacks(
        String ref,
        boolean inputsOnly,
        Folders folders,
        ScratchFolder scratch,
        ChildProcesses processes,
        PrintWriter progress) {

    /** Writes the stacks of those environments that the commit has; says which it has not. */
    void synth(List<String> environments, Path output, Problems problems) throws IOException {
        Optional<Revision> found = Revision.of(folders.environments(), ref, scratch.path("git-index"), problems);
        if (found.isEmpty()) {
            return;
        }
        Revision revision = found.get();
        Path project = scratch.path("project");
        revision.extract(project, problems);
        Path inputs = project.resolve(revision.environments());
        List<String> there = new ArrayList<>(environments);
        there.removeIf(name -> !Files.isRegularFile(inputs.resolve(name + ".yaml")));
        environments.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> progress.println(name + " does not exist at " + ref + ": all of it is new"));
        progress.flush();
        warnOfGone(inputs, problems);
        if (problems.hasErrors() || there.isEmpty()) {
            return;
        }
        // what is made of old inputs owes nothing to what was promised of them
        revision.deleteAddresses(inputs);
        Problems theirs = new Problems();
        List<String> differing = revision.differingCode();
        if (differing.isEmpty() || inputsOnly) {
            synthHere(there, inputs, output, theirs);
        } else {
            synthThere(revision, differing, there, inputs, output, theirs);
        }
        // of what was there, only what keeps it from being planned
        theirs.inFileOrder().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> problems.add(revision.place(problem, project)));
    }

    /** What was there and is no more cannot be planned: it must not look as if nothing became of it. */
    private void warnOfGone(Path inputs, Problems problems) {
        if (!Files.isDirectory(inputs)) {
            return;
        }
        List<String> now = new EnvironmentReader(folders.environments(), new Problems()).names();
        for (String name : new EnvironmentReader(inputs, new Problems()).names()) {
            if (!now.contains(name)) {
                problems.add(new Problem(
                        Severity.WARNING,
                        new Place(folders.environments().resolve(name + ".yaml").toString(), 1, 1),
                        "",
                        "existed at " + ref + " and is gone: what that destroys is not planned",
                        Revision.RULE,
                        Optional.of("kfstack decommission plans it, while the file is there")));
            }
        }
    }

    private static void synthHere(List<String> environments, Path inputs, Path output, Problems problems) {
        EnvironmentsRead read = EnvironmentsRead.of(inputs, environments);
        problems.addAll(read.problems());
        if (!problems.hasErrors()) {
            Releases releases = new Releases(inputs.resolveSibling("overlays"), problems);
            TerraformSynthesizer.synth(read.wanted(), releases, inputs, output, problems);
        }
    }

    private void synthThere(
            Revision revision,
            List<String> differing,
            List<String> environments,
            Path inputs,
            Path output,
            Problems problems)
            throws IOException {
        progress.println("kfstack: the code of " + ref + " is another (" + differing.get(0)
                + (differing.size() == 1 ? "" : " and " + (differing.size() - 1) + " more")
                + "): its build synthesizes what was there");
        progress.flush();
        Optional<CommitBuild> build = CommitBuild.of(revision, System.getenv());
        if (build.isEmpty()) {
            problems.error(
                    new Place(ref, 1, 1),
                    "",
                    "has no kfstack beside its environments",
                    Revision.RULE,
                    CommitBuild.WAY_OUT);
            return;
        }
        build.get().synth(environments, inputs, output, processes, progress, problems);
    }
}
