package dev.kfstack.review.overlay;

import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of one Kubernetes object.
 *
 * @param kind as {@code Deployment}
 * @param namespace empty for what has none
 * @param name with its namespace and a slash in front, where it has one
 * @param action create, update or delete
 * @param attributes what differs; all of it for an object that comes or goes
 */
public record ObjectChange(String kind, String namespace, String name, Action action, List<Attribute> attributes) {

    private static final Map<String, String> LOSSES = Map.ofEntries(
            Map.entry("Namespace", "everything in it, the claims of its volumes too"),
            Map.entry("Profile", "the team's namespace, and everything in it"),
            Map.entry("CustomResourceDefinition", "all objects of its kind, in every namespace"),
            Map.entry("PersistentVolumeClaim", "its volume, unless that is retained"),
            Map.entry("PersistentVolume", "the binding of its claim to its disk"),
            Map.entry("StatefulSet", "the claims of its volumes, where it says so"),
            Map.entry("VolumeSnapshot", "its snapshot, unless that is retained"),
            Map.entry("VolumeSnapshotContent", "its snapshot, unless that is retained"),
            Map.entry("Schedule", "the backups to come: those that are there expire"),
            Map.entry("BackupStorageLocation", "the way to its backups"));

    public ObjectChange {
        attributes = List.copyOf(attributes);
    }

    /** What goes with it, in words; empty for what stays, and for what is made again from its files. */
    public Optional<String> loss() {
        return action == Action.DELETE ? Optional.ofNullable(LOSSES.get(kind)) : Optional.empty();
    }

    /** Whether it goes, and takes with it what it holds: objects in a namespace, objects of a kind, what is on a volume. */
    public boolean losesData() {
        return loss().isPresent();
    }

    @Override
    public String toString() {
        return (kind + " " + name).strip();
    }
}
