package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {

    private static final Identity TOPIC = new Identity("google_pubsub_topic", "projects/p/topics/t");
    private static final Value.Fields THING = Value.fields(Map.of(
            "name",
            Value.of("t"),
            "nothing",
            Value.Absent.NULL,
            "policy",
            Value.list(Value.fields(Map.of("count", Value.of(3), "on", Value.of(true))))));

    @TempDir
    Path world;

    private final Problems problems = new Problems();

    @BeforeEach
    void aTopicThatAStackKnows() throws IOException {
        OfflineCloud.world(world).put(TOPIC, THING);
        state("kf-test", "cluster");
    }

    private void state(String environment, String stack) throws IOException {
        Path generation = OfflineCloud.states(world)
                .resolve("bucket")
                .resolve(environment + "%2F" + stack + "%2Fdefault.tfstate")
                .resolve("1");
        Files.createDirectories(generation.getParent());
        Files.writeString(generation, """
                {"resources": [{"mode": "managed", "type": "google_pubsub_topic", "name": "topic",
                                "instances": [{"attributes": {"id": "projects/p/topics/t"}}]}]}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name            | 7     | "t"  | "7"
            nothing         | word  | null | "word"
            nothing         | 7     | null | 7
            policy.0.count  | 4     | 3    | 4
            policy.0.on     | false | true | false
            """)
    void anAttributeGetsAValueOfItsKind(String attribute, String value, String before, String after)
            throws IOException {
        assertThat(set("google_pubsub_topic.topic", attribute, value))
                .contains(new Drift(TOPIC.toString(), before, after));

        assertThat(problems.inFileOrder()).isEmpty();
        Value set = OfflineCloud.world(world).find(TOPIC).orElseThrow().at(attribute);
        assertThat(set.text()).isEqualTo(after.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            policy.0.count | 4 5    | must be JSON of the same kind as 3, got 4 5
            policy.0.count | true   | must be JSON of the same kind as 3, got true
            policy.0.on    | yes    | must be JSON of the same kind as true, got yes
            policy.1.count | 4      | has no "1"; it has: 0
            policy.count   | 4      | has no "count"; it has: 0
            polisy         | 4      | has no "polisy"; it has: name, nothing, policy
            """)
    void whatDoesNotFitIsAProblemAndChangesNothing(String attribute, String value, String message) throws IOException {
        assertThat(set("google_pubsub_topic.topic", attribute, value)).isEmpty();

        assertThat(problems.inFileOrder()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(attribute);
            assertThat(problem.message()).isEqualTo(message);
        });
        assertThat(OfflineCloud.world(world).find(TOPIC)).contains(THING);
    }

    @Test
    void anAddressOfTwoStacksIsSaidWithTheStack() throws IOException {
        state("kf-dev", "cluster");

        assertThat(set("google_pubsub_topic.topic", "name", "x")).isEmpty();
        assertThat(problems.inFileOrder()).singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("is in several stacks: kf-dev-cluster/google_pubsub_topic.topic,"
                        + " kf-test-cluster/google_pubsub_topic.topic"));
    }

    @Test
    void aStacksNameBeforeAnAddressSaysWhichIsMeant() throws IOException {
        state("kf-dev", "cluster");

        assertThat(set("kf-dev-cluster/google_pubsub_topic.topic", "name", "x")).isPresent();
    }

    @Test
    void aStrayFileAmongTheStatesIsNone() throws IOException {
        Files.writeString(OfflineCloud.states(world).resolve(".DS_Store"), "of a file manager");
        Files.writeString(OfflineCloud.states(world).resolve("bucket").resolve(".DS_Store"), "of a file manager");

        assertThat(set("google_pubsub_topic.topic", "name", "x")).isPresent();
    }

    private Optional<Drift> set(String address, String attribute, String value) throws IOException {
        return Drift.set(world, Optional.empty(), address, attribute, value, problems);
    }
}
