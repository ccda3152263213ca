package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.IpPlan;
import dev.kfstack.network.RangeUse;
import dev.kfstack.network.RequiredNetwork;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The page of a request to a network team: every number with its reason, for people who do not know Kubeflow.
 *
 * @param webhooks ports by {@code namespace/service}
 * @param configuration the Terraform beside the page, which is where firewall and NAT get their numbers from
 */
record NetworkRequestPage(Environment environment, SortedMap<String, Integer> webhooks, JsonNode configuration) {

    /** What a range is for, and what its size comes from. */
    private static final Map<String, String> REASONS = Map.of(
            "nodes", "one address a node: all pools at their largest, during an upgrade; Google keeps four",
            "pods", "a block for each of those nodes, of at least twice as many addresses as it may run pods",
            "services", "one address a Kubernetes service; cannot grow later",
            "Private Service Connect", "endpoints of Cloud SQL",
            "control plane", "the private address of the Kubernetes API; used for nothing else");

    String text() {
        return """
                # Network of %1$s

                What the environment %1$s, a GKE cluster for Kubeflow in the service project `%2$s` (number %3$s), needs of the
                network `%4$s` in the host project `%5$s` (number %6$s), region `%7$s`.

                `main.tf.json` beside this page creates all of it but what a network has once. It is yours: add your backend, and
                change what your rules want otherwise. Then answer, as the last section says.
                """.formatted(
                                environment.name(),
                                environment.project().id(),
                                environment.project().number(),
                                network().network(),
                                network().hostProject().id(),
                                network().hostProject().number(),
                                environment.location().region())
                + ranges()
                + apis()
                + agents()
                + new NetworkRequestFirewall(environment, webhooks, configuration).text()
                + nat()
                + new OncePerNetwork(environment.network()).text()
                + new NetworkRequestAnswer(environment.name(), wanted()).text();
    }

    private Network network() {
        return environment.network();
    }

    private NetworkAnswer wanted() {
        return RequiredNetwork.of(environment, new TreeSet<>(webhooks.values()));
    }

    private String ranges() {
        List<RangeUse> uses = new IpPlan(environment)
                .uses().stream()
                        .filter(use -> REASONS.containsKey(use.range().use()))
                        .toList();
        return """

                ## Ranges

                None may overlap another range that the network reaches.

                | range | name | addresses | usable | needed | why |
                |---|---|---|---|---|---|
                """
                + uses.stream()
                        .map(use -> "| %s | %s | `%s` | %d | %s | %s |\n"
                                .formatted(
                                        use.range().use(),
                                        name(use.range().use()),
                                        use.range().cidr(),
                                        use.capacity(),
                                        use.needed().isPresent() ? use.needed().getAsLong() : "not known ahead",
                                        REASONS.get(use.range().use())))
                        .collect(Collectors.joining())
                + """

                Pods and services are secondary ranges of the nodes' subnetwork, which has Private Google Access, since nodes have no
                public addresses, and flow logs.
                """;
    }

    private String name(String use) {
        NetworkAnswer wanted = wanted();
        return switch (use) {
            case "nodes" -> "subnetwork `" + wanted.subnetwork().name() + "`";
            case "pods" -> "range `" + wanted.pods().rangeName() + "`";
            case "services" -> "range `" + wanted.services().rangeName() + "`";
            case "control plane" ->
                wanted.controlPlane()
                        .map(subnetwork -> "subnetwork `" + subnetwork.name() + "`")
                        .orElse("none: GKE makes it");
            default ->
                wanted.psc()
                        .map(subnetwork -> "subnetwork `" + subnetwork.name() + "`")
                        .orElse("");
        };
    }

    private String apis() {
        return "\n## APIs and attachment\n\nEnabled in the host project: "
                + StreamSupport.stream(resources("google_project_service").spliterator(), false)
                        .map(service -> "`" + service.path("service").asText() + "`")
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ". The service project is attached to the host project.\n";
    }

    private String agents() {
        ResourceNames names = new ResourceNames(environment);
        return """

                ## Google's agents

                They belong to the service project, and exist from the moment that it has the APIs.

                | agent | may | on | why |
                |---|---|---|---|
                | `%1$s` | `roles/compute.networkUser` | the nodes' subnetwork | GKE puts the cluster there |
                | `%1$s` | `roles/container.hostServiceAgentUser` | the host project | GKE's agent of the host project works for it |
                | `%1$s` | custom role `%3$s` | the host project | GKE makes firewall rules for load balancers; nothing else |
                | `%2$s` | `roles/compute.networkUser` | the nodes' subnetwork | node pools are instance groups, made by this agent |
                """.formatted(
                names.containerEngineAgent(), names.googleApisAgent(), names.customRole(ResourceNames.FIREWALL_ROLE));
    }

    private String nat() {
        JsonNode nat = resources("google_compute_router_nat").path("nat");
        return """

                ## NAT

                Nodes and pods fetch images and packages from outside, and have no public addresses: Cloud NAT `%s` for the nodes'
                subnetwork with all its ranges, %d to %d ports a node, allocated as needed: a notebook that installs packages opens
                hundreds of connections at once. Leave it out where the network has another way out.
                """.formatted(
                        nat.path("name").asText(),
                        nat.path("min_ports_per_vm").asInt(),
                        nat.path("max_ports_per_vm").asInt());
    }

    private JsonNode resources(String type) {
        return configuration.path("resource").path(type);
    }
}
