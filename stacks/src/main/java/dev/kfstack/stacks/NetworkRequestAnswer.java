package dev.kfstack.stacks;

import dev.kfstack.environment.FirewallRule;
import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The answer that a request asks for, in the form in which {@code network check} reads it. */
record NetworkRequestAnswer(String environment, NetworkAnswer wanted) {

    String text() {
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
        return text + "```\n\n`kfstack network check " + environment
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
}
