package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_subnetwork.ComputeSubnetwork;
import dev.kfstack.environment.ControlPlaneAccess;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** The subnetwork that the control plane takes its private address from. */
public final class ControlPlaneSubnetwork extends EnvironmentConstruct {

    /**
     * The subnetwork that the environment names.
     *
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, ControlPlaneAccess.PrivateSubnetwork spec, EnabledServices services) {}

    public ControlPlaneSubnetwork(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ComputeSubnetwork resource = ComputeSubnetwork.Builder.create(this, "Resource")
                .project(names.environment().network().hostProject().id())
                .region(names.environment().location().region())
                .network(names.network())
                .name(props.spec().name())
                .ipCidrRange(props.spec().cidr().toString())
                .privateIpGoogleAccess(true)
                .dependsOn(List.of(props.services().service("compute")))
                .deletionPolicy(DestroyProtection.deletionPolicy(names.environment()))
                .lifecycle(DestroyProtection.lifecycle(names.environment()))
                .build();
        name(
                resource,
                ComputeSubnetwork.TF_RESOURCE_TYPE,
                "control-plane",
                ConfigPath.of("cluster", "controlPlane", "access"));
    }
}
