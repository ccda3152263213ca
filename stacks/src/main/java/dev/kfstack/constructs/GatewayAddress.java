package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_global_address.ComputeGlobalAddress;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** The address that the cluster's Gateway listens on. It outlives clusters, so that no record of DNS has to change. */
public final class GatewayAddress extends EnvironmentConstruct {

    /**
     * The address is the environment's.
     *
     * @param services must hold compute
     */
    public record Props(ResourceNames names, EnabledServices services) {}

    private final String address;

    public GatewayAddress(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ComputeGlobalAddress resource = ComputeGlobalAddress.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .name(names.gatewayAddress())
                .addressType("EXTERNAL")
                .ipVersion("IPV4")
                .dependsOn(List.of(props.services().service("compute")))
                .deletionPolicy(DestroyProtection.deletionPolicy(names.environment()))
                .lifecycle(DestroyProtection.lifecycle(names.environment()))
                .build();
        name(resource, ComputeGlobalAddress.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("gateway"));
        this.address = resource.getAddress();
    }

    /** The record that sends users here. */
    DnsRecord record(String hostname) {
        return new DnsRecord("kubeflow", hostname + ".", "A", address);
    }
}
