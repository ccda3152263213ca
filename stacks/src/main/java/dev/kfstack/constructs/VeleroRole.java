package dev.kfstack.constructs;

import dev.kfstack.bindings.google.project_iam_custom_role.ProjectIamCustomRole;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/**
 * What Velero may do in the project beside its bucket: snapshots of volumes, and their way back. No predefined role is as
 * narrow. Signing is not among it: on the project it would let Velero sign as every account there is.
 *
 * @see <a href="https://github.com/vmware-tanzu/velero-plugin-for-gcp#set-permissions-for-velero">the permissions its
 *     plugin needs</a>
 */
public final class VeleroRole extends EnvironmentConstruct {

    private static final List<String> PERMISSIONS = List.of(
            "compute.disks.create",
            "compute.disks.createSnapshot",
            "compute.disks.get",
            "compute.projects.get",
            "compute.snapshots.create",
            "compute.snapshots.delete",
            "compute.snapshots.get",
            "compute.snapshots.setLabels",
            "compute.snapshots.useReadOnly",
            "compute.zones.get");

    /**
     * The role is the environment's.
     *
     * @param services must hold iam
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final String role;

    public VeleroRole(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ProjectIamCustomRole resource = ProjectIamCustomRole.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .roleId(names.customRole("velero"))
                .title(names.environment().name() + " Velero")
                .permissions(PERMISSIONS)
                .stage("GA")
                .dependsOn(List.of(props.services().service("iam")))
                .build();
        name(resource, ProjectIamCustomRole.TF_RESOURCE_TYPE, "velero", ConfigPath.of("backup", "velero"));
        this.role = resource.getName();
    }

    /** The role as a grant refers to it. */
    String role() {
        return role;
    }
}
