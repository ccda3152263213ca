package dev.kfstack.upstream;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the folders that overlays build on take from outside of a copy, directly or through other folders. */
final class RemoteBases {

    static final String RULE = "upstream-base";

    /** An entry as a kustomization of the copy has it. */
    record Found(KustomizationFile file, String entry) {}

    private final Path copy;
    private final Problems problems;
    private final List<Found> found = new ArrayList<>();

    private RemoteBases(Path copy, Problems problems) {
        this.copy = copy;
        this.problems = problems;
    }

    /** @param bases folders below {@code copy}; one that is not there is a problem */
    static List<Found> of(Path copy, Collection<String> bases, Problems problems) throws IOException {
        RemoteBases remote = new RemoteBases(copy, problems);
        remote.walk(bases);
        return remote.found;
    }

    private void walk(Collection<String> bases) throws IOException {
        Deque<Path> next = new ArrayDeque<>();
        for (String base : bases) {
            Path folder = copy.resolve(base);
            if (KustomizationFile.in(folder).isEmpty()) {
                problems.error(
                        new Place(folder.toString(), 1, 1),
                        "",
                        "a component builds on " + base + ", which the release does not have",
                        RULE);
            }
            next.add(folder);
        }
        Set<Path> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            Optional<KustomizationFile> file = KustomizationFile.in(next.remove());
            if (file.isPresent()) {
                for (String entry : file.get().bases()) {
                    Path folder = file.get().folder().resolve(entry).normalize();
                    if (!RemoteReference.isLocal(entry)) {
                        found.add(new Found(file.get(), entry));
                    } else if (Files.isDirectory(folder) && seen.add(folder)) {
                        next.add(folder);
                    }
                }
            }
        }
    }
}
