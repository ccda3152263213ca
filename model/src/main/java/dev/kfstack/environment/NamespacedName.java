package dev.kfstack.environment;

import dev.kfstack.schema.Scalar;

/** An object in the cluster: {@code namespace/name}. */
@Scalar(
        regex = "[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-.a-z0-9]*[a-z0-9])?",
        words = "namespace/name, such as kubeflow/ml-pipeline",
        placeholder = "default/default")
public record NamespacedName(String namespace, String name) {

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException for any other form; the message follows "must be"
     */
    public static NamespacedName parse(String text) {
        int slash = text.indexOf('/');
        if (!text.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-.a-z0-9]*[a-z0-9])?")) {
            throw new IllegalArgumentException("namespace/name, such as kubeflow/ml-pipeline");
        }
        return new NamespacedName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
