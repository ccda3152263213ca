package dev.kfstack.review.overlay;

import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import java.util.List;
import java.util.Set;

/**
 * What becomes of one Kubernetes object.
 *
 * @param kind as {@code Deployment}
 * @param name with its namespace and a slash in front, where it has one
 * @param action create, update or delete
 * @param attributes what differs; all of it for an object that comes or goes
 */
public record ObjectChange(String kind, String name, Action action, List<Attribute> attributes) {

    private static final Set<String> WITH_DATA =
            Set.of("Namespace", "CustomResourceDefinition", "PersistentVolumeClaim", "PersistentVolume", "Profile");

    public ObjectChange {
        attributes = List.copyOf(attributes);
    }

    /** Whether it goes, and takes with it what it holds: objects in a namespace, objects of a kind, what is on a volume. */
    public boolean losesData() {
        return action == Action.DELETE && WITH_DATA.contains(kind);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
