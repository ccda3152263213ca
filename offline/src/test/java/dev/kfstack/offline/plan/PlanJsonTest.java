package dev.kfstack.offline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is read of {@code terraform show -json}, of a plan and of a state. */
class PlanJsonTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void aReplacementAddsOneAndDestroysOne() throws JsonProcessingException {
        PlanSummary summary = PlanSummary.of(json("""
                {"resource_changes": [
                  {"change": {"actions": ["create"]}}, {"change": {"actions": ["update"]}},
                  {"change": {"actions": ["delete", "create"]}}, {"change": {"actions": ["create", "delete"]}},
                  {"change": {"actions": ["delete"]}}, {"change": {"actions": ["no-op"]}},
                  {"change": {"actions": ["forget"]}}, {"change": {"actions": ["read"]}}]}
                """));

        assertThat(summary).hasToString("3 to add, 1 to change, 3 to destroy");
        assertThat(summary.plus(new PlanSummary(1, 2, 3))).isEqualTo(new PlanSummary(4, 3, 6));
    }

    @Test
    void whatRefusesToBeDestroyedIsNamedUntilItsReleaseIsApplied() throws JsonProcessingException {
        StackState state = StackState.of(
                new StackFolder("kf-test-foundation", Path.of("out")),
                json("""
                        {"values": {"root_module": {"resources": [
                          {"mode": "managed", "address": "a.cluster", "values": {"deletion_protection": true}},
                          {"mode": "managed", "address": "a.free", "values": {"deletion_protection": false}},
                          {"mode": "managed", "address": "a.database",
                           "values": {"settings": [{"deletion_protection_enabled": true}]}},
                          {"mode": "managed", "address": "a.disk", "values": {"deletion_policy": "PREVENT"}},
                          {"mode": "managed", "address": "a.forgotten", "values": {"deletion_policy": "ABANDON"}},
                          {"mode": "managed", "address": "b.bucket", "type": "b", "name": "bucket",
                           "values": {"force_destroy": false}},
                          {"mode": "managed", "address": "b.kept", "type": "b", "name": "kept",
                           "values": {"force_destroy": false}},
                          {"mode": "data", "address": "data.x", "values": {"deletion_protection": true}}]}}}
                        """),
                json("{\"resource\": {\"b\": {\"bucket\": {\"force_destroy\": true}, \"kept\": {}}}}"));

        assertThat(state.resources()).isEqualTo(7);
        assertThat(state.guarded()).containsExactly("a.cluster", "a.database", "a.disk", "b.bucket");
    }
}
