package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.FirewallRule;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.GoogleApisNames;
import dev.kfstack.network.IpPlan;
import dev.kfstack.network.RangeUse;
import dev.kfstack.network.RequiredNetwork;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                + firewall()
                + nat()
                + privateServices()
                + dns()
                + answer();
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

    private String firewall() {
        StringBuilder text = new StringBuilder("""

                ## Firewall

                All rules aim at the network tag `%s`, which every node has.

                | rule | from | ports | why |
                |---|---|---|---|
                """.formatted(new ResourceNames(environment).nodeTag()));
        rules("INGRESS")
                .forEach(rule -> text.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                rule.getValue().path("name").asText(),
                                list(rule.getValue().path("source_ranges")),
                                ports(rule.getValue().path("allow").path(0).path("ports")),
                                rule.getKey().equals("webhooks")
                                        ? "the Kubernetes API calls webhooks in the cluster"
                                        : "Google's health checks of load balancers")));
        SortedMap<Integer, TreeSet<String>> byPort = new TreeMap<>();
        webhooks.forEach((service, port) ->
                byPort.computeIfAbsent(port, none -> new TreeSet<>()).add(service));
        if (!byPort.isEmpty()) {
            text.append("\nWithout these, changes to the cluster hang until they time out:\n\n");
            byPort.forEach((port, services) -> text.append("- ")
                    .append(port)
                    .append(": ")
                    .append(String.join(", ", services))
                    .append('\n'));
        }
        return text + egress();
    }

    private Stream<Map.Entry<String, JsonNode>> rules(String direction) {
        return resources("google_compute_firewall").properties().stream()
                .filter(rule -> rule.getValue().path("direction").asText().equals(direction));
    }

    private String egress() {
        List<Map.Entry<String, JsonNode>> rules = rules("EGRESS").toList();
        if (rules.isEmpty()) {
            return "";
        }
        return """

                Nodes and pods get out nowhere but here; the metadata server, which resolves names too, needs no rule. Rules with a smaller
                number come first.

                | rule | priority | to | |
                |---|---|---|---|
                """
                + rules.stream()
                        .map(Map.Entry::getValue)
                        .map(rule -> "| `%s` | %d | %s | %s |\n"
                                .formatted(
                                        rule.path("name").asText(),
                                        rule.path("priority").asInt(),
                                        list(rule.path("destination_ranges")),
                                        rule.has("deny")
                                                ? "denied"
                                                : protocol(rule.path("allow").path(0))))
                        .collect(Collectors.joining());
    }

    private static String protocol(JsonNode allow) {
        return allow.path("protocol").asText().equals("all") ? "all protocols" : ports(allow.path("ports"));
    }

    private static String ports(JsonNode ports) {
        return ports.isMissingNode() ? "tcp, all" : "tcp " + list(ports);
    }

    private static String list(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
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

    private String privateServices() {
        return network()
                .privateServices()
                .map(range -> """

                        ## Private services

                        Cloud SQL takes its address from a range that is peered with Google. **A network has these private services once**,
                        for all environments and everybody else who uses it; that is why they are not in `main.tf.json`. When
                        `%1$s` is there already with `%2$s`, nothing is to be done. Otherwise, once:

                        ```sh
                        gcloud compute addresses create %1$s --project=%3$s --global --purpose=VPC_PEERING \\
                          --network=%4$s --addresses=%5$s --prefix-length=%6$d
                        gcloud services vpc-peerings connect --project=%3$s --network=%4$s \\
                          --service=servicenetworking.googleapis.com --ranges=%1$s
                        ```

                        Where the network has private services with other ranges, the second command is `vpc-peerings update`, with
                        `--ranges` naming all of them.
                        """.formatted(
                                range.name(),
                                range.cidr(),
                                network().hostProject().id(),
                                network().network(),
                                range.cidr().firstAddress(),
                                range.cidr().prefix()))
                .orElse("");
    }

    private String dns() {
        return network()
                .dns()
                .filter(dns -> dns.ownedBy().equals(Network.PrivateServices.NETWORK_TEAM))
                .map(dns -> """

                        ## DNS

                        Private zones of Cloud DNS answer the whole network, so a network has each of these **once**, for all environments;
                        that is why they are not in `main.tf.json`. Where a zone is there already, nothing is to be done. The resolvers see
                        the questions come from `35.199.192.0/19`, and must answer there.

                        ```sh
                        """ + zones(dns) + "```\n")
                .orElse("");
    }

    private String zones(Network.Dns dns) {
        StringBuilder text = new StringBuilder();
        dns.forwarding().forEach((name, forwarding) -> text.append(zone(name, forwarding.domain()))
                .append(" \\\n  --private-forwarding-targets=")
                .append(String.join(",", forwarding.resolvers()))
                .append('\n'));
        dns.googleApis().ifPresent(variant -> GoogleApisNames.of(variant).forEach(google -> {
            String zone = google.domain().replace('.', '-');
            text.append(zone(zone, google.domain())).append('\n');
            text.append(record(zone, google.host(), "A", String.join(",", google.addresses())));
            text.append(record(zone, "*." + google.domain(), "CNAME", google.host() + "."));
        }));
        return text.toString();
    }

    private String zone(String name, String domain) {
        return "gcloud dns managed-zones create %s --project=%s --dns-name=%s. --description= \\\n  --visibility=private --networks=%s"
                .formatted(name, network().hostProject().id(), domain, network().network());
    }

    private String record(String zone, String host, String type, String data) {
        return "gcloud dns record-sets create '%s.' --project=%s --zone=%s --type=%s --ttl=300 --rrdatas=%s\n"
                .formatted(host, network().hostProject().id(), zone, type, data);
    }

    private String answer() {
        NetworkAnswer wanted = wanted();
        StringBuilder text = new StringBuilder("""

                ## Your answer

                A file with what there is now. As asked for, it is:

                ```yaml
                hostProject: %s
                network: %s
                region: %s
                """.formatted(wanted.hostProject(), wanted.network(), wanted.region()));
        text.append("subnetwork: ").append(map(wanted.subnetwork())).append('\n');
        text.append("pods: ").append(map(wanted.pods())).append('\n');
        text.append("services: ").append(map(wanted.services())).append('\n');
        wanted.privateServices()
                .ifPresent(range ->
                        text.append("privateServices: ").append(map(range)).append('\n'));
        wanted.psc().ifPresent(range -> text.append("psc: ").append(map(range)).append('\n'));
        wanted.controlPlane()
                .ifPresent(range ->
                        text.append("controlPlane: ").append(map(range)).append('\n'));
        text.append("serviceProject: ").append(wanted.serviceProject()).append('\n');
        text.append("apis: [").append(String.join(", ", wanted.apis())).append("]\n");
        text.append("grants:\n");
        wanted.grants().forEach((agent, roles) -> text.append("  ")
                .append(agent)
                .append(": [")
                .append(String.join(", ", roles))
                .append("]\n"));
        text.append("firewall:   # also under other names\n");
        wanted.firewall().forEach((name, rule) -> text.append("  ")
                .append(name)
                .append(": ")
                .append(map(rule))
                .append('\n'));
        wanted.dns().ifPresent(dns -> text.append("dns: ").append(map(dns)).append('\n'));
        return text + "```\n\n`kfstack network check " + environment.name()
                + " --answer FILE` compares it with the environment.\n";
    }

    private static String map(Network.Subnetwork range) {
        return "{name: " + range.name() + ", cidr: " + range.cidr() + "}";
    }

    private static String map(Network.SecondaryRange range) {
        return "{rangeName: " + range.rangeName() + ", cidr: " + range.cidr() + "}";
    }

    private static String map(FirewallRule rule) {
        List<String> keys = new ArrayList<>();
        keys.add((rule.to().isEmpty() ? "from: " + rule.from() : "to: " + rule.to()));
        if (rule.protocol() == FirewallRule.Protocol.ALL) {
            keys.add("protocol: all");
        }
        if (!rule.ports().isEmpty()) {
            keys.add("ports: " + rule.ports());
        }
        if (rule.denies()) {
            keys.add("denies: true");
        }
        return "{" + String.join(", ", keys) + "}";
    }

    private static String map(NetworkAnswer.Zones dns) {
        List<String> keys = new ArrayList<>();
        if (!dns.forwarding().isEmpty()) {
            keys.add(dns.forwarding().entrySet().stream()
                    .map(zone -> zone.getKey() + ": {domain: " + zone.getValue().domain() + ", resolvers: "
                            + zone.getValue().resolvers() + "}")
                    .collect(Collectors.joining(", ", "forwarding: {", "}")));
        }
        dns.googleApis().ifPresent(apis -> keys.add("googleApis: " + YamlName.of(apis)));
        return "{" + String.join(", ", keys) + "}";
    }

    private JsonNode resources(String type) {
        return configuration.path("resource").path(type);
    }
}
