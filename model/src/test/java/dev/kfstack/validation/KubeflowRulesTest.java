package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KubeflowRulesTest {

    private static final String DATABASE =
            "network: {psc: {name: psc, cidr: 10.41.0.0/28}}, database: {tier: db-f1-micro}";
    private static final String DISK = "disks: {artifacts: {sizeGb: 10, zones: [europe-west1-b], claim: kubeflow/%s}}";

    @Test
    void atLeastOneAppIsNamedAndEachOnce() {
        assertThat(problems("kubeflow: {components: [notebooks, volumes]}")).isEmpty();
        assertThat(problems("kubeflow: {components: []}"))
                .containsExactly("kubeflow.components: must name at least one app [components-given]");
        assertThat(problems("kubeflow: {components: [notebooks, volumes, notebooks]}"))
                .containsExactly("kubeflow.components[2]: \"notebooks\" is named twice [components-given]");
    }

    @Test
    void teamsNeedProfiles() {
        String teams = "teams: {red: {owner: owner@example.com}}";
        assertThat(problems(teams)).isEmpty();
        assertThat(problems("{kubeflow: {components: [notebooks]}, " + teams + "}"))
                .containsExactly("kubeflow.components: must name profiles, which makes the namespaces of teams (add"
                        + " profiles, or remove teams) [teams-need-profiles]");
    }

    @Test
    void aMisspeltAppIsTheOnlyProblem() {
        assertThat(problems("{kubeflow: {components: [profils]}, teams: {red: {owner: owner@example.com}}}"))
                .containsExactly("kubeflow.components[0]: must be one of pipelines, katib, notebooks, volumes,"
                        + " tensorboards, trainer, kserve, model-registry, spark-operator, dashboard, profiles, got \"profils\" (did you"
                        + " mean profiles?) [not-allowed]");
    }

    @Test
    void theDiskOfArtifactsHasItsClaim() {
        String pipelines = "{" + DATABASE + ", kubeflow: {components: [pipelines]}, ";
        assertThat(problems(pipelines + DISK.formatted("seaweedfs-pvc") + "}")).isEmpty();
        assertThat(problems(pipelines + DISK.formatted("other") + "}"))
                .containsExactly("kubeflow.artifactStore: disk needs an entry in disks with claim:"
                        + " kubeflow/seaweedfs-pvc [artifact-store]");
    }

    @Test
    void theBucketOfArtifactsHasItsName() {
        String pipelines = "{" + DATABASE + ", kubeflow: {components: [pipelines], artifactStore: gcs}, buckets: ";
        assertThat(problems(pipelines + "{artifacts: {}}}")).isEmpty();
        assertThat(problems(pipelines + "{other: {}}}"))
                .containsExactly("kubeflow.artifactStore: gcs needs a bucket named artifacts (add buckets: {artifacts:"
                        + " {}}) [artifact-store]");
    }

    @Test
    void aDiskOfArtifactsIsIdleWhereNothingMountsIt() {
        String disk = DISK.formatted("seaweedfs-pvc");
        String idle =
                "warning: disks.artifacts.claim: nothing mounts kubeflow/seaweedfs-pvc, which pipelines with artifactStore disk"
                        + " would: the disk is paid for, and idle [artifact-disk]";
        String bucket = "kubeflow: {components: [pipelines], artifactStore: gcs}, buckets: {artifacts: {}}, ";
        assertThat(problems("{" + DATABASE + ", " + bucket + disk + "}")).containsExactly(idle);
        assertThat(problems("{kubeflow: {components: [notebooks]}, " + disk + "}"))
                .containsExactly(idle);
        assertThat(problems("{" + DATABASE + ", " + bucket + DISK.formatted("other") + "}"))
                .isEmpty();
    }

    @Test
    void inABucketEachTeamReachesItsOwnArtifactsAlone() {
        String gcs = "{" + DATABASE + ", kubeflow: {components: [pipelines, profiles], artifactStore: gcs}, buckets:"
                + " {artifacts: {}}, ";
        String accounts = "serviceAccounts: {red-data: {%s}}, ";
        String red = "teams: {red: {owner: owner@example.com, serviceAccount: red-data}";
        String editor = accounts.formatted("kubernetes: [red/default-editor]");
        assertThat(problems(gcs + editor + red + "}}")).isEmpty();
        assertThat(problems(gcs + "teams: {red: {owner: owner@example.com}}}"))
                .containsExactly(
                        "teams.red: must have a serviceAccount: with artifactStore gcs its pipelines read and write"
                                + " as that account (add serviceAccounts: {red: {kubernetes: [red/default-editor]}} and"
                                + " serviceAccount: red) [artifact-account]");
        assertThat(problems(gcs + accounts.formatted("") + red + "}}"))
                .containsExactly(
                        "serviceAccounts.red-data: must have red/default-editor in kubernetes: as it the pipelines"
                                + " of red reach their artifacts (add kubernetes: [red/default-editor]) [artifact-account]");
        assertThat(problems(gcs
                        + accounts.formatted(
                                "kubernetes: [red/default-editor], buckets: {artifacts: roles/storage.objectViewer}")
                        + red + "}}"))
                .containsExactly(
                        "serviceAccounts.red-data.buckets.artifacts: reaches the artifacts of all teams, and red acts"
                                + " as red-data: with artifactStore gcs Terraform grants it the team's folder (remove it; in an"
                                + " environment's own file by buckets: {artifacts: null}) [artifact-account]");
        assertThat(problems(gcs
                        + accounts.formatted("kubernetes: [red/default-editor, blue/default-editor]")
                        + red + ", blue: {owner: owner@example.com, serviceAccount: red-data}}}"))
                .containsExactly(
                        "teams.blue.serviceAccount: red-data is the account of red already: with artifactStore gcs"
                                + " each would read the other's artifacts [artifact-account]");
    }

    @Test
    void oneBucketHasConditionsForAHundredTeams() {
        String gcs = "{" + DATABASE + ", kubeflow: {components: [pipelines, profiles], artifactStore: gcs}, buckets:"
                + " {artifacts: {}}, ";
        assertThat(problems(gcs + teams(100))).isEmpty();
        assertThat(problems(gcs + teams(101)))
                .containsExactly(
                        "teams: must be at most 100 with artifactStore gcs, got 101: each is a condition in the"
                                + " policy of one bucket [artifact-account]");
    }

    private static String teams(int count) {
        StringBuilder accounts = new StringBuilder("serviceAccounts: {");
        StringBuilder teams = new StringBuilder("teams: {");
        for (int i = 0; i < count; i++) {
            accounts.append("t%d: {kubernetes: [t%d/default-editor]}, ".formatted(i, i));
            teams.append("t%d: {owner: owner@example.com, serviceAccount: t%d}, ".formatted(i, i));
        }
        return accounts + "}, " + teams + "}}";
    }

    @Test
    void nothingIsSaidOfArtifactsWhileDisksOrBucketsCannotBeRead() {
        assertThat(problems("{" + DATABASE + ", kubeflow: {components: [pipelines]}, disks: none}"))
                .containsExactly("disks: must be a map, got \"none\" [wrong-type]");
        assertThat(problems(
                        "{" + DATABASE + ", kubeflow: {components: [pipelines], artifactStore: gcs}, buckets: none}"))
                .containsExactly("buckets: must be a map, got \"none\" [wrong-type]");
    }

    @Test
    void pipelinesAndKatibNeedADatabase() {
        assertThat(problems("{" + DATABASE + ", kubeflow: {components: [katib]}}"))
                .isEmpty();
        assertThat(problems("kubeflow: {components: [katib]}"))
                .containsExactly(
                        "kubeflow.components: pipelines, katib and model-registry need a database: the section database is"
                                + " missing [database-needed]");
        assertThat(problems("{kubeflow: {components: [pipelines]}, " + DISK.formatted("seaweedfs-pvc") + "}"))
                .containsExactly(
                        "kubeflow.components: pipelines, katib and model-registry need a database: the section database is"
                                + " missing [database-needed]");
    }

    @Test
    void replicasAreOrdered() {
        assertThat(problems("kubeflow: {resources: {istiod: {minReplicas: 2, maxReplicas: 2}}}"))
                .isEmpty();
        assertThat(problems("kubeflow: {resources: {istiod: {minReplicas: 7}}}"))
                .isEmpty();
        assertThat(problems("kubeflow: {resources: {istiod: {minReplicas: 3, maxReplicas: 2}}}"))
                .containsExactly("kubeflow.resources.istiod: minReplicas must be at most maxReplicas, got 3 and 2"
                        + " [replica-bounds]");
    }

    @Test
    void requestsAreWithinLimits() {
        assertThat(problems("kubeflow: {resources: {istiod: {cpu: 1, cpuLimit: 1000m, memory: 4Gi}}}"))
                .isEmpty();
        assertThat(problems("kubeflow: {resources: {istiod: {cpu: 2, cpuLimit: 1500m, memory: 4Gi, memoryLimit: 4G}}}"))
                .containsExactly(
                        "kubeflow.resources.istiod: cpu must be at most cpuLimit, got 2 and 1500m [request-limit]",
                        "kubeflow.resources.istiod: memory must be at most memoryLimit, got 4Gi and 4G [request-limit]");
    }

    @Test
    void theHostNameFitsTheDomainNameSystem() {
        String label = "a".repeat(62) + ".";
        String longest = label.repeat(4) + "a";

        assertThat(problemsOf("hostname-length", "kubeflow: {hostname: " + longest + "}"))
                .isEmpty();
        assertThat(problemsOf("hostname-length", "kubeflow: {hostname: " + longest + "b}"))
                .containsExactly("kubeflow.hostname: must have at most 253 characters, got 254 [hostname-length]");
    }
}
