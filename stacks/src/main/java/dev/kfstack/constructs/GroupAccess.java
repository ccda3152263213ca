package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_member.ProjectIamMember;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.TeamGroups;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * Lets the teams' Google Groups as far as the Kubernetes API, which then asks its own roles what they may do.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation">the DNS endpoint and who passes
 *     it</a>
 */
public final class GroupAccess extends EnvironmentConstruct {

    /**
     * Finds clusters, for {@code gcloud container clusters get-credentials}, and passes the DNS endpoint. It reads nothing
     * in a cluster; all larger roles do.
     */
    private static final String ROLE = "roles/container.clusterViewer";

    /**
     * The groups are those of the environment's teams; without any there is no resource.
     *
     * @param services must hold cloudresourcemanager
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final Props props;

    public GroupAccess(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        TeamGroups.of(props.names().environment()).forEach(this::grant);
    }

    private void grant(String group, ConfigPath origin) {
        String member = "group:" + group;
        String name = ResourceNames.addressOf(member);
        ProjectIamMember resource = ProjectIamMember.Builder.create(this, name)
                .project(props.names().environment().project().id())
                .role(ROLE)
                .member(member)
                .dependsOn(List.of(props.services().service("cloudresourcemanager")))
                .build();
        name(resource, ProjectIamMember.TF_RESOURCE_TYPE, "cluster-access_" + name, origin);
    }
}
