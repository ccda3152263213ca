package dev.kfstack.stacks;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * What a synth did.
 *
 * @param written files that are new or changed, in the order in which they were put into place
 * @param unchanged files that were right already, and were not touched
 * @param removed files of stacks, and of environments, that exist no longer
 * @param provenance of all stacks in the output folder, those of other environments included
 */
public record SynthResult(List<Path> written, List<Path> unchanged, List<Path> removed, Provenance provenance) {

    /** After problems: nothing was written. */
    static final SynthResult NOTHING =
            new SynthResult(List.of(), List.of(), List.of(), new Provenance(new TreeMap<>()));
}
