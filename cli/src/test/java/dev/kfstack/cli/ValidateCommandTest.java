package dev.kfstack.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    private static final String BROKEN = """
            environment: kf-test
            tier: tset
            project: {number: "481516234201"}
            location: {zones: [europe-west1-b]}
            network:
              subnetwork: {cidr: 10.10.0.0/24}
              pods: {cidr: 10.20.0.0/18}
              services: {cidr: 10.30.0.0/22}
            nodePools:
              standard: {autoscaling: {totalMin: 5, totalMax: 3}}
            disks:
              artifact-store: {sizeGb: 200, zones: [europe-west1-b], claim: kubeflow/seaweedfs-pvc}
            """;

    @TempDir
    Path work = Path.of("");

    private Path environments = Path.of("");

    @BeforeEach
    void copy() {
        environments = Run.copyOfRepository(work).resolve("environments");
    }

    @Test
    void saysOfEachEnvironmentThatItIsValid() {
        Run run = validate();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        environments + "/kf-dev.yaml is valid",
                        environments + "/kf-prod.yaml is valid",
                        environments + "/kf-test.yaml is valid");
    }

    @Test
    void printsAllProblemsWithTheSourceLineACaretAndAHint() throws IOException {
        Files.writeString(environments.resolve("kf-test.yaml"), BROKEN);

        Run run = validate();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().replace(environments.toString(), "environments")).isEqualTo("""
                        environments/kf-test.yaml:2:7: error: tier: must be one of test, dev, prod, got "tset" [not-allowed]
                            tier: tset
                                  ^
                            hint: did you mean test?
                        environments/kf-test.yaml:10:14: error: nodePools.standard.autoscaling: totalMin must be at most totalMax, got 5 and 3 [autoscaling-bounds]
                              standard: {autoscaling: {totalMin: 5, totalMax: 3}}
                                         ^
                        2 errors
                        """);
    }

    @Test
    void findsWhatTheReleaseDoesNotHaveAndWhatWouldReplaceAPoolAsSynthDoes() throws IOException {
        Path test = environments.resolve("kf-test.yaml");
        String changed = Files.readString(test).replace("cluster: {", "cluster: {maxPodsPerNode: 32, ");
        Files.writeString(test, changed + "kubeflow: {resources: {istoid: {cpu: 1}}}\n");

        Run run = validate("kf-test");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("kubeflow.resources.istoid: no component brings a Deployment or StatefulSet called istoid"
                        + " [workload-exists]")
                .contains("hint: did you mean istiod?")
                .contains(
                        "nodePools.standard.maxPodsPerNode: was 64 and is 32, which would replace the pool and stop all"
                                + " that runs on it [pool-replaced]")
                .contains(
                        "cluster.maxPodsPerNode: was 64 and is 32, which would replace the cluster and stop all that runs"
                                + " on it [cluster-replaced]");
    }

    @Test
    void findsAnEnvironmentWhoseFileIsGone() throws IOException {
        Files.delete(environments.resolve("kf-dev.yaml"));

        assertThat(validate("kf-test").err())
                .contains("kf-dev.yaml is gone, but ")
                .contains("[environment-lost]");
    }

    @Test
    void printsProblemsAsJsonForPrograms() throws IOException {
        Files.writeString(environments.resolve("kf-test.yaml"), BROKEN);

        Run run = validate("--output", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThatJson(run.out()).node("problems").isArray().hasSize(2);
        assertThatJson(run.out()).node("problems[0]").isEqualTo("""
                        {severity: "error", file: "%s/kf-test.yaml", line: 2, column: 7, path: "tier",
                         message: "must be one of test, dev, prod, got \\"tset\\"", rule: "not-allowed",
                         hint: "did you mean test?"}""".formatted(environments));
    }

    @Test
    void givesAnEmptyListAsJsonWhenNothingIsWrong() {
        Run run = validate("--output", "json");

        assertThat(run.exitCode()).isZero();
        assertThatJson(run.out()).isEqualTo("{problems: []}");
    }

    @Test
    void leavesOutTheProblemsOfEnvironmentsThatWereNotAskedFor() throws IOException {
        Files.writeString(environments.resolve("kf-test.yaml"), BROKEN);

        Run run = validate("kf-prod");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void findsRangesThatOverlapWithAnEnvironmentThatWasNotAskedFor() throws IOException {
        Path prod = environments.resolve("kf-prod.yaml");
        Files.writeString(prod, Files.readString(prod).replace("10.32.0.0/22", "10.30.0.0/22"));

        Run run = validate("kf-prod");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("network.services.cidr: 10.30.0.0/22 (services) overlaps 10.30.0.0/22 (services of kf-test)");
    }

    @Test
    void refusesAnEnvironmentThatDoesNotExistAndNamesTheNearest() {
        Run run = validate("kf-tset");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("there is no environment \"kf-tset\"; known: kf-dev, kf-prod, kf-test")
                .contains("hint: did you mean kf-test?");
    }

    @Test
    void refusesAFolderThatDoesNotExist() {
        Run run = Run.kfstack(
                "validate", "--environments", work.resolve("nowhere").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the environments folder does not exist [environments-folder]");
    }

    private Run validate(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "validate";
        args[1] = "--environments";
        args[2] = environments.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Run.kfstack(args);
    }
}
