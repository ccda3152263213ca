package dev.kfstack.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.kfstack.Fixture;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSchemaTest {

    private static final Path ENVIRONMENTS = Requirement.repository().resolve("environments");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json(), InputFormat.JSON);

    private static String json() {
        Map<String, Object> heading = new LinkedHashMap<>();
        heading.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        heading.put("$comment", "Made from the records of dev.kfstack.environment: see EnvironmentSchemaTest.");
        heading.put("title", "kfstack environment");
        heading.put("description", "base.yaml, or an environment that lies over it");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(JsonSchema.of(Environment.class, heading))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> complaints(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(Error::toString)
                .toList();
    }

    /** {@code mvn -pl model -am test -Dtest=EnvironmentSchemaTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update}. */
    @Test
    void theSchemaOfTheRepositoryIsThatOfTheRecords() {
        GoldenFolder.assertEquals(ENVIRONMENTS.resolve("schema"), Map.of("environment.schema.json", json()));
    }

    static Stream<Path> shipped() {
        return Stream.concat(
                        Stream.of(EnvironmentReader.BASE),
                        new EnvironmentReader(ENVIRONMENTS, new Problems())
                                .names().stream().map(name -> name + ".yaml"))
                .map(ENVIRONMENTS::resolve);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theShippedFilesFitTheSchemaAndPointEditorsToIt(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(complaints(text)).isEmpty();
        assertThat(text).startsWith("# yaml-language-server: $schema=schema/environment.schema.json\n");
        assertThat(file.resolveSibling("schema/environment.schema.json")).exists();
    }

    @Test
    void theSmallestEnvironmentAndAnEmptyFileFit() {
        assertThat(complaints(Fixture.minimal())).isEmpty();
        assertThat(complaints("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodePools: {gpu-l4: null}",
                "database: null",
                "tier: null",
                "cluster: {controlPlane: {access: null}}",
                "terraform: {backend: {gcs: null, local: {}}}",
                "terraform: {backend: local}",
                "cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}",
                "cluster: {controlPlane: {access: {privateCidr: {cidr: 172.16.0.0/28}}}}",
                "network: {subnetwork: {name: 'kf-{environment}'}}",
                "teams: {red: {quota: {cpu: 64, memory: 1Ti}}}",
                "backup: {velero: {schedules: {daily: {resources: all}}}}",
                "backup: {velero: {schedules: {daily: {resources: [secrets]}}}}",
            })
    void whatTheReaderTakesFits(String yaml) {
        assertThat(complaints(yaml)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clutser: {}|clutser|not defined in the schema",
                "cluster: {realeaseChannel: STABLE}|/cluster|not defined in the schema",
                "cluster: {releaseChannel: stable}|/cluster/releaseChannel|RAPID",
                "cluster: {maxPodsPerNode: 7}|/cluster/maxPodsPerNode|minimum value of 8",
                "cluster: {maxPodsPerNode: 257}|/cluster/maxPodsPerNode|maximum value of 256",
                "cluster: {maxPodsPerNode: '64'}|/cluster/maxPodsPerNode|string found, [integer, null] expected",
                "cluster: {deletionProtection: 'yes'}|/cluster/deletionProtection|[boolean, null] expected",
                "project: {id: Example}|/project/id|does not match",
                "project: {number: 481516234201}|/project/number|[string, null] expected",
                "location: {zones: europe-west1-b}|/location/zones|[array, null] expected",
                "location: {zones: [null]}|/location/zones/0|string expected",
                "nodePools: {GPU: {}}|/nodePools|GPU",
                "network: {pods: {cidr: 10.0.0.0}}|/network/pods/cidr|does not match",
                "terraform: {backend: {s3: {}}}|/terraform/backend|s3",
                "kubeflow: {components: [piplines]}|/kubeflow/components/0|pipelines",
            })
    void whatTheReaderRefusesDoesNotFit(String yaml, String place, String complaint) {
        assertThat(complaints(yaml)).anyMatch(line -> line.contains(place) && line.contains(complaint));
    }
}
