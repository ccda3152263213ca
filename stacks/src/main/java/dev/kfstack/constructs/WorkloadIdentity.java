package dev.kfstack.constructs;

import dev.kfstack.bindings.google.service_account_iam_member.ServiceAccountIamMember;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import io.cdktn.cdktn.ITerraformDependable;
import java.util.List;
import software.constructs.Construct;

/**
 * Lets Kubernetes service accounts act as Google ones. It belongs to the cluster and not to the accounts: a project has
 * no workload pool before its first cluster, and a grant to a pool that does not exist is refused.
 *
 * @see <a href="https://github.com/terraform-google-modules/terraform-google-kubernetes-engine/issues/916">the
 *     refusal</a>
 */
public final class WorkloadIdentity extends EnvironmentConstruct {

    /** The grants follow the cluster. */
    public record Props(ResourceNames names, ITerraformDependable cluster) {}

    private final Props props;

    public WorkloadIdentity(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
    }

    /**
     * Lets pods of {@code kubernetes} act as {@code account}; the overlay annotates the Kubernetes account.
     *
     * @param account as {@link ResourceNames#email} takes it
     * @param origin the part of the environment that asks for it
     */
    public void allow(NamespacedName kubernetes, String account, ConfigPath origin) {
        ResourceNames names = props.names();
        // none of the three can hold an underscore, so no two grants come to the same name
        String name =
                account + "_" + kubernetes.namespace() + "_" + kubernetes.name().replace('.', '_');
        ServiceAccountIamMember resource = ServiceAccountIamMember.Builder.create(this, name)
                .serviceAccountId(
                        "projects/" + names.environment().project().id() + "/serviceAccounts/" + names.email(account))
                .role("roles/iam.workloadIdentityUser")
                .member("serviceAccount:" + names.workloadPool() + "[" + kubernetes + "]")
                .dependsOn(List.of(props.cluster()))
                .build();
        name(resource, ServiceAccountIamMember.TF_RESOURCE_TYPE, name, origin);
    }
}
