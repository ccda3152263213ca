package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_global_address.ComputeGlobalAddress;
import dev.kfstack.bindings.google.service_networking_connection.ServiceNetworkingConnection;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * The range that Google's services, Cloud SQL among them, take addresses from, and the peering that leads there. There is
 * one for a network, whoever else uses it: taking it out forgets it and leaves the peering.
 */
public final class PrivateServicesAccess extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "privateServices");

    /**
     * The range of the environment that owns it.
     *
     * @param services of the host project; must hold servicenetworking
     */
    public record Props(ResourceNames names, Network.PrivateServices range, EnabledServices services) {}

    public PrivateServicesAccess(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ComputeGlobalAddress range = ComputeGlobalAddress.Builder.create(this, "range")
                .project(names.environment().network().hostProject().id())
                .network(names.network())
                .name(props.range().name())
                .purpose("VPC_PEERING")
                .addressType("INTERNAL")
                .address(props.range().cidr().firstAddress())
                .prefixLength(props.range().cidr().prefix())
                .dependsOn(List.of(props.services().service("compute")))
                .deletionPolicy(DestroyProtection.deletionPolicy(names.environment()))
                .lifecycle(DestroyProtection.lifecycle(names.environment()))
                .build();
        name(range, ComputeGlobalAddress.TF_RESOURCE_TYPE, "private-services", ORIGIN);
        ServiceNetworkingConnection peering = ServiceNetworkingConnection.Builder.create(this, "peering")
                .network(names.network())
                .service("servicenetworking.googleapis.com")
                .reservedPeeringRanges(List.of(range.getName()))
                .updateOnCreationFail(true)
                .deletionPolicy("ABANDON")
                .dependsOn(List.of(props.services().service("servicenetworking")))
                .build();
        name(peering, ServiceNetworkingConnection.TF_RESOURCE_TYPE, "private-services", ORIGIN);
    }
}
