package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerCluster;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterDnsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterGatewayApiConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterIpAllocationPolicy;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNetworkPolicy;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterServiceExternalIpsConfig;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;

/** How the cluster sits in the network: VPC-native, Dataplane V2, Cloud DNS, Gateway API. */
final class ClusterNetworking {

    private ClusterNetworking() {}

    static void write(ContainerCluster.Builder cluster, ResourceNames names) {
        Network network = names.environment().network();
        cluster.network(names.network())
                .subnetwork(names.subnetwork(network.subnetwork().name()))
                .networkingMode("VPC_NATIVE")
                .ipAllocationPolicy(ContainerClusterIpAllocationPolicy.builder()
                        .clusterSecondaryRangeName(network.pods().rangeName())
                        .servicesSecondaryRangeName(network.services().rangeName())
                        .stackType("IPV4")
                        .build())
                .defaultMaxPodsPerNode(names.environment().cluster().maxPodsPerNode());
        dataplane(cluster);
        cluster.dnsConfig(ContainerClusterDnsConfig.builder()
                        .clusterDns("CLOUD_DNS")
                        .clusterDnsScope("CLUSTER_SCOPE")
                        .clusterDnsDomain("cluster.local")
                        .build())
                .gatewayApiConfig(ContainerClusterGatewayApiConfig.builder()
                        .channel("CHANNEL_STANDARD")
                        .build())
                .serviceExternalIpsConfig(ContainerClusterServiceExternalIpsConfig.builder()
                        .enabled(false)
                        .build());
    }

    /** Dataplane V2 enforces network policies itself; the old add-on is off, and written as off for scanners. */
    private static void dataplane(ContainerCluster.Builder cluster) {
        cluster.datapathProvider("ADVANCED_DATAPATH")
                .networkPolicy(ContainerClusterNetworkPolicy.builder()
                        .enabled(false)
                        .provider("PROVIDER_UNSPECIFIED")
                        .build())
                .enableIntranodeVisibility(true)
                .enableL4IlbSubsetting(true)
                // once true, false replaces the cluster; nothing here needs it
                .enableFqdnNetworkPolicy(false)
                .enableCiliumClusterwideNetworkPolicy(false);
    }
}
