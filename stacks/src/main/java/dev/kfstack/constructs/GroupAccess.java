package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_custom_role.ProjectIamCustomRole;
import dev.kfstack.bindings.google.project_iam_member.ProjectIamMember;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.TeamGroups;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.SortedMap;
import software.constructs.Construct;

/**
 * Lets the teams' Google Groups as far as the Kubernetes API, which then asks its own roles what they may do. Google's
 * predefined roles that open the DNS endpoint read the whole cluster as well.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation">the DNS endpoint and who passes
 *     it</a>
 */
public final class GroupAccess extends EnvironmentConstruct {

    /** For {@code gcloud container clusters get-credentials}, and for the DNS endpoint. */
    private static final List<String> PERMISSIONS = List.of("container.clusters.connect", "container.clusters.get");

    private static final ConfigPath ORIGIN = ConfigPath.of("teams");
    private static final String NAME = "cluster-access";

    /**
     * The groups are those of the environment's teams; without any there is no resource.
     *
     * @param services must hold cloudresourcemanager and iam
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final Props props;

    public GroupAccess(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        SortedMap<String, ConfigPath> groups = TeamGroups.of(props.names().environment());
        if (!groups.isEmpty()) {
            String role = role();
            groups.forEach((group, origin) -> grant("group:" + group, role, origin));
        }
    }

    private String role() {
        Environment environment = props.names().environment();
        ProjectIamCustomRole role = ProjectIamCustomRole.Builder.create(this, "Resource")
                .project(environment.project().id())
                .roleId(props.names().customRole("cluster_access"))
                .title(environment.name() + " cluster access")
                .permissions(PERMISSIONS)
                .stage("GA")
                .dependsOn(List.of(props.services().service("iam")))
                .build();
        name(role, ProjectIamCustomRole.TF_RESOURCE_TYPE, NAME, ORIGIN);
        return role.getName();
    }

    private void grant(String member, String role, ConfigPath origin) {
        String name = ResourceNames.addressOf(member);
        ProjectIamMember resource = ProjectIamMember.Builder.create(this, name)
                .project(props.names().environment().project().id())
                .role(role)
                .member(member)
                .dependsOn(List.of(props.services().service("cloudresourcemanager")))
                .build();
        name(resource, ProjectIamMember.TF_RESOURCE_TYPE, NAME + "_" + name, origin);
    }
}
