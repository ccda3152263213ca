package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ResourceNames;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The firewall's part of a request to a network team: each rule of the configuration with its reason.
 *
 * @param webhooks ports by {@code namespace/service}
 */
record NetworkRequestFirewall(Environment environment, SortedMap<String, Integer> webhooks, JsonNode configuration) {

    String text() {
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
        return configuration.at("/resource/google_compute_firewall").properties().stream()
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
}
