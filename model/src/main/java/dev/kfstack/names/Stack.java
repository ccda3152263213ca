package dev.kfstack.names;

import java.util.Locale;

/** The Terraform states of an environment, in the order in which they are applied. */
public enum Stack {
    NETWORK,
    FOUNDATION,
    CLUSTER,
    KUBERNETES;

    /** The last part of the stack's name. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
