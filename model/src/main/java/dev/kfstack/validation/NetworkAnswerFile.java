package dev.kfstack.validation;

import dev.kfstack.environment.Network;
import dev.kfstack.environment.NetworkAnswer;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.schema.Reading;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The file that a network team answers with, held against the environment that asked. JSON is YAML too. */
public final class NetworkAnswerFile {

    private static final String RULE = "network-answer";

    private final Reading<NetworkAnswer> answer;
    private final EnvironmentFile environment;
    private final Problems problems;

    private NetworkAnswerFile(Reading<NetworkAnswer> answer, EnvironmentFile environment, Problems problems) {
        this.answer = answer;
        this.environment = environment;
        this.problems = problems;
    }

    /** Reports what in {@code file} has the wrong shape, or differs from what the environment asks for. */
    public static void check(Path file, EnvironmentFile environment, Problems problems) {
        YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(NetworkAnswer.class, root, problems))
                .ifPresent(answer -> new NetworkAnswerFile(answer, environment, problems).compare());
    }

    private void compare() {
        Map<String, String> wanted = values(NetworkAnswer.wantedBy(environment.environment()));
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
                    case "controlPlane.name" -> "cluster.controlPlane.access.privateSubnetwork.name";
                    case "controlPlane.cidr" -> "cluster.controlPlane.access.privateSubnetwork.cidr";
                    default -> "network." + key;
                };
        Place place = environment.reading().sources().place(new ConfigPath(path));
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
