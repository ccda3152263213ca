package dev.kfstack.cli;

import dev.kfstack.environment.Moves;
import dev.kfstack.offline.plan.ScratchFolder;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.problem.Severity;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.review.guard.EnvironmentGuards;
import dev.kfstack.review.guard.Finding;
import dev.kfstack.review.guard.GuardReport;
import dev.kfstack.review.plan.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of the commit that a pull request is to be merged into.
 *
 * @param project what holds its environments and overlays
 * @param scratch that the project is in
 */
record BaseCommit(Revision revision, Path project, ScratchFolder scratch) {

    static Optional<BaseCommit> of(String ref, Folders folders, ScratchFolder scratch, Problems problems)
            throws IOException {
        Optional<Revision> revision = Revision.of(folders.environments(), ref, scratch.path("base-index"), problems);
        Path project = scratch.path("base");
        if (revision.isPresent()) {
            revision.get().extract(project, problems);
        }
        return revision.map(found -> new BaseCommit(found, project, scratch));
    }

    Path overlays() {
        return project.resolve("overlays");
    }

    /** Plans, and what the environments of now give up that were there already. */
    GuardReport.Subject subject(List<StackPlan> plans, Moves moves, Folders folders, Problems problems) {
        List<String> compared = new ArrayList<>();
        List<Finding> givenUp = new ArrayList<>();
        Path inputs = project.resolve(revision.environments());
        EnvironmentReader now = new EnvironmentReader(folders.environments(), new Problems());
        for (String name : now.names()) {
            Optional<EnvironmentFile> after = read(folders.environments(), name, new Problems());
            Problems ofThen = new Problems();
            Optional<EnvironmentFile> before =
                    Files.isRegularFile(inputs.resolve(name + ".yaml")) ? read(inputs, name, ofThen) : Optional.empty();
            if (ofThen.hasErrors()) {
                warn(name, problems);
            } else if (before.isPresent() && after.isPresent()) {
                compared.add(name);
                givenUp.addAll(EnvironmentGuards.check(
                        name, before.get().environment(), after.get().environment()));
            }
        }
        return new GuardReport.Subject(plans, moves, compared, givenUp);
    }

    private static Optional<EnvironmentFile> read(Path folder, String name, Problems problems) {
        List<EnvironmentFile> read = new EnvironmentReader(folder, problems).read(List.of(name));
        return problems.hasErrors() ? Optional.empty() : read.stream().findFirst();
    }

    private void warn(String name, Problems problems) {
        problems.add(new Problem(
                Severity.WARNING,
                new Place(revision.ref() + ":" + revision.environments() + "/" + name + ".yaml", 1, 1),
                "",
                "was written for another kfstack, and cannot be compared: no guard looks at what " + name + " gives up",
                Revision.RULE,
                Optional.empty()));
    }
}
