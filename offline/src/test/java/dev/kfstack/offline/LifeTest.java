package dev.kfstack.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Fault;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to terraform's user between a first plan and a last destroy. */
class LifeTest {

    private static final Identity POOL =
            new Identity("google_container_node_pool", "projects/p/locations/europe-west1/clusters/kf/nodePools/cpu");
    private static final Fault.Match ANY_POOL = new Fault.Match("google_container_node_pool", "");

    /** A small cluster that shows each habit. */
    private static final String CLUSTER = """
            {
              "provider": {"google": {"project": "p", "region": "europe-west1", "default_labels": {"team": "ml"}}},
              "resource": {
                "google_service_account": {"nodes": {"account_id": "kf-nodes"}},
                "google_container_cluster": {"kf": {
                  "name": "kf", "location": "europe-west1", "deletion_protection": false,
                  "initial_node_count": 1, "remove_default_node_pool": true,
                  "resource_labels": {"environment": "kf-test"},
                  "node_config": {"service_account": "${google_service_account.nodes.email}"},
                  "lifecycle": {"ignore_changes": ["node_config"]}
                }},
                "google_container_node_pool": {"cpu": {
                  "name": "cpu", "location": "europe-west1", "cluster": "${google_container_cluster.kf.name}",
                  "node_config": {"machine_type": "n2-standard-8"}
                }}
              },
              "output": {
                "certificate": {"value": "${google_container_cluster.kf.master_auth[0].cluster_ca_certificate}"}
              }
            }
            """;

    @TempDir
    Path temporary;

    private World world;
    private OfflineProviders providers;
    private Terraform terraform;

    @BeforeEach
    void start() throws IOException {
        world = World.in(temporary.resolve("world"));
        providers = OfflineProviders.start(world);
        terraform = new Terraform(temporary.resolve("stack"), providers)
                .write(CLUSTER)
                .init();
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    /** By terraform itself, from the schema. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "location": "europe-west1", "deletion_protection" | "enable_shielded_node": true, "location": "europe-west1", "deletion_protection" | No argument or block type is named "enable_shielded_node"
            "machine_type": "n2-standard-8" | "guest_accelerator": [{"count": 1}] | The argument "type" is required
            "machine_type": "n2-standard-8" | "machine_typ": "n2-standard-8" | No argument or block type is named "machine_typ"
            "initial_node_count": 1 | "initial_node_count": "one" | a number is required
            "account_id": "kf-nodes" | "display_name": "nodes" | The argument "account_id" is required
            "region": "europe-west1" | "compute_custom_endpoint": "example.com" | "compute_custom_endpoint" ("example.com") doesn't match regexp
            """)
    void whatValidateRefusesNamesTheAttribute(String right, String wrong, String message) {
        terraform.run("validate").succeeds();

        terraform.edit(right, wrong);

        terraform.run("validate").fails(message);
    }

    @Test
    void aSecondEngineerWithTheSameStateSeesTheSameWorld() throws IOException {
        terraform.apply().succeeds();
        providers.close();
        providers = OfflineProviders.start(World.in(temporary.resolve("world")));

        new Terraform(temporary.resolve("stack"), providers).plansNothing();
    }

    @Test
    void aClusterWhoseNodeConfigIsNotIgnoredIsReplaced() {
        terraform.apply().succeeds();
        terraform.edit("\"lifecycle\": {\"ignore_changes\": [\"node_config\"]}", "\"enable_shielded_nodes\": true");

        assertThat(terraform.run("plan").succeeds().output())
                .contains("google_container_cluster.kf must be replaced", "node_config {", "forces replacement");
    }

    @Test
    void whatSomebodyChangedInTheCloudIsPutBack() {
        terraform.apply().succeeds();
        Value.Fields pool = world.find(POOL).orElseThrow();
        Value.Fields node = (Value.Fields) pool.at("node_config.0");
        world.put(POOL, pool.with("node_config", Value.list(node.with("machine_type", Value.of("e2-small")))));
        world.remove(new Identity(
                "google_service_account", "projects/p/serviceAccounts/kf-nodes@p.iam.gserviceaccount.com"));

        String plan = terraform.run("plan", "-input=false").succeeds().output();

        assertThat(plan)
                .contains(
                        "google_service_account.nodes will be created",
                        "\"e2-small\" -> \"n2-standard-8\"",
                        "Plan: 1 to add, 1 to change, 0 to destroy");
    }

    @Test
    void creatingWhatExistsFailsAndCanBeImported() {
        terraform.apply().succeeds();
        terraform.run("state", "rm", "google_container_node_pool.cpu").succeeds();

        terraform.apply().fails("Error 409", "clusters/kf/nodePools/cpu' already exists");
        terraform
                .run("import", "google_container_node_pool.cpu", "somewhere")
                .fails("Import id \"somewhere\" doesn't match any of the accepted formats: "
                        + "projects/{project}/locations/{location}/clusters/{cluster}/nodePools/{name}");
        terraform
                .run("import", "google_container_node_pool.cpu", "p/europe-west1/kf/other")
                .fails("Cannot import non-existent remote object");
        terraform
                .run("import", "google_container_node_pool.cpu", "europe-west1/kf/cpu")
                .succeeds();
        terraform.plansNothing();
    }

    @Test
    void labelsOfTheProviderReachTheClusterAndNotItsPools() {
        terraform.apply().succeeds();

        Value.Fields cluster = world.find(
                        new Identity("google_container_cluster", "projects/p/locations/europe-west1/clusters/kf"))
                .orElseThrow();
        assertThat(cluster.get("effective_labels"))
                .isEqualTo(Value.fields(Map.of(
                        "environment", Value.of("kf-test"),
                        "goog-terraform-provisioned", Value.of("true"),
                        "team", Value.of("ml"))));
        assertThat(world.find(POOL).orElseThrow().entries()).doesNotContainKey("effective_labels");
    }

    @Test
    void aKilledApplyConverges() throws Exception {
        world.strike(new Fault.Hanging(ANY_POOL));
        Process apply = terraform.start("apply", "-auto-approve");
        waitForCluster();
        apply.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        apply.descendants().forEach(ProcessHandle::destroyForcibly);
        awaitThatNothingHangs();
        world.heal();

        terraform.apply().succeeds();
        terraform.plansNothing();
    }

    @Test
    void anInterruptedApplyEndsAndConverges() throws Exception {
        world.strike(new Fault.Hanging(ANY_POOL));
        Process apply = terraform.start("apply", "-auto-approve");
        waitForCluster();
        // of the process alone: Process.destroy closes its output too
        apply.toHandle().destroy();
        assertThat(apply.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(apply.exitValue()).isEqualTo(1);
        world.heal();

        terraform.apply().succeeds();
        terraform.plansNothing();
    }

    @Test
    void anOperationThatFailsLeavesTheOthersDone() {
        world.strike(new Fault.QuotaExceeded(new Fault.Match("google_container_node_pool", "cpu"), "NVIDIA_L4_GPUS"));
        terraform.apply().fails("googleapi: Error 403: Quota 'NVIDIA_L4_GPUS' exceeded");
        assertThat(terraform.run("state", "list").output())
                .doesNotContain("node_pool")
                .contains("cluster.kf");

        world.heal();
        terraform.apply().succeeds();
    }

    @Test
    void anOperationWhoseAnswerIsLostIsDone() {
        world.strike(new Fault.Unanswered(ANY_POOL));
        terraform.apply().fails("timeout while waiting for state to become 'DONE'");
        assertThat(world.find(POOL)).isPresent();

        world.heal();
        terraform.apply().fails("Error 409");
    }

    @Test
    void twoProvidersOfOneRunKeepTheirConfigurationsApart() {
        terraform.write("""
                {
                  "provider": {"google": [{"project": "one"}, {"alias": "two", "project": "two"}]},
                  "resource": {"google_pubsub_topic": {
                    "a": {"name": "t"},
                    "b": {"name": "t", "provider": "google.two"}
                  }}
                }
                """);
        terraform.apply().succeeds();

        assertThat(world).hasToString("""
                google_pubsub_topic projects/one/topics/t
                google_pubsub_topic projects/two/topics/t
                """);
    }

    @Test
    void aSecretThatTerraformMadeNoValueForIsTakenToHoldOnePutInByHand() throws IOException {
        terraform.write("""
                {
                  "provider": {"google": {"project": "p"}},
                  "ephemeral": {"google_secret_manager_secret_version": {"read": {"secret": "by-hand"}}},
                  "resource": {"google_pubsub_topic": {"t": {"name": "t"}}}
                }
                """);
        terraform.run("plan").fails("Secret Version [projects/p/secrets/by-hand/versions/latest] not found");

        world.put(new Identity("google_secret_manager_secret", "projects/p/secrets/by-hand"), Value.fields(Map.of()));

        terraform.run("plan").succeeds();
    }

    @Test
    void secretsAreInNoFile() throws IOException {
        world.put(new Identity("google_sql_database_instance", "projects/p/instances/i"), Value.fields(Map.of()));
        terraform.write("""
                {
                  "provider": {"google": {"project": "p"}},
                  "variable": {"password": {"type": "string", "ephemeral": true}},
                  "ephemeral": {"google_secret_manager_secret_version": {"read": {
                    "secret": "${google_secret_manager_secret.s.id}",
                    "version": "${google_secret_manager_secret_version.v.version}"
                  }}},
                  "resource": {
                    "google_secret_manager_secret": {"s": {
                      "secret_id": "s", "replication": {"auto": {}}, "deletion_protection": false
                    }},
                    "google_secret_manager_secret_version": {"v": {
                      "secret": "${google_secret_manager_secret.s.id}",
                      "secret_data_wo": "${var.password}", "secret_data_wo_version": 1
                    }},
                    "google_sql_user": {"u": {
                      "name": "u", "instance": "i", "password_wo_version": 1,
                      "password_wo": "${ephemeral.google_secret_manager_secret_version.read.secret_data}"
                    }}
                  }
                }
                """);
        terraform.run("plan", "-out=plan", "-var=password=pa55w0rd").succeeds();
        terraform.run("apply", "-var=password=pa55w0rd", "plan").succeeds();
        terraform.run("plan", "-detailed-exitcode", "-var=password=pa55w0rd").succeeds();
        Files.writeString(
                temporary.resolve("plan.json"),
                terraform.run("show", "-json", "plan").output());

        assertThat(world.secrets()).hasSize(1);
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> {
                assertThat(text(file)).doesNotContain("pa55w0rd").doesNotContain(world.secrets());
            });
        }
    }

    private void waitForCluster() throws InterruptedException {
        while (world.all("google_container_cluster").isEmpty()) {
            Thread.sleep(20);
        }
        // the pool is asked for right after
        Thread.sleep(500);
    }

    /** What still hangs when the fault is lifted goes on: the end of the caller must have arrived before. */
    private static void awaitThatNothingHangs() throws InterruptedException {
        while (Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith(".provider.Operation"))) {
            Thread.sleep(10);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
