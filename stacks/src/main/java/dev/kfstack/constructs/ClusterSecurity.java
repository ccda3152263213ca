package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerCluster;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAnonymousAuthenticationConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterAuthenticatorGroupsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterBinaryAuthorization;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterDatabaseEncryption;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMasterAuth;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterMasterAuthClientCertificateConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodeConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodeConfigKubeletConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodeConfigShieldedInstanceConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodeConfigWorkloadMetadataConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolAutoConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolAutoConfigNetworkTags;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolAutoConfigNodeKubeletConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolDefaults;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolDefaultsNodeConfigDefaults;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterNodePoolDefaultsNodeConfigDefaultsGcfsConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterRbacBindingConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterSecretManagerConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterSecretManagerConfigRotationConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterSecurityPostureConfig;
import dev.kfstack.bindings.google.container_cluster.ContainerClusterWorkloadIdentityConfig;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import java.util.List;

/** Who may do what: identities, authentication, and what a node exposes. */
final class ClusterSecurity {

    static final String CLOUD_PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

    private ClusterSecurity() {}

    static void write(ContainerCluster.Builder cluster, ResourceNames names) {
        cluster.workloadIdentityConfig(ContainerClusterWorkloadIdentityConfig.builder()
                        .workloadPool(names.workloadPool())
                        .build())
                .enableShieldedNodes(true)
                .enableLegacyAbac(false)
                .enableKubernetesAlpha(false)
                .binaryAuthorization(ContainerClusterBinaryAuthorization.builder()
                        .evaluationMode("DISABLED")
                        .build())
                .securityPostureConfig(ContainerClusterSecurityPostureConfig.builder()
                        .mode("BASIC")
                        .vulnerabilityMode("VULNERABILITY_DISABLED")
                        .build())
                .secretManagerConfig(ContainerClusterSecretManagerConfig.builder()
                        .enabled(true)
                        .rotationConfig(ContainerClusterSecretManagerConfigRotationConfig.builder()
                                .enabled(true)
                                .rotationInterval("120s")
                                .build())
                        .build());
        databaseEncryption(cluster, names);
        authentication(cluster, names);
        poolDefaults(cluster, names);
    }

    private static void databaseEncryption(ContainerCluster.Builder cluster, ResourceNames names) {
        ContainerClusterDatabaseEncryption.Builder encryption = ContainerClusterDatabaseEncryption.builder();
        names.key(KeyUse.CLUSTER)
                .ifPresentOrElse(
                        key -> encryption.state("ENCRYPTED").keyName(key), () -> encryption.state("DECRYPTED"));
        cluster.databaseEncryption(encryption.build());
    }

    private static void authentication(ContainerCluster.Builder cluster, ResourceNames names) {
        cluster.masterAuth(ContainerClusterMasterAuth.builder()
                        .clientCertificateConfig(ContainerClusterMasterAuthClientCertificateConfig.builder()
                                .issueClientCertificate(false)
                                .build())
                        .build())
                .anonymousAuthenticationConfig(ContainerClusterAnonymousAuthenticationConfig.builder()
                        .mode("LIMITED")
                        .build())
                .rbacBindingConfig(ContainerClusterRbacBindingConfig.builder()
                        .enableInsecureBindingSystemAuthenticated(false)
                        .enableInsecureBindingSystemUnauthenticated(false)
                        .build());
        names.environment()
                .cluster()
                .securityGroup()
                .ifPresent(
                        group -> cluster.authenticatorGroupsConfig(ContainerClusterAuthenticatorGroupsConfig.builder()
                                .securityGroup(group)
                                .build()));
    }

    /** For pools that somebody adds by hand or that GKE provisions. */
    private static void poolDefaults(ContainerCluster.Builder cluster, ResourceNames names) {
        cluster.nodePoolDefaults(ContainerClusterNodePoolDefaults.builder()
                        .nodeConfigDefaults(ContainerClusterNodePoolDefaultsNodeConfigDefaults.builder()
                                .insecureKubeletReadonlyPortEnabled("FALSE")
                                .loggingVariant("DEFAULT")
                                .gcfsConfig(ContainerClusterNodePoolDefaultsNodeConfigDefaultsGcfsConfig.builder()
                                        .enabled(true)
                                        .build())
                                .build())
                        .build())
                .nodePoolAutoConfig(ContainerClusterNodePoolAutoConfig.builder()
                        .networkTags(ContainerClusterNodePoolAutoConfigNetworkTags.builder()
                                .tags(List.of(names.nodeTag()))
                                .build())
                        .nodeKubeletConfig(ContainerClusterNodePoolAutoConfigNodeKubeletConfig.builder()
                                .insecureKubeletReadonlyPortEnabled("FALSE")
                                .build())
                        .build());
    }

    /** A node of the pool that is removed at once: it runs for minutes, and is hardened like all others. */
    static ContainerClusterNodeConfig throwAwayNode(ResourceNames names) {
        ContainerClusterNodeConfig.Builder node = ContainerClusterNodeConfig.builder()
                .serviceAccount(names.email(ReservedAccount.NODES.account()))
                .oauthScopes(List.of(CLOUD_PLATFORM))
                .workloadMetadataConfig(ContainerClusterNodeConfigWorkloadMetadataConfig.builder()
                        .mode("GKE_METADATA")
                        .build())
                .shieldedInstanceConfig(ContainerClusterNodeConfigShieldedInstanceConfig.builder()
                        .enableSecureBoot(true)
                        .enableIntegrityMonitoring(true)
                        .build())
                .kubeletConfig(ContainerClusterNodeConfigKubeletConfig.builder()
                        .insecureKubeletReadonlyPortEnabled("FALSE")
                        .build());
        names.key(KeyUse.DISKS).ifPresent(node::bootDiskKmsKey);
        return node.build();
    }
}
