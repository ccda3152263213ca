package dev.kfstack.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.names.Stack;
import dev.kfstack.offline.plan.OfflineCloud;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.world.World;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All stacks of an environment as synth writes them, from a first init to a last destroy, by the real terraform. */
class WholeLifeTest {

    /** In a network that kfstack manages, with all that an environment can have. */
    private static final String OWN_NETWORK = """
            environment: kf-own
            tier: dev
            project: {number: "481516234299"}
            encryption: {}
            network:
              managedBy: kfstack
              network: kf-own
              subnetwork: {cidr: 10.14.0.0/24}
              pods: {cidr: 10.28.0.0/18}
              services: {cidr: 10.34.0.0/22}
              privateServices: {name: kf-own-psa, cidr: 10.44.0.0/20, ownedBy: kf-own}
              dns:
                ownedBy: kf-own
                googleApis: private
                forwarding: {corp: {domain: corp.example.com, resolvers: [10.250.0.53]}}
              egress: {allow: {registries: {ranges: [203.0.113.0/24], ports: [443]}}}
            nodePools:
              flex:
                machineType: a3-ultragpu-8g
                disk: {type: hyperdisk-balanced}
                zones: [europe-west1-b]
                autoscaling: {totalMin: 0, totalMax: 4}
                accelerator: {type: nvidia-h200-141gb, count: 8, driver: LATEST}
                flexStart: {}
                compactPlacement: true
              queued:
                machineType: a2-highgpu-8g
                autoscaling: {totalMin: 0, totalMax: 2}
                accelerator: {type: nvidia-tesla-a100, count: 8, partitionSize: 1g.5gb}
                flexStart: {queued: true}
              reserved:
                machineType: a3-highgpu-8g
                disk: {type: pd-ssd}
                autoscaling: {totalMin: 0, totalMax: 2}
                accelerator: {type: nvidia-h100-80gb, count: 8, sharing: {strategy: MPS, clients: 8}}
                reservation: h100
              cached:
                machineType: n2-standard-16
                autoscaling: {totalMin: 0, totalMax: 4}
                secondaryBootDisks: [projects/example-kf-own/global/images/notebooks]
                upgrade: {blueGreen: {}}
            disks:
              artifact-store:
                sizeGb: 200
                zones: [europe-west1-b]
                snapshots: {at: "02:00", keepDays: 14}
                claim: kubeflow/seaweedfs-pvc
            gateway:
              dns: {managedZone: example-com}
              securityPolicy: {allow: {office: 203.0.113.0/24}}
            monitoring:
              notificationChannels: {oncall: oncall@example.com}
              budget: {billingAccount: 012345-6789AB-CDEF01, amount: 5000}
            database:
              iamUsers: ["group:ml-platform@example.com"]
              denyMaintenancePeriod: {startDate: 2026-12-15, endDate: 2027-01-05}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
            cluster:
              notifications: true
              fleet: {project: example-kf-own}
              nodeAutoProvisioning: {cpu: 40, memoryGb: 160, gpus: {nvidia-l4: 4}}
            """;

    /** What Google cannot delete, what a project or a network may share with others. */
    private static final String REMAINS = "(google_kms_key_ring|google_kms_crypto_key|google_project_service"
            + "|google_service_networking_connection|google_compute_shared_vpc_service_project) .*";

    @TempDir
    Path work = Path.of("");

    private Path environments = work;

    @BeforeEach
    void copy() throws IOException {
        Requirement.tool("terraform");
        environments = Run.copyOfRepository(work).resolve("environments");
        Files.writeString(environments.resolve("kf-own.yaml"), OWN_NETWORK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kf-test", "kf-dev", "kf-own"})
    void everyStackIsAppliedPlansNothingMoreAndIsDestroyedAndNoSecretIsOnDisk(String environment) throws IOException {
        synth(environment);
        Path world = work.resolve("world");
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(world)) {
            Terraform terraform = terraform(cloud, processes);
            List<Path> stacks = stacks(environment);
            bringUp(cloud, terraform, stacks);

            giveUp(environment);
            for (Path stack : stacks) {
                succeed(terraform, stack, "apply", "-input=false", "-auto-approve");
            }
            Collections.reverse(stacks);
            for (Path stack : stacks) {
                succeed(terraform, stack, "destroy", "-input=false", "-auto-approve");
            }
            assertThat(World.in(world.resolve("cloud")).toString().lines())
                    .allSatisfy(thing -> assertThat(thing).matches(REMAINS));
        }
    }

    /** As docs/rebuild-cluster.md has it. */
    @Test
    void aClusterIsRebuiltUnderALivingKubernetesState() throws IOException {
        synth("kf-dev");
        String file = Files.readString(environments.resolve("kf-dev.yaml"));
        Path world = work.resolve("world");
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(world)) {
            Terraform terraform = terraform(cloud, processes);
            List<Path> stacks = stacks("kf-dev");
            bringUp(cloud, terraform, stacks);
            Path cluster = work.resolve("cdktf.out/stacks/kf-dev-cluster");
            Path kubernetes = work.resolve("cdktf.out/stacks/kf-dev-kubernetes");
            String rest = things(world).filter(thing -> !isOfTheCluster(thing)).collect(joining("\n"));
            List<String> lost =
                    things(world).filter(WholeLifeTest::isOfTheCluster).toList();

            assertThat(terraform
                            .run(cluster, "destroy", "-input=false", "-auto-approve")
                            .err())
                    .contains("deletion_protection");
            giveUp("kf-dev");
            succeed(terraform, cluster, "apply", "-input=false", "-auto-approve");
            succeed(terraform, cluster, "destroy", "-input=false", "-auto-approve");
            assertThat(things(world)).noneMatch(WholeLifeTest::isOfTheCluster);
            assertThat(terraform.run(kubernetes, "plan", "-input=false").succeeded())
                    .isFalse();

            Files.writeString(environments.resolve("kf-dev.yaml"), file);
            synth("kf-dev");
            succeed(terraform, cluster, "apply", "-input=false", "-auto-approve");
            assertThat(succeed(terraform, kubernetes, "apply", "-input=false", "-auto-approve"))
                    .contains(", 0 changed, 0 destroyed.");

            assertThat(things(world).filter(WholeLifeTest::isOfTheCluster)).containsExactlyElementsOf(lost);
            assertThat(things(world).filter(thing -> !isOfTheCluster(thing))).containsExactly(rest.split("\n", -1));
            for (Path stack : stacks) {
                succeed(terraform, stack, "plan", "-input=false", "-detailed-exitcode");
            }
        }
    }

    private static Stream<String> things(Path world) {
        return World.in(world.resolve("cloud")).toString().lines();
    }

    private static boolean isOfTheCluster(String thing) {
        return thing.startsWith("google_container_") || thing.startsWith("kubernetes_");
    }

    @Test
    void prodIsGivenUpInTwoStepsAndThenItsFileMayGo() throws IOException, InterruptedException {
        synth("kf-prod");
        Path world = work.resolve("world");
        Path addresses = environments.resolve("kf-prod.addresses");
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(world)) {
            Terraform terraform = terraform(cloud, processes);
            List<Path> stacks = stacks("kf-prod");
            bringUp(cloud, terraform, stacks);
            List<String> reversed = names(stacks);
            Collections.reverse(reversed);

            Run unasked = decommission(cloud);
            assertThat(unasked.exitCode()).isEqualTo(1);
            assertThat(unasked.err())
                    .contains("kf-prod.yaml:1:1: error: decommission: is not set: kf-prod is not to be given up");

            giveUp("kf-prod");
            Run first = decommission(cloud);
            assertThat(first.exitCode()).as(first.err()).isZero();
            assertThat(first.out()).contains("Plan: 0 to add, ").contains(" to change, 0 to destroy.");
            assertThat(first.err())
                    .contains("Step 1 of 2, protections off.")
                    .contains("kf-prod-cluster google_container_cluster.kubeflow\n")
                    .contains("kf-prod-foundation google_storage_bucket.artifacts\n");
            assertThat(applyKeptPlans(terraform, stacks)).containsExactly("kf-prod-foundation", "kf-prod-cluster");

            Run second = decommission(cloud);
            assertThat(second.exitCode()).as(second.err()).isZero();
            assertThat(second.out()).contains("Plan: 0 to add, 0 to change, ");
            assertThat(second.err()).contains("Step 2 of 2, all of kf-prod is destroyed.");
            assertThat(names(stacks)).allSatisfy(name -> assertThat(second.err())
                    .contains("stacks/" + name + " apply " + work.resolve("plans/" + name + ".tfplan")));
            Collections.reverse(stacks);
            assertThat(applyKeptPlans(terraform, stacks)).isEqualTo(reversed);
            assertThat(World.in(world.resolve("cloud")).toString().lines())
                    .allSatisfy(thing -> assertThat(thing).matches(REMAINS));
            assertThat(addresses).content().contains("google_container_cluster.kubeflow");

            assertThat(decommission(cloud).err()).contains("Nothing of kf-prod is left.");
        }
        assertThat(run("synth").err()).contains("[environment-destroyed]");

        Files.delete(environments.resolve("kf-prod.yaml"));

        assertThat(run("synth").out())
                .contains("deleted " + addresses + "\n")
                .contains("kf-prod-cluster/cdk.tf.json")
                .contains("overlays/kf-prod/kustomization.yaml");
        assertThat(addresses).doesNotExist();
    }

    private Run decommission(OfflineCloud cloud) throws IOException, InterruptedException {
        return KfstackInChildJvm.run(
                work,
                cloud.variables(System.getenv()),
                "decommission",
                "kf-prod",
                "--environments",
                environments.toString(),
                "--output-dir",
                work.toString());
    }

    /** Applies what the last command kept, and says of which stacks. */
    private List<String> applyKeptPlans(Terraform terraform, List<Path> stacks) throws IOException {
        List<String> applied = new ArrayList<>();
        for (Path stack : stacks) {
            Path plan = work.resolve("plans/" + stack.getFileName() + ".tfplan");
            if (Files.exists(plan)) {
                succeed(terraform, stack, "apply", "-input=false", plan.toString());
                applied.add(stack.getFileName().toString());
            }
        }
        return applied;
    }

    private static List<String> names(List<Path> stacks) {
        return new ArrayList<>(
                stacks.stream().map(stack -> stack.getFileName().toString()).toList());
    }

    private static Terraform terraform(OfflineCloud cloud, ChildProcesses processes) {
        TerraformBinary binary =
                TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
        return new Terraform(binary, cloud.variables(System.getenv()), false, processes);
    }

    private void bringUp(OfflineCloud cloud, Terraform terraform, List<Path> stacks) throws IOException {
        for (Path stack : stacks) {
            succeed(terraform, stack, "init", "-input=false");
            succeed(terraform, stack, "validate");
            succeed(terraform, stack, "plan", "-input=false", "-out=tfplan");
            Files.writeString(stack.resolve("plan.json"), succeed(terraform, stack, "show", "-json", "tfplan"));
            succeed(terraform, stack, "apply", "-input=false", "tfplan");
        }
        for (Path stack : stacks) {
            succeed(terraform, stack, "plan", "-input=false", "-detailed-exitcode");
        }
        assertNoneIsIn(work, cloud.secrets());
    }

    private void giveUp(String environment) throws IOException {
        Files.writeString(
                environments.resolve(environment + ".yaml"),
                "decommission: {environment: " + environment + "}\n",
                StandardOpenOption.APPEND);
        synth(environment);
    }

    private void synth(String environment) {
        Run synth = run("synth", environment);
        assertThat(synth.exitCode()).as(synth.err()).isZero();
    }

    private Run run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--environments", environments.toString(), "--output-dir", work.toString()));
        return Run.kfstack(arguments.toArray(String[]::new));
    }

    private List<Path> stacks(String environment) {
        return new ArrayList<>(Arrays.stream(Stack.values())
                .map(stack -> work.resolve("cdktf.out/stacks/" + environment + "-" + stack.suffix()))
                .filter(Files::isDirectory)
                .toList());
    }

    private static String succeed(Terraform terraform, Path stack, String... arguments) throws IOException {
        Terraform.Result result = terraform.run(stack, arguments);
        assertThat(result.exitCode())
                .as(stack.getFileName() + ": terraform " + String.join(" ", arguments) + "\n" + result.out()
                        + result.err())
                .isZero();
        return result.out();
    }

    private static void assertNoneIsIn(Path folder, Set<String> secrets) throws IOException {
        assertThat(secrets)
                .as("a password made, a secret read and a token")
                .anyMatch(secret -> secret.matches("[A-Za-z0-9]{16,}"))
                .anyMatch(secret -> secret.startsWith("offline-"))
                .anyMatch(secret -> secret.startsWith("ya29."));
        Map<String, String> contents = contents(folder);
        assertThat(contents.keySet())
                .anyMatch(name -> name.endsWith("tfplan!tfplan"))
                .anyMatch(name -> name.contains("default.tfstate"))
                .anyMatch(name -> name.contains("/.terraform/"))
                .anyMatch(name -> name.contains("world/cloud/"));
        contents.forEach((name, content) -> secrets.forEach(
                secret -> assertThat(content.contains(secret)).as(name).isFalse()));
    }

    /** Every file, and every entry of those that are archives, as terraform's plans are. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                contents.put(name, Files.readString(file, ISO_8859_1));
                try (ZipInputStream archive = new ZipInputStream(Files.newInputStream(file))) {
                    for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                        contents.put(name + "!" + entry.getName(), new String(archive.readAllBytes(), ISO_8859_1));
                    }
                }
            }
        }
        return contents;
    }
}
