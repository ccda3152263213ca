package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_router.ComputeRouter;
import dev.kfstack.bindings.google.compute_router_nat.ComputeRouterNat;
import dev.kfstack.bindings.google.compute_router_nat.ComputeRouterNatLogConfig;
import dev.kfstack.bindings.google.compute_router_nat.ComputeRouterNatSubnetwork;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** The way out of nodes and pods that have no public addresses. Serves the environment's subnetwork and no other. */
public final class CloudNat extends EnvironmentConstruct {

    private static final ConfigPath ORIGIN = ConfigPath.of("network", "subnetwork");

    /** Powers of two, as dynamic allocation wants them: a notebook that installs packages opens hundreds at once. */
    private static final int PORTS_MIN = 64;

    private static final int PORTS_MAX = 4096;

    /**
     * The way out of a subnetwork.
     *
     * @param services of the host project; must hold compute
     */
    public record Props(ResourceNames names, NodeSubnetwork subnetwork, EnabledServices services) {}

    public CloudNat(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        String host = names.environment().network().hostProject().id();
        String region = names.environment().location().region();
        ComputeRouter router = ComputeRouter.Builder.create(this, "router")
                .project(host)
                .region(region)
                .network(names.network())
                .name(names.nat())
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(router, ComputeRouter.TF_RESOURCE_TYPE, "nat", ORIGIN);
        ComputeRouterNat nat = ComputeRouterNat.Builder.create(this, "Resource")
                .project(host)
                .region(region)
                .router(router.getName())
                .name(names.nat())
                .natIpAllocateOption("AUTO_ONLY")
                .sourceSubnetworkIpRangesToNat("LIST_OF_SUBNETWORKS")
                .subnetwork(List.of(ComputeRouterNatSubnetwork.builder()
                        .name(props.subnetwork().selfLink())
                        .sourceIpRangesToNat(List.of("ALL_IP_RANGES"))
                        .build()))
                .enableDynamicPortAllocation(true)
                .minPortsPerVm(PORTS_MIN)
                .maxPortsPerVm(PORTS_MAX)
                // excludes dynamic allocation
                .enableEndpointIndependentMapping(false)
                .logConfig(ComputeRouterNatLogConfig.builder()
                        .enable(true)
                        .filter("ERRORS_ONLY")
                        .build())
                .build();
        name(nat, ComputeRouterNat.TF_RESOURCE_TYPE, "nat", ORIGIN);
    }
}
