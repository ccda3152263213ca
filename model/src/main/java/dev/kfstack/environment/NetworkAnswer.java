package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a network team says that it made, with the keys of {@link Network}. */
public record NetworkAnswer(
        @Doc("Id of the host project") String hostProject,

        @Doc("Name of the VPC network") @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String network,

        @Doc("Region of the subnetworks") String region,
        @Doc("Subnetwork of the nodes") Network.Subnetwork subnetwork,
        @Doc("Secondary range of the pods") Network.SecondaryRange pods,

        @Doc("Secondary range of the Kubernetes services") Network.SecondaryRange services,

        @Doc("The network's private services access") Optional<Network.Subnetwork> privateServices,
        @Doc("Subnetwork of Private Service Connect") Optional<Network.Subnetwork> psc,

        @Doc("Subnetwork of the control plane's private address")
        Optional<Network.Subnetwork> controlPlane,

        @Doc("Id of the service project that is attached to the host project")
        String serviceProject,

        @Doc("APIs that the host project has, as compute.googleapis.com")
        List<String> apis,

        @Doc(
                "Roles that Google's agents have, in the host project or on the nodes' subnetwork, by the agents' addresses")
        @Keys(regex = ".+@.+", words = "the e-mail address of an agent")
        Map<String, List<String>> grants,

        @Doc("Firewall rules that aim at the nodes, by name")
        Map<String, FirewallRule> firewall,

        @Doc("Private zones that answer the network") Optional<Zones> dns) {

    /** Zones of Cloud DNS. */
    public record Zones(
            @Doc("Domains that the company's own resolvers answer, by name")
            Map<String, Network.Forwarding> forwarding,

            @Doc("Addresses that Google's APIs and registries get: private or restricted")
            Optional<Network.GoogleApis> googleApis) {}
}
