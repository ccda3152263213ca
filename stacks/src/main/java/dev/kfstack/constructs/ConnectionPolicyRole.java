package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_custom_role.ProjectIamCustomRole;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * Reads the network's service connection policies, in the host project. Google's roles that do may change them too.
 *
 * @see <a href="https://cloud.google.com/iam/docs/roles-permissions/networkconnectivity">those roles</a>
 */
public final class ConnectionPolicyRole extends EnvironmentConstruct {

    /** The role is the environment's; the host project has the IAM API from the network stack. */
    public record Props(ResourceNames names) {}

    private final String role;

    public ConnectionPolicyRole(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ProjectIamCustomRole resource = ProjectIamCustomRole.Builder.create(this, "Resource")
                .project(names.environment().network().hostProject().id())
                .roleId(names.customRole("connection_policies"))
                .title(names.environment().name() + " service connection policies")
                .permissions(List.of("networkconnectivity.serviceConnectionPolicies.get"))
                .stage("GA")
                .build();
        name(
                resource,
                ProjectIamCustomRole.TF_RESOURCE_TYPE,
                "connection-policies",
                ConfigPath.of("workloadIdentityFederation"));
        this.role = resource.getName();
    }

    /** The role as a grant refers to it. */
    String role() {
        return role;
    }
}
