package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_subnetwork.ComputeSubnetwork;
import dev.kfstack.bindings.google.compute_subnetwork.ComputeSubnetworkLogConfig;
import dev.kfstack.bindings.google.compute_subnetwork.ComputeSubnetworkSecondaryIpRange;
import dev.kfstack.bindings.google.compute_subnetwork_iam_member.ComputeSubnetworkIamMember;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** The nodes' subnetwork with the ranges of pods and services, and the two agents of Google's that put nodes into it. */
public final class NodeSubnetwork extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "subnetwork");

    /**
     * The subnetwork is the environment's.
     *
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, EnabledServices services) {

        Environment environment() {
            return names.environment();
        }

        Network network() {
            return names.environment().network();
        }
    }

    private final Props props;
    private final String name;
    private final String selfLink;

    public NodeSubnetwork(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        ComputeSubnetwork resource = ComputeSubnetwork.Builder.create(this, "Resource")
                .project(props.network().hostProject().id())
                .region(props.environment().location().region())
                .network(props.names().network())
                .name(props.network().subnetwork().name())
                .ipCidrRange(props.network().subnetwork().cidr().toString())
                .secondaryIpRange(List.of(
                        range(props.network().pods()), range(props.network().services())))
                .privateIpGoogleAccess(true)
                .stackType("IPV4_ONLY")
                .logConfig(ComputeSubnetworkLogConfig.builder()
                        .aggregationInterval("INTERVAL_10_MIN")
                        .flowSampling(0.5)
                        .metadata("INCLUDE_ALL_METADATA")
                        .build())
                .dependsOn(List.of(props.services().service("compute")))
                .deletionPolicy(DestroyProtection.deletionPolicy(props.environment()))
                .lifecycle(DestroyProtection.lifecycle(props.environment()))
                .build();
        name(resource, ComputeSubnetwork.TF_RESOURCE_TYPE, "nodes", ORIGIN);
        this.name = resource.getName();
        this.selfLink = resource.getSelfLink();
        allow("gke", props.names().containerEngineAgent());
        allow("google-apis", props.names().googleApisAgent());
    }

    private static ComputeSubnetworkSecondaryIpRange range(Network.SecondaryRange range) {
        return ComputeSubnetworkSecondaryIpRange.builder()
                .rangeName(range.rangeName())
                .ipCidrRange(range.cidr().toString())
                .build();
    }

    private void allow(String who, String agent) {
        ComputeSubnetworkIamMember member = ComputeSubnetworkIamMember.Builder.create(this, who)
                .project(props.network().hostProject().id())
                .region(props.environment().location().region())
                .subnetwork(name)
                .role("roles/compute.networkUser")
                .member("serviceAccount:" + agent)
                .build();
        name(member, ComputeSubnetworkIamMember.TF_RESOURCE_TYPE, "nodes_" + who, ORIGIN);
    }

    /** The subnetwork as NAT refers to it. */
    String selfLink() {
        return selfLink;
    }
}
