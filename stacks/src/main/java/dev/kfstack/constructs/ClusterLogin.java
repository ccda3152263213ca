package dev.kfstack.constructs;

import dev.kfstack.bindings.google.data_google_container_cluster.DataGoogleContainerCluster;
import dev.kfstack.bindings.google.ephemeral_google_client_config.EphemeralGoogleClientConfig;
import dev.kfstack.bindings.kubernetes.provider.KubernetesProvider;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.names.ResourceNames;
import io.cdktn.cdktn.Fn;
import software.constructs.Construct;

/**
 * The way of Terraform's Kubernetes provider into a cluster of another stack: found by name, entered with the short-lived
 * token of whoever runs Terraform. Neither address nor token is in the configuration.
 */
public final class ClusterLogin extends Construct {

    private static final String NAME = "kubeflow";

    /** The cluster is the environment's; it must exist when Terraform plans. */
    public record Props(ResourceNames names) {}

    public ClusterLogin(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        DataGoogleContainerCluster cluster = DataGoogleContainerCluster.Builder.create(this, "cluster")
                .project(names.environment().project().id())
                .location(names.environment().location().clusterLocation())
                .name(names.cluster())
                .build();
        cluster.overrideLogicalId(NAME);
        EphemeralGoogleClientConfig identity =
                EphemeralGoogleClientConfig.Builder.create(this, "identity").build();
        identity.overrideLogicalId(NAME);
        KubernetesProvider.Builder provider =
                KubernetesProvider.Builder.create(this, "kubernetes").token(identity.getAccessToken());
        if (names.environment().cluster().controlPlane().access() instanceof ControlPlaneAccess.Dns) {
            // its certificate is signed by a public authority
            provider.host("https://"
                    + cluster.getControlPlaneEndpointsConfig()
                            .get(0)
                            .getDnsEndpointConfig()
                            .get(0)
                            .getEndpoint());
        } else {
            provider.host("https://" + cluster.getPrivateClusterConfig().get(0).getPrivateEndpoint())
                    .clusterCaCertificate(
                            Fn.base64decode(cluster.getMasterAuth().get(0).getClusterCaCertificate()));
        }
        provider.build();
    }
}
