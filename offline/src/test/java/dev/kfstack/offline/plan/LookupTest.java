package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookupTest {

    private static final JsonNode LOOKS_FOR_A_CLUSTER =
            json("{\"data\": {\"google_container_cluster\": {\"cluster\": {\"name\": \"kf-test\"}}}}");
    private static final JsonNode READS_A_SECRET = json("""
            {"ephemeral": {"google_secret_manager_secret_version": {"db":
              {"secret": "projects/p/secrets/kf-test-database"}}}}""");

    @Test
    void aStackWaitsForTheClusterThatAnEarlierOneIsToCreate() {
        assertThat(Lookup.awaited(LOOKS_FOR_A_CLUSTER, List.of(cluster("kf-test", "create"))))
                .contains("it reads google_container_cluster.cluster, which is still to be created");
    }

    @Test
    void aClusterThatExistsIsNotWaitedForWhateverBecomesOfIt() {
        assertThat(Lookup.awaited(
                        LOOKS_FOR_A_CLUSTER,
                        List.of(
                                cluster("kf-test", "no-op"),
                                cluster("kf-test", "update"),
                                cluster("kf-test", "delete\", \"create"),
                                cluster("kf-test", "create\", \"delete"))))
                .isEmpty();
    }

    @Test
    void anotherClusterIsNotWaitedFor() {
        assertThat(Lookup.awaited(LOOKS_FOR_A_CLUSTER, List.of(cluster("kf-dev", "create"))))
                .isEmpty();
    }

    @Test
    void aSecretThatIsReadWhilePlanningIsWaitedForByTheEndOfItsPath() {
        JsonNode plan = json("""
                {"resource_changes": [{"address": "google_secret_manager_secret.db", "type": "google_secret_manager_secret",
                  "change": {"actions": ["create"], "after": {"secret_id": "kf-test-database"}}}]}""");

        assertThat(Lookup.awaited(READS_A_SECRET, List.of(plan)))
                .contains("it reads google_secret_manager_secret.db, which is still to be created");
    }

    @Test
    void whoLooksNothingUpWaitsForNothing() {
        assertThat(Lookup.awaited(json("{\"resource\": {}}"), List.of(cluster("kf-test", "create"))))
                .isEqualTo(Optional.empty());
    }

    private static JsonNode cluster(String name, String action) {
        return json("{\"resource_changes\": [{\"address\": \"google_container_cluster.cluster\","
                + " \"type\": \"google_container_cluster\","
                + " \"change\": {\"actions\": [\"" + action + "\"], \"after\": {\"name\": \"" + name + "\"}}}]}");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
