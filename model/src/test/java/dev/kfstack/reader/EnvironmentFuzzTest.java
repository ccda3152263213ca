package dev.kfstack.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problem;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.Defaults;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.validation.EnvironmentValidator;
import dev.kfstack.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever a file holds: no exception, and every problem is one readable line with a place in the file. */
class EnvironmentFuzzTest {

    private static final String FULL = Fixture.minimal() + """
            labels: {team: ml}
            cluster:
              securityGroup: gke-security-groups@example.com
              controlPlane: {access: {privateCidr: 172.16.0.0/28}, authorizedNetworks: {office: 10.250.0.0/16}}
              maintenance:
                window: {start: "2026-01-03T02:00:00Z", durationHours: 6, recurrence: "FREQ=WEEKLY;BYDAY=SA,SU"}
                exclusions: {freeze: {start: "2026-12-15T00:00:00Z", end: "2027-01-05T00:00:00Z"}}
            database: {tier: db-custom-2-7680}
            disks: {store: {sizeGb: 200, zones: [europe-west1-b], claim: kubeflow/seaweedfs-pvc}}
            buckets: {artifacts: {}, backup: {softDeleteDays: 30}}
            serviceAccounts: {red: {buckets: {artifacts: roles/storage.objectUser}, kubernetes: [red/default-editor]}}
            secrets: {db: {generate: {password: 32}, kubernetes: {secret: kubeflow/db, keys: {password: generated}}}}
            teams: {red: {owner: o@example.com, quota: {cpu: 64, memory: 1Ti}, serviceAccount: red}}
            backup: {velero: {schedules: {daily: {cron: "30 1 * * *", resources: [secrets], keepHours: 24}}}}
            """;

    private final Path file = temporaryFile();

    @AfterProperty
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property
    void anyTextIsJudged(@ForAll String text) {
        judge(text);
    }

    @Property
    void anyYamlLikeTextIsJudged(@ForAll("yamlLike") String text) {
        judge(text);
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        "a",
                        "network",
                        "nodePools",
                        "environment",
                        ":",
                        ": ",
                        "\n",
                        "\n  ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"",
                        "'",
                        "&x ",
                        "*x",
                        "!t ",
                        "|",
                        ">",
                        "#",
                        "? ",
                        "~",
                        "\t",
                        "\r",
                        "---\n",
                        "%YAML 1.2\n",
                        "0x1",
                        "1e3",
                        "{environment}",
                        "\uD83D\uDE80",
                        "\u2028",
                        "\\",
                        "\\u202E",
                        "<<")
                .list()
                .ofMaxSize(40)
                .map(tokens -> String.join("", tokens));
    }

    @Property
    void anyBytesAreJudged(@ForAll byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Problems problems = new Problems();
        YamlFile.read(file, "kf-test.yaml", problems);
        String text = new String(bytes, StandardCharsets.UTF_8);
        problems.inFileOrder().forEach(problem -> assertReadable(problem, text));
    }

    @Property
    void aFileWithAPieceReplacedIsJudged(
            @ForAll @IntRange(max = 3000) int at,
            @ForAll @IntRange(max = 40) int length,
            @ForAll("pieces") String piece) {
        int from = Math.min(at, FULL.length());
        int to = Math.min(from + length, FULL.length());
        judge(FULL.substring(0, from) + piece + FULL.substring(to));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.strings().ofMaxLength(5),
                Arbitraries.of(
                        "null", "{}", "[]", "\"\"", "-1", "0", "99999999999", "0.0.0.0/0", ": ", "\n", "true", "~"));
    }

    @Property
    void aFileWithAnyScalarReplacedIsJudged(@ForAll @IntRange(max = 200) int which, @ForAll("pieces") String piece) {
        List<String> parts = List.of(FULL.split("(?<=[:\\[,] )|(?=[,}\\]\\n])"));
        int index = which % parts.size();
        judge(String.join("", parts.subList(0, index))
                + piece
                + String.join("", parts.subList(index + 1, parts.size())));
    }

    private static void judge(String text) {
        Problems problems = new Problems();
        YamlFile.parse(text, "kf-test.yaml", problems).ifPresent(map -> {
            EnvironmentFile read =
                    new EnvironmentFile("kf-test", "kf-test.yaml", RecordReader.read(Environment.class, map, problems));
            EnvironmentValidator.validate(List.of(read), List.of(read), problems);
            ExpandedEnvironment.render(read.reading().resolved());
        });
        problems.inFileOrder().forEach(problem -> assertReadable(problem, text));
    }

    private static void assertReadable(Problem problem, String text) {
        Place place = problem.place();
        String[] lines = text.split("\r\n|\r|\n", -1);
        assertThat(place).isNotEqualTo(Defaults.PLACE);
        assertThat(place.line()).describedAs("%s", problem).isBetween(1, lines.length);
        String line = lines[place.line() - 1];
        assertThat(place.column()).describedAs("%s", problem).isBetween(1, line.codePointCount(0, line.length()) + 1);
        String said = problem.path() + problem.message() + problem.hint().orElse("");
        assertThat(said.codePoints().filter(Character::isISOControl))
                .describedAs(said)
                .isEmpty();
        assertThat(said.length()).describedAs(said).isLessThan(3000);
        assertThat(problem.message()).isNotBlank().doesNotEndWith(".");
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("environment", ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
