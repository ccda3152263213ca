package dev.kfstack.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.Releases;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every attribute written is one that the pinned provider takes: no registry and no terraform needed to know. */
class SchemaTest {

    /** Terraform's own, on every resource. */
    private static final Set<String> META = Set.of("//", "lifecycle", "depends_on", "provider", "provisioner");

    private static final String EVERYTHING = """
            location: {zones: [europe-west1-b, europe-west1-c]}
            network:
              managedBy: kfstack
              subnetwork: {cidr: 10.11.0.0/24}
              pods: {cidr: 10.21.0.0/18}
              services: {cidr: 10.31.0.0/22}
              privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: kf-full}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}, velero: {schedules: {}}}
            database: {tier: db-custom-2-7680}
            encryption: {}
            buckets: {backup: {}}
            disks:
              zonal: {sizeGb: 200, zones: [europe-west1-b], snapshots: {at: "02:00", keepDays: 7}, claim: kubeflow/a}
              regional:
                sizeGb: 200
                zones: [europe-west1-c, europe-west1-b]
                snapshots: {at: "02:00", keepDays: 7}
                claim: kubeflow/b
            secrets:
              db:
                generate: {password: 32}
                generation: 2
                databaseUser: kubeflow
                kubernetes: {secret: kubeflow/mysql-secret, keys: {username: database-user, password: generated}}
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

    /** Parts of a configuration to the parts of a schema that describe them. */
    private static final Map<String, String> SECTIONS = Map.of(
            "resource", "resource_schemas",
            "data", "data_source_schemas",
            "ephemeral", "ephemeral_resource_schemas");

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

        Releases releases = new Releases(Requirement.repository().resolve("overlays"), problems);
        TerraformSynthesizer.synth(files, releases, environments, root.resolve("cdktf.out"), problems);

        assertThat(problems.inFileOrder()).isEmpty();
        assertThat(files).extracting(EnvironmentFile::name).contains("kf-test", "kf-dev", "kf-prod");
        assertThat(complaints(root.resolve("cdktf.out"))).isEmpty();
    }

    @Test
    void anUnknownAComputedAndAMissingAttributeAreNoticed() throws IOException {
        JsonNode resource = new ObjectMapper()
                .readTree("{\"emial\": \"x\", \"unique_id\": \"1\", \"lifecycle\": {}, \"project\": \"p\"}");
        List<String> complaints = new ArrayList<>();

        check(
                "a",
                resource,
                schemas()
                        .path("resource_schemas")
                        .path("google_service_account")
                        .path("block"),
                complaints);

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
            SECTIONS.forEach((section, types) -> written.root()
                    .path(section)
                    .properties()
                    .forEach(type -> {
                        JsonNode block = schemas.path(types).path(type.getKey()).path("block");
                        type.getValue().properties().forEach(one -> {
                            String address = type.getKey() + "." + one.getKey();
                            check(address, one.getValue(), block, complaints);
                            if (block.path("attributes")
                                            .path("project")
                                            .path("optional")
                                            .asBoolean()
                                    && needsProject(one.getValue())) {
                                complaints.add(address + " has no project of its own");
                            }
                        });
                    }));
        }
        return complaints;
    }

    /** What refers to its parent by the full id has the parent's project. */
    private static boolean needsProject(JsonNode resource) {
        return !resource.has("project")
                && !resource.path("secret").asText().endsWith(".id}")
                && !resource.path("service_account_id").asText().startsWith("projects/");
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

    /** The schemas of all providers as one: no two have a type in common. */
    private static JsonNode schemas() throws IOException {
        ObjectNode all = new ObjectMapper().createObjectNode();
        for (String provider : List.of("google-7.45.0", "kubernetes-3.2.1", "random-3.9.0")) {
            Path file = Requirement.repository().resolve("bindings/schemas/" + provider + ".json");
            JsonNode providers = new ObjectMapper().readTree(file.toFile()).path("provider_schemas");
            SECTIONS.values().forEach(types -> all.withObject("/" + types)
                    .setAll(providers.iterator().next().withObject("/" + types)));
        }
        return all;
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
