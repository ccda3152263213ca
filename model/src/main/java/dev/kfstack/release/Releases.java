package dev.kfstack.release;

import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The releases whose facts an overlays folder holds, each read once. */
public final class Releases {

    private final Path overlays;
    private final Problems problems;
    private final Map<String, Optional<Release>> read = new TreeMap<>();

    /**
     * Nothing is read yet.
     *
     * @param overlays the folder with {@code upstream/VERSION.lock.json}
     * @param problems where a file that cannot be read is reported; a file that does not exist is none
     */
    public Releases(Path overlays, Problems problems) {
        this.overlays = overlays;
        this.problems = problems;
    }

    /** The release, or empty when the folder knows nothing of it. */
    public Optional<Release> of(String version) {
        return read.computeIfAbsent(version, wanted -> Release.read(overlays, wanted, problems));
    }

    /** As {@link Release#webhookPorts}; empty for an environment of an unknown release. */
    public SortedSet<Integer> webhookPorts(Environment environment) {
        return of(environment.kubeflow().version())
                .map(release -> release.webhookPorts(environment))
                .orElse(Collections.emptySortedSet());
    }

    /** As {@link Release#webhooks}; empty for an environment of an unknown release. */
    public SortedMap<String, Integer> webhooks(Environment environment) {
        return of(environment.kubeflow().version())
                .map(release -> release.webhooks(environment))
                .orElse(Collections.emptySortedMap());
    }
}
