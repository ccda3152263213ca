package dev.kfstack.stacks;

import dev.kfstack.constructs.EnabledServices;
import dev.kfstack.constructs.GcpServiceAccount;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** What outlives a cluster. */
public final class FoundationStack extends EnvironmentStack {

    /**
     * What a node does as itself: report logs and metrics, be billed for the APIs it calls, pull images.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts">the least a node needs</a>
     */
    private static final List<String> NODE_ROLES = List.of(
            "roles/artifactregistry.reader",
            "roles/container.defaultNodeServiceAccount",
            "roles/serviceusage.serviceUsageConsumer");

    public FoundationStack(Construct scope, ResourceNames names) {
        super(scope, Stack.FOUNDATION, names);
        EnabledServices services = new EnabledServices(this, "services", new EnabledServices.Props(names));
        // accounts that environments name follow: a scope of their own keeps their ids apart
        Construct accounts = new Construct(this, "service-accounts");
        nodeAccount(accounts, services);
    }

    private void nodeAccount(Construct accounts, EnabledServices services) {
        String name = ReservedAccount.NODES.account();
        GcpServiceAccount nodes = new GcpServiceAccount(
                accounts,
                name,
                new GcpServiceAccount.Props(
                        names(),
                        name,
                        names().environment().name() + " GKE nodes",
                        ConfigPath.of("nodePools"),
                        services));
        NODE_ROLES.forEach(nodes::grantProjectRole);
    }
}
