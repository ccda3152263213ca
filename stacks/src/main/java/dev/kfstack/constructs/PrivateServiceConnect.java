package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_subnetwork.ComputeSubnetwork;
import dev.kfstack.bindings.google.network_connectivity_service_connection_policy.NetworkConnectivityServiceConnectionPolicy;
import dev.kfstack.bindings.google.network_connectivity_service_connection_policy.NetworkConnectivityServiceConnectionPolicyPscConfig;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** A subnetwork for endpoints, and the policy by which Cloud SQL makes its own there. */
public final class PrivateServiceConnect extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "psc");

    /** Endpoints that may be made: the instance, its successor, and one of each to restore into. */
    private static final String ENDPOINTS = "4";

    /**
     * The subnetwork that the environment names.
     *
     * @param services of the host project; must hold compute and networkconnectivity
     */
    public record Props(ResourceNames names, Network.Subnetwork subnetwork, EnabledServices services) {}

    public PrivateServiceConnect(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        String host = names.environment().network().hostProject().id();
        String region = names.environment().location().region();
        ComputeSubnetwork subnetwork = ComputeSubnetwork.Builder.create(this, "subnetwork")
                .project(host)
                .region(region)
                .network(names.network())
                .name(props.subnetwork().name())
                .ipCidrRange(props.subnetwork().cidr().toString())
                .privateIpGoogleAccess(true)
                .dependsOn(List.of(props.services().service("compute")))
                .deletionPolicy(DestroyProtection.deletionPolicy(names.environment()))
                .lifecycle(DestroyProtection.lifecycle(names.environment()))
                .build();
        name(subnetwork, ComputeSubnetwork.TF_RESOURCE_TYPE, "psc", ORIGIN);
        NetworkConnectivityServiceConnectionPolicy policy = NetworkConnectivityServiceConnectionPolicy.Builder.create(
                        this, "policy")
                .project(host)
                .location(region)
                .network(names.network())
                .name(names.connectionPolicy())
                .serviceClass("google-cloud-sql")
                .pscConfig(NetworkConnectivityServiceConnectionPolicyPscConfig.builder()
                        .subnetworks(List.of(subnetwork.getId()))
                        .limit(ENDPOINTS)
                        .build())
                .dependsOn(List.of(props.services().service("networkconnectivity")))
                .build();
        name(policy, NetworkConnectivityServiceConnectionPolicy.TF_RESOURCE_TYPE, "cloud-sql", ORIGIN);
    }
}
