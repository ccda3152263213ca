package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerCluster;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterControlPlaneEndpointsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterControlPlaneEndpointsConfigDnsEndpointConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterControlPlaneEndpointsConfigIpEndpointsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMasterAuthorizedNetworksConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMasterAuthorizedNetworksConfigCidrBlocks;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterPrivateClusterConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterPrivateClusterConfigMasterGlobalAccessConfig;
import dev.kfstack.environment.Cidr;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.names.ResourceNames;
import java.util.List;
import java.util.Map;

/**
 * The ways to the Kubernetes API, none of them public. Either the DNS endpoint, guarded by IAM, or private addresses.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation">network isolation</a>
 */
final class ControlPlaneEndpoints {

    private ControlPlaneEndpoints() {}

    static void write(ContainerCluster.Builder cluster, ResourceNames names) {
        ControlPlaneAccess access = names.environment().cluster().controlPlane().access();
        boolean dns = access instanceof ControlPlaneAccess.Dns;
        cluster.privateClusterConfig(privateCluster(access, names))
                .controlPlaneEndpointsConfig(ContainerClusterControlPlaneEndpointsConfig.builder()
                        .dnsEndpointConfig(ContainerClusterControlPlaneEndpointsConfigDnsEndpointConfig.builder()
                                .allowExternalTraffic(dns)
                                .enableK8STokensViaDns(false)
                                .enableK8SCertsViaDns(false)
                                .build())
                        .ipEndpointsConfig(ContainerClusterControlPlaneEndpointsConfigIpEndpointsConfig.builder()
                                .enabled(!dns)
                                .build())
                        .build());
        // Without IP endpoints the provider never sends the block, and would show it as a change for ever.
        if (!dns) {
            cluster.masterAuthorizedNetworksConfig(authorizedNetworks(
                    names.environment().cluster().controlPlane().authorizedNetworks()));
        }
    }

    private static ContainerClusterPrivateClusterConfig privateCluster(ControlPlaneAccess access, ResourceNames names) {
        // enable_private_endpoint is read back as true without IP endpoints too: anything else is a diff for ever
        ContainerClusterPrivateClusterConfig.Builder config = ContainerClusterPrivateClusterConfig.builder()
                .enablePrivateNodes(true)
                .enablePrivateEndpoint(true);
        if (access instanceof ControlPlaneAccess.PrivateCidr own) {
            config.masterIpv4CidrBlock(own.cidr().toString());
        }
        if (access instanceof ControlPlaneAccess.PrivateSubnetwork subnetwork) {
            config.privateEndpointSubnetwork(names.subnetwork(subnetwork.name()));
        }
        if (!(access instanceof ControlPlaneAccess.Dns)) {
            config.masterGlobalAccessConfig(ContainerClusterPrivateClusterConfigMasterGlobalAccessConfig.builder()
                    .enabled(true)
                    .build());
        }
        return config.build();
    }

    private static ContainerClusterMasterAuthorizedNetworksConfig authorizedNetworks(Map<String, Cidr> networks) {
        List<ContainerClusterMasterAuthorizedNetworksConfigCidrBlocks> blocks = networks.entrySet().stream()
                .map(network -> ContainerClusterMasterAuthorizedNetworksConfigCidrBlocks.builder()
                        .displayName(network.getKey())
                        .cidrBlock(network.getValue().toString())
                        .build())
                .toList();
        ContainerClusterMasterAuthorizedNetworksConfig.Builder config =
                ContainerClusterMasterAuthorizedNetworksConfig.builder()
                        .gcpPublicCidrsAccessEnabled(false)
                        .privateEndpointEnforcementEnabled(true);
        if (!blocks.isEmpty()) {
            config.cidrBlocks(blocks);
        }
        return config.build();
    }
}
