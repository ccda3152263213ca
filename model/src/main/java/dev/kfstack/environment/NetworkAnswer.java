package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;
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
        Optional<Network.Subnetwork> controlPlane) {

    /** The answer that an environment asks for. */
    public static NetworkAnswer wantedBy(Environment environment) {
        Network network = environment.network();
        return new NetworkAnswer(
                network.hostProject().id(),
                network.network(),
                environment.location().region(),
                network.subnetwork(),
                network.pods(),
                network.services(),
                network.privateServices().map(range -> new Network.Subnetwork(range.name(), range.cidr())),
                network.psc(),
                environment.cluster().controlPlane().access() instanceof ControlPlaneAccess.PrivateSubnetwork access
                        ? Optional.of(new Network.Subnetwork(access.name(), access.cidr()))
                        : Optional.empty());
    }
}
