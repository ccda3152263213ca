package dev.kfstack.constructs;

import dev.kfstack.bindings.google.iam_workload_identity_pool.IamWorkloadIdentityPool;
import dev.kfstack.bindings.google.iam_workload_identity_pool_provider.IamWorkloadIdentityPoolProvider;
import dev.kfstack.bindings.google.iam_workload_identity_pool_provider.IamWorkloadIdentityPoolProviderOidc;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.WorkloadIdentityFederation;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * Where a forge's tokens become identities of Google: two, by what the run of a pipeline may do. Which of them a run gets
 * is decided here, from claims that the forge signs, and not by what the run asks for.
 *
 * @see <a href="https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines">federation with
 *     pipelines</a>
 */
public final class WorkloadIdentityPool extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("workloadIdentityFederation");
    private static final String IDENTITY = "identity";

    /**
     * The pool is the environment's.
     *
     * @param services must hold iam and sts
     */
    public record Props(ResourceNames names, WorkloadIdentityFederation spec, EnabledServices services) {}

    private final Props props;

    public WorkloadIdentityPool(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ResourceNames names = props.names();
        Environment environment = names.environment();
        IamWorkloadIdentityPool pool = IamWorkloadIdentityPool.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .workloadIdentityPoolId(names.workloadIdentityPool())
                .displayName(names.environment().name() + " pipelines")
                .disabled(false)
                .dependsOn(List.of(
                        props.services().service("iam"), props.services().service("sts")))
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment))
                .build();
        name(pool, IamWorkloadIdentityPool.TF_RESOURCE_TYPE, "pipelines", ORIGIN);
        WorkloadIdentityFederation spec = props.spec();
        IamWorkloadIdentityPoolProvider provider = IamWorkloadIdentityPoolProvider.Builder.create(this, "provider")
                .project(names.environment().project().id())
                .workloadIdentityPoolId(pool.getWorkloadIdentityPoolId())
                .workloadIdentityPoolProviderId(spec.provider())
                .disabled(false)
                .attributeMapping(mapping(spec, names.environment().name()))
                .attributeCondition(spec.mayPlan())
                .oidc(IamWorkloadIdentityPoolProviderOidc.builder()
                        .issuerUri(spec.issuer())
                        .build())
                .build();
        name(provider, IamWorkloadIdentityPoolProvider.TF_RESOURCE_TYPE, spec.provider(), ORIGIN);
    }

    private static Map<String, String> mapping(WorkloadIdentityFederation spec, String environment) {
        Map<String, String> mapping = new TreeMap<>();
        mapping.put("google.subject", spec.subject());
        mapping.put(
                "attribute." + IDENTITY,
                spec.mayApply(environment) + " ? \"" + ReservedAccount.APPLIER.account() + "\" : \""
                        + ReservedAccount.PLANNER.account() + "\"");
        return mapping;
    }

    /** The runs that act as one of kfstack's accounts: the planner, or the applier. */
    String runs(ReservedAccount account) {
        return "principalSet://iam.googleapis.com/" + props.names().workloadIdentityPoolId() + "/attribute." + IDENTITY
                + "/" + account.account();
    }
}
