package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another environment is a short file and nothing else. */
class FourthEnvironmentTest {

    private static final String FILE = """
            environment: kf-lab
            tier: test
            project: {number: "481516234204"}
            network:
              subnetwork: {cidr: 10.15.0.0/24}
              pods: {cidr: 10.25.0.0/18}
              services: {cidr: 10.35.0.0/22}
            disks:
              artifact-store: {sizeGb: 200, zones: [europe-west1-b], claim: kubeflow/seaweedfs-pvc}
            """;

    @TempDir
    Path work = Path.of("");

    @Test
    void aShortFileIsAWholeEnvironmentThatPlansOfflineBesideTheOthers() throws IOException {
        Requirement.tool("terraform");
        Path environments = Run.copyOfRepository(work).resolve("environments");
        Files.writeString(environments.resolve("kf-lab.yaml"), FILE);

        Run plan = kfstack("plan", "kf-lab", "--offline");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("kf-lab-foundation: ")
                .contains("kf-lab-cluster: ")
                .contains("kf-lab-kubernetes: ")
                .containsPattern("Plan: [0-9]+ to add, 0 to change, 0 to destroy\\.");

        Run synth = kfstack("synth");
        assertThat(synth.exitCode()).as(synth.err()).isZero();
        assertThat(synth.out().lines().filter(line -> line.contains("environments") || line.contains("overlays")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("wrote   ") && line.contains("kf-lab"));
    }

    private Run kfstack(String... command) {
        String[] arguments = new String[command.length + 4];
        System.arraycopy(command, 0, arguments, 0, command.length);
        arguments[command.length] = "--environments";
        arguments[command.length + 1] = work.resolve("environments").toString();
        arguments[command.length + 2] = "--output-dir";
        arguments[command.length + 3] = work.toString();
        return Run.kfstack(arguments);
    }
}
