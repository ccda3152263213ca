package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;

/** How clients reach the control plane; no variant has a public address. */
public sealed interface ControlPlaneAccess {

    /** By GKE's DNS endpoint, guarded by IAM; there are no IP endpoints. */
    record Dns() implements ControlPlaneAccess {}

    /** By a private address from a /28 that is used for nothing else. Fixed for the life of the cluster. */
    record PrivateCidr(@Doc("A /28 of its own") Cidr cidr) implements ControlPlaneAccess {}

    /** By a private address in a subnetwork of the host project. Fixed for the life of the cluster. */
    record PrivateSubnetwork(
            @Doc("Name of the subnetwork") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String name,

            @Doc("Its range, /28 or larger") Cidr cidr)
            implements ControlPlaneAccess {}
}
