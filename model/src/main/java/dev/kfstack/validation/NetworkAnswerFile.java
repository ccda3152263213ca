package dev.kfstack.validation;

import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.names.RequiredServices;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.network.RequiredFirewall;
import dev.kfstack.network.RequiredNetwork;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.schema.Reading;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.schema.YamlName;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The file that a network team answers with, held against the environment that asked. JSON is YAML too. */
public final class NetworkAnswerFile {

    private static final String RULE = "network-answer";

    private final Reading<NetworkAnswer> answer;
    private final EnvironmentFile environment;
    private final SortedSet<Integer> webhookPorts;
    private final Problems problems;

    private NetworkAnswerFile(
            Reading<NetworkAnswer> answer,
            EnvironmentFile environment,
            SortedSet<Integer> webhookPorts,
            Problems problems) {
        this.answer = answer;
        this.environment = environment;
        this.webhookPorts = webhookPorts;
        this.problems = problems;
    }

    /**
     * Reports what in {@code file} has the wrong shape, or differs from what the environment asks for. What the network has
     * beyond it, for others, is no difference.
     *
     * @param webhookPorts of the pods that serve webhooks
     */
    public static void check(
            Path file, EnvironmentFile environment, SortedSet<Integer> webhookPorts, Problems problems) {
        YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(NetworkAnswer.class, root, problems))
                .ifPresent(answer -> {
                    NetworkAnswerFile check = new NetworkAnswerFile(answer, environment, webhookPorts, problems);
                    NetworkAnswer wanted = RequiredNetwork.of(environment.environment(), webhookPorts);
                    check.compare(wanted);
                    check.apis();
                    check.grants(wanted);
                    check.firewall();
                    wanted.dns().ifPresent(check::dns);
                });
    }

    private void compare(NetworkAnswer asked) {
        Map<String, String> wanted = values(asked);
        Map<String, String> got = values(answer.value());
        wanted.forEach((key, value) -> {
            String given = got.get(key);
            if (given == null) {
                report(key, "is missing, and " + asker(key) + " asks for " + value);
            } else if (!given.equals(value)) {
                report(key, "is " + given + ", and " + asker(key) + " asks for " + value);
            }
        });
        got.forEach((key, value) -> {
            if (!wanted.containsKey(key)) {
                report(key, "is " + value + ", and " + environment.file() + " does not ask for one");
            }
        });
    }

    private void apis() {
        RequiredServices.ofHostProject(environment.environment()).forEach((service, origin) -> {
            String api = service + ".googleapis.com";
            if (isReadable("apis") && !answer.value().apis().contains(api)) {
                report("apis", api + " is missing, and " + place(origin) + " asks for it");
            }
        });
    }

    private void grants(NetworkAnswer asked) {
        asked.grants().forEach((agent, roles) -> {
            List<String> given = answer.value().grants().getOrDefault(agent, List.of());
            roles.stream()
                    .filter(role -> isReadable("grants") && !given.contains(role))
                    .forEach(role -> report(
                            ConfigPath.of("grants", agent).text(),
                            role + " is missing, and " + asker("hostProject") + " asks for it"));
        });
    }

    private void firewall() {
        if (!isReadable("firewall")) {
            return;
        }
        AnsweredFirewall given = new AnsweredFirewall(answer.value().firewall().values());
        ResourceNames names = new ResourceNames(environment.environment());
        Stream.concat(
                        RequiredFirewall.ingress(environment.environment(), webhookPorts).stream(),
                        RequiredFirewall.egress(environment.environment()).stream())
                .forEach(asked -> given.missing(asked.rule())
                        .forEach(missing -> report(
                                "firewall",
                                "nothing " + missing + ", as " + names.firewallRule(asked.name()) + " would, which "
                                        + place(asked.origin()) + " asks for")));
    }

    private void dns(NetworkAnswer.Zones asked) {
        Optional<NetworkAnswer.Zones> given = answer.value().dns();
        Map<String, Network.Forwarding> zones =
                given.map(NetworkAnswer.Zones::forwarding).orElse(Map.of());
        asked.forwarding().forEach((name, wanted) -> {
            String wants = place(ConfigPath.of("network", "dns", "forwarding", name)) + " asks for "
                    + String.join(", ", wanted.resolvers());
            Optional<Map.Entry<String, Network.Forwarding>> zone = zones.entrySet().stream()
                    .filter(entry -> entry.getValue().domain().equals(wanted.domain()))
                    .findFirst();
            if (zone.isEmpty()) {
                report("dns.forwarding", wanted.domain() + " is missing, and " + wants);
            } else if (!Set.copyOf(zone.get().getValue().resolvers()).equals(Set.copyOf(wanted.resolvers()))) {
                report(
                        ConfigPath.of("dns", "forwarding", zone.get().getKey(), "resolvers")
                                .text(),
                        "is " + String.join(", ", zone.get().getValue().resolvers()) + ", and " + wants);
            }
        });
        asked.googleApis()
                .filter(apis -> !given.flatMap(NetworkAnswer.Zones::googleApis).equals(Optional.of(apis)))
                .ifPresent(apis -> report(
                        "dns.googleApis",
                        given.flatMap(NetworkAnswer.Zones::googleApis)
                                        .map(other -> "is " + YamlName.of(other))
                                        .orElse("is missing")
                                + ", and " + asker("dns.googleApis") + " asks for " + YamlName.of(apis)));
    }

    private boolean isReadable(String section) {
        return answer.broken().stream().noneMatch(broken -> broken.isWithin(ConfigPath.of(section)));
    }

    private void report(String key, String message) {
        ConfigPath path = new ConfigPath(key);
        if (answer.broken().stream().noneMatch(path::isWithin)) {
            problems.error(answer.sources().place(path), key, message, RULE);
        }
    }

    /** Where the environment says what it wants. */
    private String asker(String key) {
        String path =
                switch (key) {
                    case "hostProject" -> "network.hostProject.id";
                    case "region" -> "location.region";
                    case "serviceProject" -> "project.id";
                    case "controlPlane.name" -> "cluster.controlPlane.access.privateSubnetwork.name";
                    case "controlPlane.cidr" -> "cluster.controlPlane.access.privateSubnetwork.cidr";
                    default -> "network." + key;
                };
        return place(new ConfigPath(path));
    }

    private String place(ConfigPath path) {
        Place place = environment.reading().sources().place(path);
        return place.file() + ":" + place.line();
    }

    private static Map<String, String> values(NetworkAnswer answer) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("hostProject", answer.hostProject());
        values.put("network", answer.network());
        values.put("region", answer.region());
        put(values, "subnetwork", Optional.of(answer.subnetwork()));
        put(values, "pods", answer.pods());
        put(values, "services", answer.services());
        put(values, "privateServices", answer.privateServices());
        put(values, "psc", answer.psc());
        put(values, "controlPlane", answer.controlPlane());
        values.put("serviceProject", answer.serviceProject());
        return values;
    }

    private static void put(Map<String, String> values, String key, Network.SecondaryRange range) {
        values.put(key + ".rangeName", range.rangeName());
        values.put(key + ".cidr", range.cidr().toString());
    }

    private static void put(Map<String, String> values, String key, Optional<Network.Subnetwork> range) {
        range.ifPresent(given -> {
            values.put(key + ".name", given.name());
            values.put(key + ".cidr", given.cidr().toString());
        });
    }
}
