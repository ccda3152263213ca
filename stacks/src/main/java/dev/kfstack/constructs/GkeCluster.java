package dev.kfstack.constructs;

import dev.kfstack.bindings.google.container_cluster.ContainerCluster;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Location;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.util.List;
import software.constructs.Construct;

/**
 * The GKE cluster without its node pools: private, hardened, and never replaced by a change of text.
 *
 * <p>What is off is written as off: the provider keeps what it once set when a block merely disappears. A description is
 * never written, since changing one replaces the cluster.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster">hardening a cluster</a>
 */
public final class GkeCluster extends EnvironmentConstruct {

    /** The cluster is the environment's. */
    public record Props(ResourceNames names) {}

    private final ResourceNames names;
    private final ContainerCluster resource;
    private final String name;

    public GkeCluster(Construct scope, String id, Props props) {
        super(scope, id);
        this.names = props.names();
        ContainerCluster.Builder cluster = ContainerCluster.Builder.create(this, "Resource");
        identity(cluster);
        ClusterNetworking.write(cluster, names);
        ControlPlaneEndpoints.write(cluster, names);
        ClusterSecurity.write(cluster, names);
        ClusterOperations.write(cluster, names);
        throwAwayPool(cluster);
        protection(cluster);
        this.resource = cluster.build();
        name(resource, ContainerCluster.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("cluster"));
        this.name = resource.getName();
    }

    /** The cluster's name as its pools refer to it: a reference, so that Terraform makes them after the cluster. */
    String name() {
        return name;
    }

    /** The cluster's id as its backup plan refers to it. */
    String id() {
        return resource.getId();
    }

    /** What depends on the cluster without referring to it. */
    public ITerraformDependable dependable() {
        return resource;
    }

    ResourceNames names() {
        return names;
    }

    private void identity(ContainerCluster.Builder cluster) {
        Environment environment = names.environment();
        Location location = environment.location();
        cluster.project(environment.project().id())
                .name(names.cluster())
                .location(location.clusterLocation())
                .resourceLabels(names.labels());
        if (!location.zonal()) {
            cluster.nodeLocations(location.zones());
        }
    }

    /**
     * GKE makes one pool with every cluster, and Terraform removes it at once. Its settings would be read back as a
     * replacement of the whole cluster: that is why they are ignored.
     */
    private void throwAwayPool(ContainerCluster.Builder cluster) {
        cluster.removeDefaultNodePool(true).initialNodeCount(1).nodeConfig(ClusterSecurity.throwAwayNode(names));
    }

    private void protection(ContainerCluster.Builder cluster) {
        Environment environment = names.environment();
        cluster.deletionProtection(environment.clusterIsProtected())
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment, List.of("node_config", "initial_node_count")));
    }
}
