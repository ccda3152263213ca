package dev.kfstack.stacks;

import dev.kfstack.constructs.GkeBackupPlan;
import dev.kfstack.constructs.GkeCluster;
import dev.kfstack.constructs.GkeNodePool;
import dev.kfstack.constructs.WorkloadIdentity;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import software.constructs.Construct;

/** What can be rebuilt: the cluster, its node pools, its backup plan, and who in it acts as which service account. */
public final class ClusterStack extends EnvironmentStack {

    /** As overlays/components name it. */
    private static final NamespacedName CLOUDSQL_PROXY = new NamespacedName("kubeflow", "cloudsql-proxy");

    private static final NamespacedName VELERO = new NamespacedName("velero", "velero");

    public ClusterStack(Construct scope, ResourceNames names) {
        super(scope, Stack.CLUSTER, names);
        GkeCluster cluster = new GkeCluster(this, "cluster", new GkeCluster.Props(names));
        Construct pools = new Construct(this, "node-pools");
        names.environment()
                .nodePools()
                .forEach((name, spec) -> new GkeNodePool(pools, name, new GkeNodePool.Props(cluster, name, spec)));
        workloadIdentity(cluster);
        names.environment()
                .backup()
                .gke()
                .ifPresent(plan -> new GkeBackupPlan(this, "backup-plan", new GkeBackupPlan.Props(cluster, plan)));
    }

    private void workloadIdentity(GkeCluster cluster) {
        Environment environment = names().environment();
        WorkloadIdentity identity = new WorkloadIdentity(
                this, "workload-identity", new WorkloadIdentity.Props(names(), cluster.dependable()));
        if (environment.database().isPresent()) {
            identity.allow(CLOUDSQL_PROXY, ReservedAccount.CLOUDSQL.account(), ConfigPath.of("database"));
        }
        if (environment.backup().velero().isPresent()) {
            identity.allow(VELERO, ReservedAccount.VELERO.account(), ConfigPath.of("backup", "velero"));
        }
        environment.serviceAccounts().forEach((account, spec) -> {
            ConfigPath path = ConfigPath.of("serviceAccounts", account, "kubernetes");
            for (int i = 0; i < spec.kubernetes().size(); i++) {
                identity.allow(spec.kubernetes().get(i), account, path.item(i));
            }
        });
    }
}
