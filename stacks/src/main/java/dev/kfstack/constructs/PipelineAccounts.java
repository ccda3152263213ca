package dev.kfstack.constructs;

import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network.ManagedBy;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.permission.ApplierRoles;
import dev.kfstack.permission.PlannerRoles;
import dev.kfstack.problem.ConfigPath;
import java.util.Collection;
import java.util.List;
import software.constructs.Construct;

/** What pipelines act as: the planner, which reads, and the applier, which only the protected branch gets. */
public final class PipelineAccounts extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("workloadIdentityFederation");

    /**
     * The accounts are derived from the environment.
     *
     * @param pool whose runs act as them
     * @param secrets the environment's: a plan reads those that are generated
     */
    public record Props(
            ResourceNames names,
            EnabledServices services,
            WorkloadIdentityPool pool,
            List<SecretManagerSecret> secrets) {

        Environment environment() {
            return names.environment();
        }
    }

    private final Props props;

    public PipelineAccounts(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        PlannerRoles plannerRoles = new PlannerRoles(props.environment());
        GcpServiceAccount planner =
                account(ReservedAccount.PLANNER, plannerRoles.inServiceProject().keySet());
        ApplierRoles applierRoles = new ApplierRoles(props.environment());
        GcpServiceAccount applier =
                account(ReservedAccount.APPLIER, applierRoles.inServiceProject().keySet());
        if (props.environment().network().managedBy() == ManagedBy.KFSTACK) {
            plannerRoles.inHostProject().keySet().forEach(planner::grantHostProjectRole);
            applierRoles.inHostProject().keySet().forEach(applier::grantHostProjectRole);
            if (props.environment().network().psc().isPresent()) {
                ConnectionPolicyRole role = new ConnectionPolicyRole(
                        this, "connection-policy-role", new ConnectionPolicyRole.Props(props.names()));
                planner.grantHostProjectRole("connection-policies", role.role());
            }
        }
        props.secrets().forEach(secret -> secret.allowReading(planner));
        new PlanBucket(this, "plans", new PlanBucket.Props(props.names(), props.services(), planner, applier));
        if (props.environment().terraform().backend() instanceof Backend.Gcs gcs) {
            StateBucket states = new StateBucket(this, "states", new StateBucket.Props(props.names(), gcs));
            states.allowReading(planner);
            states.allowWriting(applier);
        }
    }

    private GcpServiceAccount account(ReservedAccount which, Collection<String> roles) {
        String displayName = props.environment().name() + " pipelines: " + which.account();
        GcpServiceAccount account = new GcpServiceAccount(
                this,
                which.account(),
                new GcpServiceAccount.Props(props.names(), which.account(), displayName, ORIGIN, props.services()));
        roles.forEach(account::grantProjectRole);
        account.allowFederation(props.pool().runs(which));
        return account;
    }
}
