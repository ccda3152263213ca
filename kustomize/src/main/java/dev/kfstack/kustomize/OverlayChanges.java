package dev.kfstack.kustomize;

import java.util.List;

/**
 * How emitted files differ from a folder. Paths are relative to the overlays folder, with slashes, sorted.
 *
 * @param added files that are not there yet
 * @param changed files with another content
 * @param stale files that an earlier run wrote and this one would not
 */
public record OverlayChanges(List<String> added, List<String> changed, List<String> stale) {

    public boolean none() {
        return added.isEmpty() && changed.isEmpty() && stale.isEmpty();
    }
}
