package dev.kfstack.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.Fixture;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTest {

    private static final String KEY =
            "projects/example-keys/locations/europe-west1/keyRings/states/cryptoKeys/terraform";

    private static final String EVERYTHING = """
            terraform: {backend: {local: null, gcs: {bucket: example-tfstate, kmsKey: %s}}}
            network: {managedBy: kfstack, privateServices: {name: kf-psa, cidr: 10.40.0.0/20, ownedBy: kf-test}}
            encryption: {}
            database: {tier: db-custom-2-7680}
            buckets: {backup: {}}
            backup: {gke: {cron: "0 3 * * *", keepDays: 30}, velero: {schedules: {}}}
            secrets: {token: {generate: {password: 32}}}
            kubeflow: {images: {mirror: europe-docker.pkg.dev/example-images/kubeflow}}
            """.formatted(KEY);

    @TempDir
    Path folder;

    @Test
    void theScriptIsBash() throws Exception {
        assertThat(bash("-n", script(""))).isEmpty();
        assertThat(bash("-n", script(EVERYTHING))).isEmpty();
    }

    @Test
    void aKeyOfTheStatesIsNamedByWordsThatAShellTakesAsTheyAre() {
        assertThat(Fixture.problems(EVERYTHING.replace("keyRings/states", "keyRings/my_states-1")))
                .noneMatch(problem -> problem.contains("kmsKey"));
        assertThat(Fixture.problems(EVERYTHING.replace("keyRings/states", "keyRings/$(id)")))
                .contains(
                        "terraform.backend.gcs.kmsKey: must be a key as projects/P/locations/L/keyRings/R/cryptoKeys/K,"
                                + " got \"projects/example-keys/locations/europe-west1/keyRings/$(id)/…\" [bad-form]");
    }

    @Test
    void withoutTheFirstApplierItStopsBeforeAnythingIsDone() throws Exception {
        assertThat(bash("-e", script(""))).contains("APPLIER: must be set to who applies first");
    }

    @Test
    void apisComeFirstThenAgentsThenTheKeyOfTheStatesThenTheirBucketThenRoles() {
        assertThat(script(EVERYTHING))
                .containsSubsequence(
                        "gcloud services enable --project=example-kf-test \\\n",
                        "gcloud services enable --project=example-net-host \\\n",
                        "gcloud beta services identity create --project=example-kf-test --service=container.googleapis.com",
                        "add-iam-policy-binding example-kf-test --role=roles/container.serviceAgent",
                        "--member=\"serviceAccount:service-481516234201@container-engine-robot.iam",
                        "gcloud kms keyrings create states --project=example-keys --location=europe-west1",
                        "gcloud kms keys create terraform --keyring=states",
                        "gcloud storage service-agent --project=example-kf-test --authorize-cmek=" + KEY,
                        "gcloud storage buckets create gs://example-tfstate --project=example-kf-test"
                                + " --location=europe-west1",
                        "gcloud storage buckets update gs://example-tfstate --versioning --uniform-bucket-level-access",
                        "--default-encryption-key=" + KEY,
                        "gcloud projects add-iam-policy-binding example-kf-test --role=roles/cloudkms.admin",
                        "--member=\"$APPLIER\"",
                        "gcloud projects add-iam-policy-binding example-net-host --role=roles/compute.networkAdmin");
    }

    @Test
    void onlyTheAgentsThatSomethingIsGrantedToAreMade() {
        assertThat(script("").lines().filter(line -> line.contains("services identity create")))
                .hasSize(1);
        assertThat(script("encryption: {}")).doesNotContain("--service=sqladmin", "gkebackup");
        assertThat(script("encryption: {}\nbackup: {gke: {cron: \"0 3 * * *\", keepDays: 30}}"))
                .contains(
                        "gcloud beta services identity create --project=example-kf-test --service=gkebackup.googleapis.com",
                        "--role=roles/gkebackup.serviceAgent");
        assertThat(script(EVERYTHING))
                .contains("--service=container.", "--service=secretmanager.", "--service=sqladmin.")
                .contains("gcloud storage service-agent --project=example-kf-test\n");
    }

    @Test
    void theApplierGetsRolesForWhatTheEnvironmentHas() {
        assertThat(script(EVERYTHING))
                .contains("cloudsql.admin", "cloudkms.admin", "secretmanager.admin", "networkAdmin");
        assertThat(script(""))
                .doesNotContain("cloudsql.admin", "cloudkms.admin", "secretmanager.admin", "networkAdmin", "xpnAdmin");
    }

    @Test
    void whatTheNetworkTeamOwnsIsLeftToIt() {
        assertThat(script(""))
                .contains("the network team enables what kfstack network request kf-test lists")
                .doesNotContain("enable --project=example-net-host");
    }

    @Test
    void theNodesReadAMirrorThatBelongsToAnotherProject() {
        String mirror = "kubeflow: {images: {mirror: %s}}";

        assertThat(script(mirror.formatted("europe-docker.pkg.dev/example-images/kubeflow/26.03")))
                .contains("gcloud iam service-accounts describe kf-test-nodes@example-kf-test.iam.gserviceaccount.com")
                .contains("gcloud artifacts repositories add-iam-policy-binding kubeflow --project=example-images"
                        + " --location=europe \\\n    --role=roles/artifactregistry.reader"
                        + " --member=\"serviceAccount:kf-test-nodes@example-kf-test.iam.gserviceaccount.com\"");
        assertThat(script(mirror.formatted("europe-docker.pkg.dev/example-kf-test/kubeflow")))
                .doesNotContain("gcloud artifacts");
        assertThat(script(mirror.formatted("registry.example.com/kubeflow"))).doesNotContain("gcloud artifacts");
    }

    @Test
    void theQuotasAreShownBesideWhatTheEnvironmentTakesOfThem() {
        assertThat(script("""
                        nodePools:
                          standard: {machineType: n2-standard-8, autoscaling: {totalMin: 1, totalMax: 9}}
                          batch: {machineType: e2-standard-4, autoscaling: {totalMin: 0, totalMax: 4}, spot: true, disk: {type: pd-standard}}
                          l4: {machineType: g2-standard-24, autoscaling: {totalMin: 0, totalMax: 2}, accelerator: {type: nvidia-l4, count: 2}}
                          training:
                            machineType: a2-highgpu-8g
                            autoscaling: {totalMin: 0, totalMax: 2}
                            accelerator: {type: nvidia-tesla-a100, count: 8}
                            flexStart: {}
                          cpu: {machineType: n4-standard-8, disk: {type: hyperdisk-balanced}, autoscaling: {totalMin: 0, totalMax: 1}}
                        disks: {artifacts: {sizeGb: 200, zones: [europe-west1-b, europe-west1-c]}}
                        """))
                .contains(
                        "# what may be had: at its largest the environment takes CPUS 20, CPUS_ALL_REGIONS 188,"
                                + " DISKS_TOTAL_GB 500, GPUS_ALL_REGIONS 6, HDB_TOTAL_GB 200, N2_CPUS 80, NVIDIA_L4_GPUS 6,"
                                + " PREEMPTIBLE_NVIDIA_A100_GPUS 24, SSD_TOTAL_GB 2000\n"
                                + "gcloud compute regions describe europe-west1 --project=example-kf-test --flatten=\"quotas[]\" \\\n");
    }

    @Test
    void everyCommandHasOneLineThatSaysWhy() {
        List<String> steps = List.of(script(EVERYTHING).split("\n\n"));

        assertThat(steps.subList(1, steps.size()))
                .allSatisfy(step -> assertThat(step.lines().filter(line -> line.startsWith("#")))
                        .hasSize(1));
    }

    private static String script(String changes) {
        return new Bootstrap(Fixture.environment(changes)).script();
    }

    private String bash(String option, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("bootstrap.sh"), script);
        Path output = folder.resolve("output.txt");
        ProcessBuilder bash = new ProcessBuilder(Requirement.tool("bash").toString(), option, file.toString());
        bash.environment().clear();
        bash.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        return Files.readString(output);
    }
}
