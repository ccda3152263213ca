package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** kf-prod as its file has it, and its network as if kfstack owned that too. */
record Prod(SynthAssert network, SynthAssert foundation, SynthAssert cluster) {

    private static final class Once {
        private static final Prod STACKS = synthesized();
    }

    /** Synthesized once for all tests. */
    static Prod stacks() {
        return Once.STACKS;
    }

    private static Prod synthesized() {
        try {
            Path root = Files.createTempDirectory("kf-prod-");
            try {
                Path environments = Requirement.repository().resolve("environments");
                SynthFixture fixture = new SynthFixture(root);
                for (String file : List.of("base.yaml", "kf-prod.yaml", "moves.yaml")) {
                    fixture.write(
                            "environments/" + file,
                            Files.readString(environments.resolve(file))
                                    .replace("managedBy: network-team", "managedBy: kfstack"));
                }
                fixture.validated().synth();
                return new Prod(
                        fixture.stack("kf-prod-network"),
                        fixture.stack("kf-prod-foundation"),
                        fixture.stack("kf-prod-cluster"));
            } finally {
                StagingFolder.delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode at(SynthAssert stack, String address, String pointer) {
        return stack.json(address).at(pointer);
    }

    static List<JsonNode> all(SynthAssert stack, String type) {
        List<JsonNode> found = new ArrayList<>();
        stack.root().path("resource").path(type).forEach(found::add);
        return found;
    }

    static List<JsonNode> pools() {
        List<JsonNode> pools = all(stacks().cluster(), "google_container_node_pool");
        assertThat(pools).isNotEmpty();
        return pools;
    }
}
