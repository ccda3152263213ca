package dev.kfstack.stacks;

import dev.kfstack.constructs.GkeCluster;
import dev.kfstack.constructs.GkeNodePool;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import software.constructs.Construct;

/** What can be rebuilt: the cluster and its node pools. */
public final class ClusterStack extends EnvironmentStack {

    public ClusterStack(Construct scope, ResourceNames names) {
        super(scope, Stack.CLUSTER, names);
        GkeCluster cluster = new GkeCluster(this, "cluster", new GkeCluster.Props(names));
        Construct pools = new Construct(this, "node-pools");
        names.environment()
                .nodePools()
                .forEach((name, spec) -> new GkeNodePool(pools, name, new GkeNodePool.Props(cluster, name, spec)));
    }
}
