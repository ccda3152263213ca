package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A world in which kf-test was applied, and what happens to it behind Terraform's back. */
class OfflineSetCommandTest {

    @TempDir
    private static Path work;

    private static String world = "";

    @BeforeAll
    static void apply() throws Exception {
        String terraform = Requirement.tool("terraform").toString();
        Run.copyOfRepository(work);
        world = work.resolve("world").toString();
        assertThat(kfstack("synth", "kf-test").exitCode()).isZero();
        String apply = terraform + " init && " + terraform + " apply -auto-approve";
        for (String stack : new String[] {"foundation", "cluster", "kubernetes"}) {
            String script = "cd cdktf.out/stacks/kf-test-" + stack + " && " + apply;
            Run run = KfstackInChildJvm.run(
                    work, Map.of(), "offline", "serve", "--world", world, "--", "sh", "-c", script);
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        }
    }

    @Test
    void theNextPlanTakesTheChangeBack() {
        assertThat(plan().out()).endsWith("Plan: 0 to add, 0 to change, 0 to destroy.\n");

        Run set = set("google_container_node_pool.standard", "autoscaling.0.total_max_node_count", "9");

        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out())
                .startsWith("google_container_node_pool projects/example-kf-test/")
                .endsWith("/nodePools/standard: autoscaling.0.total_max_node_count: 4 is now 9\n");
        assertThat(plan().out()).endsWith("""
                kf-test-foundation: 0 to add, 0 to change, 0 to destroy
                kf-test-cluster: 0 to add, 1 to change, 0 to destroy
                kf-test-kubernetes: 0 to add, 0 to change, 0 to destroy
                Plan: 0 to add, 1 to change, 0 to destroy.
                """);
        set("kf-test-cluster/google_container_node_pool.standard", "autoscaling.0.total_max_node_count", "4");
        assertThat(plan().out()).endsWith("Plan: 0 to add, 0 to change, 0 to destroy.\n");
    }

    @Test
    void anObjectInTheClusterIsChangedToo() {
        Run set = set("kubernetes_persistent_volume_v1.artifact-store", "spec.0.capacity.storage", "1Ti");

        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out())
                .matches("kubernetes_persistent_volume_v1 gke-[0-9a-z.-]+/kf-test-artifact-store: "
                        + "spec.0.capacity.storage: \"200Gi\" is now \"1Ti\"\n");
        assertThat(plan().out()).contains("\nkf-test-kubernetes: 0 to add, 1 to change, 0 to destroy\n");
        set("kubernetes_persistent_volume_v1.artifact-store", "spec.0.capacity.storage", "200Gi");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            google_container_node_pool.standrad | node_count | 1 | google_container_node_pool.standrad: no state of this world has such an address [drift]
            google_container_node_pool.standard | autoscaling.0.maximum | 1 | autoscaling.0.maximum: has no "maximum"; it has: location_policy, max_node_count
            google_container_node_pool.standard | autoscaling.1.max_node_count | 1 | autoscaling.1.max_node_count: has no "1"; it has: 0 [drift]
            google_container_node_pool.standard | autoscaling.0.total_max_node_count | many | autoscaling.0.total_max_node_count: must be JSON of the same kind as 4, got many [drift]
            """)
    void whatCannotBeChangedIsAProblemAndChangesNothing(
            String address, String attribute, String value, String problem) {
        Map<String, String> before = GoldenFolder.read(Path.of(world));

        Run run = set(address, attribute, value);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(world + ":1:1: error: " + problem);
        assertThat(GoldenFolder.read(Path.of(world))).isEqualTo(before);
    }

    @Test
    void aWorldThatIsNotThereIsNamedAndNotMade() {
        String nowhere = work.resolve("nowhere").toString();

        Run run = Run.kfstack("offline", "set", "google_compute_disk.d", "size", "1", "--world", nowhere);

        assertThat(run).isEqualTo(new Run(1, "", nowhere + """
                :1:1: error: there is no such world [drift]
                    hint: kfstack offline serve --world makes one
                1 error
                """));
        assertThat(Path.of(nowhere)).doesNotExist();
    }

    @Test
    void aMisspeltAttributeIsGuessed() {
        assertThat(set("google_container_node_pool.standard", "node_contu", "1").err())
                .contains("    hint: did you mean node_count?\n");
    }

    @Test
    void aStateThatIsAFileIsNamed() throws Exception {
        String terraform = Requirement.tool("terraform").toString();
        Path folder = Files.createDirectories(work.resolve("mine"));
        Files.writeString(
                folder.resolve("main.tf"),
                "resource \"google_pubsub_topic\" \"t\" {\n  name = \"t\"\n  project = \"p\"\n  message_retention_duration ="
                        + " \"86400s\"\n}\n");
        String own = folder.resolve("world").toString();
        Run apply = KfstackInChildJvm.run(
                folder,
                Map.of(),
                "offline",
                "serve",
                "--world",
                own,
                "--",
                "sh",
                "-c",
                terraform + " init && " + terraform + " apply -auto-approve");
        assertThat(apply.exitCode()).as(apply.out() + apply.err()).isZero();
        String[] set = {
            "offline",
            "set",
            "google_pubsub_topic.t",
            "message_retention_duration",
            "600s",
            "--world",
            own,
            "--state",
            ""
        };

        set[set.length - 1] = folder.resolve("terraform.tfstate").toString();
        assertThat(Run.kfstack(set).out())
                .isEqualTo("google_pubsub_topic projects/p/topics/t: message_retention_duration: \"86400s\" is now"
                        + " \"600s\"\n");
        for (String noState : List.of("main.tf", "none")) {
            set[set.length - 1] = folder.resolve(noState).toString();
            Run run = Run.kfstack(set);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith(folder.resolve(noState) + ":1:1: error: is no state of Terraform [drift]");
        }
    }

    @Test
    void aWorldWithNothingInItHasNoAddresses() {
        Run run = Run.kfstack(
                "offline",
                "set",
                "a.b",
                "c",
                "d",
                "--world",
                work.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(work.resolve("none")).doesNotExist();
    }

    private static Run set(String... arguments) {
        return Run.kfstack("offline", "set", arguments[0], arguments[1], arguments[2], "--world", world);
    }

    private static Run plan() {
        return kfstack("plan", "kf-test", "--offline", "--world", world);
    }

    private static Run kfstack(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--environments";
        all[arguments.length + 1] = work.resolve("environments").toString();
        all[arguments.length + 2] = "--output-dir";
        all[arguments.length + 3] = work.toString();
        return Run.kfstack(all);
    }
}
