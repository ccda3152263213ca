package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.YamlName;
import java.util.Map;
import java.util.Optional;

/** The environment's part of a Shared VPC. */
public record Network(
        @Doc("Host project of the Shared VPC") Project hostProject,

        @Doc("Name of the VPC network in the host project")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String network,

        @Doc("Who owns subnetworks and firewall: kfstack writes the network stack, or a request to the network team")
        ManagedBy managedBy,

        @Doc("Subnetwork of the nodes") Subnetwork subnetwork,
        @Doc("Secondary range of the pods") SecondaryRange pods,

        @Doc("Secondary range of the Kubernetes services, fixed for the life of the cluster")
        SecondaryRange services,

        @Doc("Private services access for Cloud SQL: a range peered with Google, one per network")
        Optional<PrivateServices> privateServices,

        @Doc("Private Service Connect for Cloud SQL, instead of privateServices")
        Optional<Subnetwork> psc,

        @Doc("Ranges in use elsewhere that this network reaches, by name: overlap is refused")
        Map<String, Cidr> reserved) {

    /** Who creates what lies in the host project. */
    @LowerCase
    public enum ManagedBy {
        KFSTACK,
        NETWORK_TEAM
    }

    /** A subnetwork's primary range. */
    public record Subnetwork(
            @Doc("Name of the subnetwork") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String name,

            @Doc("Its primary range") Cidr cidr) {}

    /** A secondary range of the nodes' subnetwork. */
    public record SecondaryRange(
            @Doc("Name of the range in the subnetwork") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String rangeName,

            @Doc("The range") Cidr cidr) {}

    /** A range handed to Google's service networking. */
    public record PrivateServices(
            @Doc("Name of the reserved global address") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String name,

            @Doc("The range, /24 or larger") Cidr cidr,

            @Doc("The one environment whose network stack creates it, or network-team")
            @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
            String ownedBy) {

        /** The value of {@code ownedBy} that names no environment. */
        public static final String NETWORK_TEAM = "network-team";
    }
}
