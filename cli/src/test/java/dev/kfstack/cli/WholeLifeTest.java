package dev.kfstack.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.names.Stack;
import dev.kfstack.offline.plan.OfflineCloud;
import dev.kfstack.offline.provider.Provider;
import dev.kfstack.offline.random.RandomSource;
import dev.kfstack.offline.terraform.ChildProcesses;
import dev.kfstack.offline.terraform.Terraform;
import dev.kfstack.offline.terraform.TerraformBinary;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import dev.kfstack.problem.Problems;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All stacks of an environment as synth writes them, from a first init to a last destroy, by the real terraform. */
class WholeLifeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
            disks:
              artifact-store:
                sizeGb: 200
                zones: [europe-west1-b]
                snapshots: {at: "02:00", keepDays: 14}
                claim: kubeflow/seaweedfs-pvc
            gateway:
              dns: {managedZone: example-com}
              securityPolicy: {allow: {office: 203.0.113.0/24}}
            database:
              iamUsers: ["group:ml-platform@example.com"]
              denyMaintenancePeriod: {startDate: 12-15, endDate: 01-05}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}}
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
    @ValueSource(strings = {"kf-test", "kf-dev", "kf-prod", "kf-own"})
    void everyStackIsAppliedPlansNothingMoreAndIsDestroyedAndNoSecretIsOnDisk(String environment)
            throws IOException, Refusal {
        synth(environment);
        Path world = work.resolve("world");
        try (ChildProcesses processes = ChildProcesses.open();
                OfflineCloud cloud = OfflineCloud.in(world)) {
            TerraformBinary binary =
                    TerraformBinary.find(System.getenv(), new Problems()).orElseThrow();
            Terraform terraform = new Terraform(binary, cloud.variables(System.getenv()), false, processes);
            List<Path> stacks = stacks(environment);

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
            assertNoSecretIsIn(work, stacks);

            liftProtections(environment);
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

    /** As somebody does who gives an environment up: nothing of it is prod's any more, and the cluster and the database may go. */
    private void liftProtections(String environment) throws IOException {
        Path file = environments.resolve(environment + ".yaml");
        Path base = environments.resolve("base.yaml");
        Files.writeString(file, Files.readString(file).replace("tier: prod", "tier: dev"));
        Files.writeString(
                base,
                Files.readString(base)
                        .replace("\ncluster:\n", "\ncluster:\n  deletionProtection: false\n")
                        .replace("\ndatabase:\n", "\ndatabase:\n  deletionProtection: false\n"));
        synth(environment);
    }

    private void synth(String environment) {
        Run synth = Run.kfstack(
                "synth", environment, "--environments", environments.toString(), "--output-dir", work.toString());
        assertThat(synth.exitCode()).as(synth.err()).isZero();
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

    private static void assertNoSecretIsIn(Path folder, List<Path> stacks) throws IOException, Refusal {
        TreeSet<String> secrets = new TreeSet<>();
        for (Path stack : stacks) {
            secrets.addAll(secrets(JSON.readTree(stack.resolve("cdk.tf.json").toFile())));
        }
        assertThat(secrets).isNotEmpty();
        Map<String, String> contents = contents(folder);
        assertThat(contents.keySet())
                .anyMatch(name -> name.endsWith("tfplan!tfplan"))
                .anyMatch(name -> name.contains("default.tfstate"))
                .anyMatch(name -> name.contains("/.terraform/"))
                .anyMatch(name -> name.contains("world/cloud/"));
        contents.forEach((name, content) -> secrets.forEach(
                secret -> assertThat(content.contains(secret)).as(name).isFalse()));
    }

    /** What the fakes give for each ephemeral resource: passwords made, and the start of all secrets that are read. */
    private static List<String> secrets(JsonNode configuration) throws Refusal {
        Provider random = new Provider(new RandomSource(), World.scratch());
        List<String> secrets = new ArrayList<>();
        for (JsonNode password : configuration.path("ephemeral").path("random_password")) {
            Value.Fields config = random.schema()
                    .ephemeralResources()
                    .get("random_password")
                    .block()
                    .empty()
                    .with("length", Value.of(password.path("length").asInt()));
            secrets.add(random.open("random_password", config, Value.Absent.NULL)
                    .get("result")
                    .text());
        }
        if (configuration.path("ephemeral").has("google_secret_manager_secret_version")) {
            secrets.add("offline-");
        }
        return secrets;
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
