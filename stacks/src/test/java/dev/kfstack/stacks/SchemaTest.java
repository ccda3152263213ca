package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attribute written is one that the pinned provider takes: no registry and no terraform needed to know. */
class SchemaTest {

    /** Terraform's own, on every resource. */
    private static final Set<String> META = Set.of("//", "lifecycle", "depends_on", "provider", "provisioner");

    private static final String EVERYTHING = """
            location: {zones: [europe-west1-b, europe-west1-c]}
            network: {privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: network-team}}
            database: {tier: db-custom-2-7680}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
            cluster:
              securityGroup: gke-security-groups@example.com
              controlPlane:
                access: {privateSubnetwork: {name: kf-control-plane, cidr: 172.16.0.0/28}}
                authorizedNetworks: {office: 10.250.0.0/16}
              maintenance:
                window: {start: "2026-02-28T20:00:00Z", durationHours: 6, recurrence: "FREQ=DAILY"}
                exclusions: {year-end: {start: "2026-12-15T00:00:00Z", end: "2027-01-05T00:00:00Z"}}
            nodePools:
              gpu:
                machineType: a2-highgpu-1g
                dedicated: true
                spot: true
                localSsdCount: 1
                autoscaling: {totalMin: 0, totalMax: 6}
                accelerator: {type: nvidia-tesla-a100, count: 1, partitionSize: 1g.5gb, sharing: {strategy: TIME_SHARING, clients: 4}}
            """;

    @TempDir
    Path root;

    @Test
    void theSmallestAndTheFullestEnvironmentUseKnownAttributesOnly() throws IOException {
        SynthFixture fixture = new SynthFixture(root).environment("kf-test", "").environment("kf-full", EVERYTHING);
        fixture.synth();

        assertThat(complaints(fixture.output())).isEmpty();
    }

    @Test
    void theEnvironmentsOfTheRepositoryUseKnownAttributesOnly() throws IOException {
        Problems problems = new Problems();
        Path environments = root.resolve("environments");
        copy(Requirement.repository().resolve("environments"), environments);
        EnvironmentReader reader = new EnvironmentReader(environments, problems);
        List<EnvironmentFile> files = reader.read(reader.names());

        TerraformSynthesizer.synth(files, environments, root.resolve("cdktf.out"), problems);

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(files).extracting(EnvironmentFile::name).contains("kf-test", "kf-dev", "kf-prod");
        assertThat(complaints(root.resolve("cdktf.out"))).isEmpty();
    }

    @Test
    void anUnknownAComputedAndAMissingAttributeAreNoticed() throws IOException {
        JsonNode resource = new ObjectMapper()
                .readTree("{\"emial\": \"x\", \"unique_id\": \"1\", \"lifecycle\": {}, \"project\": \"p\"}");
        List<String> complaints = new ArrayList<>();

        check("a", resource, schemas().path("google_service_account").path("block"), complaints);

        assertThat(complaints)
                .containsExactly("a.emial is unknown", "a.unique_id is computed only", "a.account_id is required");
    }

    private static List<String> complaints(Path output) throws IOException {
        List<String> complaints = new ArrayList<>();
        JsonNode schemas = schemas();
        JsonNode stacks = new ObjectMapper()
                .readTree(output.resolve("manifest.json").toFile())
                .path("stacks");
        for (JsonNode stack : stacks) {
            SynthAssert written = SynthAssert.of(
                    output.resolve(stack.path("synthesizedStackPath").asText()));
            for (String address : written.addresses()) {
                JsonNode block =
                        schemas.path(address.substring(0, address.indexOf('.'))).path("block");
                check(address, written.json(address), block, complaints);
                if (!written.json(address).has("project")) {
                    complaints.add(address + " has no project of its own");
                }
            }
        }
        return complaints;
    }

    private static void check(String path, JsonNode value, JsonNode block, List<String> complaints) {
        value.properties().forEach(entry -> {
            String inner = path + "." + entry.getKey();
            JsonNode attribute = block.path("attributes").path(entry.getKey());
            JsonNode nested = block.path("block_types").path(entry.getKey()).path("block");
            if (!nested.isMissingNode()) {
                Iterable<JsonNode> blocks = entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue());
                blocks.forEach(one -> check(inner, one, nested, complaints));
            } else if (attribute.isMissingNode()) {
                if (!META.contains(entry.getKey())) {
                    complaints.add(inner + " is unknown");
                }
            } else if (attribute.path("deprecated").asBoolean()) {
                complaints.add(inner + " is deprecated");
            } else if (!attribute.path("optional").asBoolean()
                    && !attribute.path("required").asBoolean()) {
                complaints.add(inner + " is computed only");
            }
        });
        block.path("attributes").properties().forEach(attribute -> {
            if (attribute.getValue().path("required").asBoolean() && !value.has(attribute.getKey())) {
                complaints.add(path + "." + attribute.getKey() + " is required");
            }
        });
    }

    private static JsonNode schemas() throws IOException {
        Path file = Requirement.repository().resolve("bindings/schemas/google-7.45.0.json");
        JsonNode providers = new ObjectMapper().readTree(file.toFile()).path("provider_schemas");
        return providers.iterator().next().path("resource_schemas");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
