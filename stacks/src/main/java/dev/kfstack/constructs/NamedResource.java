package dev.kfstack.constructs;

import dev.kfstack.problem.ConfigPath;

/**
 * A resource with its address, and why it is there.
 *
 * @param address as {@code google_container_cluster.kubeflow}
 * @param origin the part of the environment that asks for it
 * @param construct the class that made it
 */
public record NamedResource(String address, ConfigPath origin, Class<?> construct) {

    @Override
    public String toString() {
        return construct.getName() + " for " + (origin.text().isEmpty() ? "the environment" : origin.text());
    }
}
