package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_shared_vpc_service_project.ComputeSharedVpcServiceProject;
import dev.kfstack.bindings.google.project_iam_custom_role.ProjectIamCustomRole;
import dev.kfstack.bindings.google.project_iam_member.ProjectIamMember;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * The service project's place in the host project: attached, and its GKE agent allowed to use the network there. GKE's
 * agent must exist: it does from the moment the service project has the container API.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-shared-vpc">clusters with Shared VPC</a>
 */
public final class SharedVpcAccess extends EnvironmentConstruct {

    /** What GKE needs for the rules of its load balancers. The predefined role would let it change every rule there is. */
    private static final List<String> FIREWALL_PERMISSIONS = List.of(
            "compute.firewalls.create",
            "compute.firewalls.delete",
            "compute.firewalls.get",
            "compute.firewalls.list",
            "compute.firewalls.update",
            "compute.networks.updatePolicy");

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "hostProject");

    /**
     * The projects are the environment's.
     *
     * @param services of the host project; must hold cloudresourcemanager, compute, container and iam
     */
    public record Props(ResourceNames names, EnabledServices services) {

        String host() {
            return names.environment().network().hostProject().id();
        }
    }

    private final Props props;

    public SharedVpcAccess(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ComputeSharedVpcServiceProject attachment = ComputeSharedVpcServiceProject.Builder.create(this, "Resource")
                .hostProject(props.host())
                .serviceProject(props.names().environment().project().id())
                // detaching would cut off everything in it: forgotten instead
                .deletionPolicy("ABANDON")
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(attachment, ComputeSharedVpcServiceProject.TF_RESOURCE_TYPE, "attachment", ORIGIN);
        grant("host-service-agent-user", "roles/container.hostServiceAgentUser");
        grant("firewall", firewallRole());
    }

    private String firewallRole() {
        ProjectIamCustomRole role = ProjectIamCustomRole.Builder.create(this, "firewall-role")
                .project(props.host())
                .roleId(props.names().customRole(ResourceNames.FIREWALL_ROLE))
                .title(props.names().environment().name() + " GKE firewall rules")
                .permissions(FIREWALL_PERMISSIONS)
                .stage("GA")
                .dependsOn(List.of(props.services().service("iam")))
                .build();
        name(role, ProjectIamCustomRole.TF_RESOURCE_TYPE, "firewall", ORIGIN);
        return role.getName();
    }

    private void grant(String name, String role) {
        ProjectIamMember member = ProjectIamMember.Builder.create(this, name)
                .project(props.host())
                .role(role)
                .member("serviceAccount:" + props.names().containerEngineAgent())
                .dependsOn(List.of(
                        props.services().service("cloudresourcemanager"),
                        props.services().service("container")))
                .build();
        name(member, ProjectIamMember.TF_RESOURCE_TYPE, name, ORIGIN);
    }
}
