package dev.kfstack.environment;

import dev.kfstack.schema.Scalar;

/** An object in the cluster: {@code namespace/name}. */
@Scalar(regex = NamespacedName.FORM, words = NamespacedName.WORDS, placeholder = "default/default")
public record NamespacedName(String namespace, String name) {

    static final String FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-.a-z0-9]*[a-z0-9])?";
    static final String WORDS = "namespace/name, such as kubeflow/ml-pipeline";

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException for any other form; the message follows "must be"
     */
    public static NamespacedName parse(String text) {
        int slash = text.indexOf('/');
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException(WORDS);
        }
        return new NamespacedName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
