package dev.kfstack.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.environment.Backend;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Problems;
import dev.kfstack.validation.EnvironmentValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentReaderTest {

    @TempDir
    Path folder = Path.of("");

    private final Problems problems = new Problems();

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** The minimal environment as base.yaml, and kf-test.yaml with {@code own}. */
    private EnvironmentFile read(String own) throws IOException {
        write("base.yaml", Fixture.minimal().replace("environment: kf-test\n", ""));
        write("kf-test.yaml", "environment: kf-test\n" + own);
        return new EnvironmentReader(folder, problems).read(List.of("kf-test")).get(0);
    }

    private Environment environment(String own) throws IOException {
        Environment environment = read(own).environment();
        assertThat(said()).isEmpty();
        return environment;
    }

    /** All problems as {@code file:line:column path: message (hint) [rule]}, without the folder. */
    private List<String> said() {
        List<String> lines = Fixture.describe(problems);
        return IntStream.range(0, lines.size())
                .mapToObj(i -> (problems.inFileOrder().get(i).place() + " " + lines.get(i))
                        .replace(folder + "/", "")
                        .replace(folder.toString(), "environments"))
                .toList();
    }

    @Test
    void theEnvironmentOverridesSingleFieldsOfTheBase() throws IOException {
        Environment environment = environment("nodePools: {standard: {autoscaling: {totalMax: 7}}}");

        assertThat(environment.nodePools().get("standard").autoscaling().totalMin())
                .isEqualTo(1);
        assertThat(environment.nodePools().get("standard").autoscaling().totalMax())
                .isEqualTo(7);
    }

    @Test
    void listsAreReplacedAsAWhole() throws IOException {
        assertThat(environment("location: {zones: [europe-west1-c, europe-west1-d]}")
                        .location()
                        .zones())
                .containsExactly("europe-west1-c", "europe-west1-d");
    }

    @Test
    void nullRemovesWhatTheBaseGives() throws IOException {
        Environment environment = environment("""
                nodePools:
                  standard: null
                  other: {machineType: e2-standard-4, autoscaling: {totalMin: 1, totalMax: 2}}
                terraform: {backend: {local: null, gcs: {bucket: state}}}
                """);

        assertThat(environment.nodePools()).containsOnlyKeys("other");
        assertThat(environment.terraform().backend()).isInstanceOf(Backend.Gcs.class);
    }

    @Test
    void aRequiredKeyThatWasRemovedIsMissing() throws IOException {
        read("kubeflow: {hostname: null}");

        assertThat(said())
                .containsExactly(
                        "kf-test.yaml:2:1 kubeflow.hostname: is required: Host name of the dashboard [missing-key]");
    }

    @Test
    void aNullThatRemovesNothingIsPointedOut() throws IOException {
        read("nodePools: {standrad: null}\nnetwork: {reserved: {office: null}}");

        assertThat(said())
                .containsExactly(
                        "kf-test.yaml:2:13 warning: nodePools.standrad: is null, but base.yaml has nothing here to remove"
                                + " (did you mean standard?) [null-removes-nothing]",
                        "kf-test.yaml:3:22 warning: network.reserved.office: is null, but base.yaml has nothing here to"
                                + " remove [null-removes-nothing]");
    }

    @Test
    void aMegabyteOfMistakesIsReadToTheEnd() throws IOException {
        String pools =
                IntStream.range(0, 60_000).mapToObj(i -> "a" + i + ": {}, ").collect(Collectors.joining());
        String keys = IntStream.range(0, 25_000).mapToObj(i -> "k" + i + ":\n").collect(Collectors.joining());
        EnvironmentFile file = read("nodePools: {" + pools + "}\n" + keys);
        EnvironmentValidator.validate(List.of(file), List.of(file), problems);

        assertThat(problems.inFileOrder()).hasSize(2 * 60_000 + 25_000);
    }

    @Test
    void aMisspeltKeyIsFoundThoughItsValueIsNull() throws IOException {
        read("kubeflow: {hostnam: null}");

        assertThat(said())
                .containsExactly("kf-test.yaml:2:12 kubeflow.hostnam: unknown key \"hostnam\" (did you mean hostname?)"
                        + " [unknown-key]");
    }

    @Test
    void theNameIsPutInAndUnknownPlaceholdersAreRefused() throws IOException {
        assertThat(environment("kubeflow: {hostname: \"kubeflow.{environment}.example.com\"}")
                        .kubeflow()
                        .hostname())
                .isEqualTo("kubeflow.kf-test.example.com");

        read("kubeflow: {hostname: \"kubeflow.{env}.example.com\"}");
        assertThat(said())
                .containsExactly("kf-test.yaml:2:22 : unknown placeholder {env}, known is {environment}"
                        + " [unknown-placeholder]");
    }

    @Test
    void aPlaceholderWithoutQuotesIsExplained() throws IOException {
        read("network: {subnetwork: {name: {environment}}}");

        assertThat(said())
                .containsExactly(
                        "kf-test.yaml:2:24 network.subnetwork.name: must be a single value, got a map (quote it:"
                                + " \"{environment}\") [wrong-type]");
    }

    @Test
    void problemsPointIntoTheFileThatWroteTheValue() throws IOException {
        EnvironmentFile file = read("nodePools: {standard: {autoscaling: {totalMax: 0}}}\n"
                + "location: {zones: [us-east1-b]}\ncluster: {maxPodsPerNode: 8}");
        EnvironmentValidator.validate(List.of(file), List.of(file), problems);

        assertThat(said())
                .containsExactly(
                        "kf-test.yaml:2:48 nodePools.standard.autoscaling.totalMax: must be between 1 and 15000, got 0"
                                + " [out-of-range]",
                        "kf-test.yaml:3:20 location.zones[0]: must be a zone of europe-west1, got \"us-east1-b\""
                                + " [zones-in-region]");
        assertThat(file.reading().sources().place(ConfigPath.of("nodePools", "standard", "machineType")))
                .hasToString(folder + "/base.yaml:14:27");
        assertThat(file.reading().sources().place(ConfigPath.of("nodePools", "standard", "autoscaling", "totalMax")))
                .hasToString(folder + "/kf-test.yaml:2:48");
        assertThat(file.reading().sources().place(ConfigPath.of("cluster", "releaseChannel")))
                .describedAs("a default stands where its section is written")
                .hasToString(folder + "/kf-test.yaml:4:1");
    }

    @Test
    void aMistakeInTheBaseIsSaidOnceForAllEnvironments() throws IOException {
        write(
                "base.yaml",
                Fixture.minimal().replace("environment: kf-test\n", "").replace("tier: test", "tier: tset"));
        write("kf-a.yaml", "environment: kf-a\n");
        write("kf-b.yaml", "environment: kf-b\n");

        assertThat(new EnvironmentReader(folder, problems).read(List.of("kf-a", "kf-b")))
                .hasSize(2);
        assertThat(said())
                .containsExactly(
                        "base.yaml:2:7 tier: must be one of test, dev, prod, got \"tset\" (did you mean test?) [not-allowed]");
    }

    @Test
    void anEmptyEnvironmentSaysEverythingThatIsRequired() throws IOException {
        write("kf-test.yaml", "");
        new EnvironmentReader(folder, problems).read(List.of("kf-test"));

        assertThat(said())
                .hasSize(8)
                .startsWith("kf-test.yaml:1:1 apiVersion: is required: Version of this format [missing-key]")
                .contains(
                        "kf-test.yaml:1:1 network: is required: The environment's part of the Shared VPC [missing-key]");
    }

    @Test
    void whatSomeEnvironmentsLackOfAMapOfTheBaseIsSaidWithTheirNames() throws IOException {
        write(
                "base.yaml",
                Fixture.minimal().replace("environment: kf-test\n", "").replace(", number: \"481516234201\"", ""));
        write("kf-a.yaml", "environment: kf-a\nproject: {number: \"481516234201\"}\n");
        write("kf-b.yaml", "environment: kf-b\n");
        write("kf-c.yaml", "");

        new EnvironmentReader(folder, problems).read(List.of("kf-a", "kf-b", "kf-c"));

        assertThat(problems.inFileOrder())
                .filteredOn(problem -> problem.path().equals("project.number"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.place().file()).endsWith("base.yaml");
                    assertThat(problem.hint().orElseThrow().replace(folder + "/", ""))
                            .isEqualTo("add it to kf-b.yaml and kf-c.yaml");
                });
    }

    @Test
    void whatAllEnvironmentsLackIsTheBases() throws IOException {
        write(
                "base.yaml",
                Fixture.minimal().replace("environment: kf-test\n", "").replace(", number: \"481516234201\"", ""));
        write("kf-b.yaml", "environment: kf-b\n");
        write("kf-c.yaml", "environment: kf-c\n");

        new EnvironmentReader(folder, problems).read(List.of("kf-b", "kf-c"));

        assertThat(said())
                .singleElement()
                .asString()
                .contains("base.yaml")
                .contains("project.number: is required")
                .doesNotContain("add it");
    }

    @Test
    void aBaseThatIsNoMapStopsAllAndAnEnvironmentOnlyItself() throws IOException {
        write("base.yaml", Fixture.minimal().replace("environment: kf-test\n", ""));
        write("kf-a.yaml", "- a");
        write("kf-b.yaml", "environment: kf-b\n");
        assertThat(new EnvironmentReader(folder, problems).read(List.of("kf-a", "kf-b")))
                .extracting(EnvironmentFile::name)
                .containsExactly("kf-b");

        write("base.yaml", "a: [");
        assertThat(new EnvironmentReader(folder, problems).read(List.of("kf-b")))
                .isEmpty();
        assertThat(said()).hasSize(2).anyMatch(line -> line.startsWith("base.yaml:1:"));
    }

    @Test
    void environmentsAreTheYamlFilesOfTheFolder() throws IOException {
        for (String file : List.of(
                "kf-test.yaml",
                "kf-dev.yaml",
                "base.yaml",
                "moves.yaml",
                "guards.yaml",
                "kf-test.facts.yaml",
                "kf-test.addresses",
                ".hidden.yaml",
                "notes.txt")) {
            write(file, "");
        }
        Files.createDirectory(folder.resolve("schema"));

        assertThat(new EnvironmentReader(folder, problems).names()).containsExactly("kf-dev", "kf-test");
        assertThat(said()).isEmpty();
    }

    @Test
    void aFileWithTheOtherEndingOfYamlIsNotOverlooked() throws IOException {
        write("kf-test.yaml", "");
        write("kf-dev.yml", "");
        write(".kf-dev.yml", "");

        assertThat(new EnvironmentReader(folder, problems).names()).containsExactly("kf-test");
        assertThat(said())
                .containsExactly(
                        "kf-dev.yml:1:1 : is not read: the name of an environment's file ends in .yaml (rename it"
                                + " to kf-dev.yaml) [environments-folder]");
    }

    @Test
    void aFolderWithoutEnvironmentsIsAProblem() throws IOException {
        write("base.yaml", "");
        new EnvironmentReader(folder, problems).names();
        new EnvironmentReader(folder.resolve("absent"), problems).names();
        new EnvironmentReader(folder.resolve("base.yaml"), problems).names();

        String hint = " (run kfstack in the folder that holds environments/, or name another with --environments)"
                + " [environments-folder]";
        assertThat(said())
                .containsExactly(
                        "environments:1:1 : the environments folder holds no environment: expected a file such as"
                                + " kf-test.yaml" + hint,
                        "absent:1:1 : the environments folder does not exist" + hint,
                        "base.yaml:1:1 : the environments folder is not a folder" + hint);
    }

    @Test
    void whatIsExpandedReadsBackAsTheSameEnvironment() throws IOException {
        EnvironmentFile file = read("labels: {a: \"1\", b: \"true\"}\nteams: {red: {owner: o@example.com}}");

        Files.writeString(
                folder.resolve("kf-again.yaml"),
                ExpandedEnvironment.render(file.reading().resolved()));
        Files.delete(folder.resolve("base.yaml"));

        assertThat(new EnvironmentReader(folder, problems).read(List.of("kf-again")))
                .extracting(EnvironmentFile::environment)
                .containsExactly(file.environment());
        assertThat(said()).isEmpty();
    }
}
