package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.kfstack.apply.WavePlan;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import dev.kfstack.render.OverlayBuilds;
import dev.kfstack.render.RenderChecks;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kubectl builds the overlays of two environments over the real release. */
class OverlayBuildTest {

    @TempDir
    static Path work = Path.of("");

    private static Path upstream = Path.of("");
    private static EnvironmentFile test;
    private static EnvironmentFile prod;
    private static Render.Result testResult;
    private static Render.Result prodResult;
    private static KubernetesObjects testObjects;
    private static KubernetesObjects prodObjects;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        Requirement.tool("kubectl");
        Path archive = Requirement.shared("kubeflow/manifests-26.03.tar.xz");
        int exitCode = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", work.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
        upstream = work.resolve("26.03");
        test = Sample.shipped("kf-test");
        prod = Sample.shipped("kf-prod");
        testResult = render(test);
        assertThat(testResult.exitCode()).as(testResult.messages()).isZero();
        testObjects = new KubernetesObjects(testResult.objects());
        prodResult = render(prod);
        assertThat(prodResult.exitCode()).as(prodResult.messages()).isZero();
        prodObjects = new KubernetesObjects(prodResult.objects());
    }

    private static Render.Result render(EnvironmentFile file) {
        Map<String, String> files =
                new Overlays(Sample.overlays(), Sample.overlays(), new Problems()).vendoredFiles(file);
        return new Render(Sample.overlays(), upstream).build(files, file.name(), "26.03");
    }

    @Test
    void theFactsOfTheReleaseNameExactlyTheObjectsThatAreBuilt() {
        Release release =
                Release.read(Sample.overlays(), "26.03", new Problems()).orElseThrow();
        TreeSet<String> expected =
                new TreeSet<>(new Inventory(release, ComponentFolders.of(test.environment())).objects());
        expected.add("kubeflow.org/v1 Profile recommendations");
        expected.add("velero.io/v1 Schedule velero/platform-daily");
        expected.add("velero.io/v1 Schedule velero/secrets-hourly");

        assertThat(testObjects.all().keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void everyCheckOfWhatIsBuiltPasses() throws IOException {
        Problems problems = new Problems();
        OverlayBuilds builds = new OverlayBuilds(Sample.overlays(), problems);
        RenderChecks.check(builds.read(test, testResult.objects(), "", Optional.empty()), "overlays/kf-test", problems);
        RenderChecks.check(builds.read(prod, prodResult.objects(), "", Optional.empty()), "overlays/kf-prod", problems);

        assertThat(problems.inFileOrder().stream()
                        .map(problem -> problem.place().file() + ": " + problem.path() + ": " + problem.message()))
                .isEmpty();
    }

    @Test
    void argoCdAppliesInWavesAndNeverPrunesWhatWouldTakeDataAlong() {
        String waves = "argocd.argoproj.io/sync-wave";
        String options = "argocd.argoproj.io/sync-options";
        String definition = "apiextensions.k8s.io/v1 CustomResourceDefinition profiles.kubeflow.org";
        assertAll(
                () -> assertThat(annotation(definition, waves)).isEqualTo("-2"),
                () -> assertThat(annotation("v1 Namespace kubeflow", waves)).isEqualTo("-1"),
                () -> assertThat(annotation("apps/v1 Deployment cert-manager/cert-manager-webhook", waves))
                        .isEqualTo("-1"),
                () -> assertThat(annotation("apps/v1 Deployment kubeflow/ml-pipeline", waves))
                        .isEqualTo("absent"),
                () -> assertThat(annotation("kubeflow.org/v1 Profile recommendations", waves))
                        .isEqualTo("1"),
                () -> assertThat(testObjects.all().entrySet().stream()
                                .filter(object -> object.getKey()
                                        .matches(".* (CustomResourceDefinition|Profile" + "|PersistentVolumeClaim) .*"))
                                .map(object -> annotation(object.getKey(), options))
                                .distinct())
                        .containsExactly("Prune=false,Delete=false"));
    }

    private static Object annotation(String object, String name) {
        return testObjects.at(object, "metadata", "annotations", name);
    }

    @Test
    void everyDeploymentThatAnswersAWebhookIsWaitedForBeforeItsObjectsCome() throws IOException {
        WavePlan plan = WavePlan.of(new OverlayBuilds(Sample.overlays(), new Problems())
                .read(test, testResult.objects(), "", Optional.empty()));

        assertThat(plan.steps().stream().map(WavePlan.Step::waits).map(waits -> waits.stream()
                        .map(wait -> wait.get(2).startsWith("crd/") ? wait.get(1) : wait.get(2))
                        .toList()))
                .containsExactly(
                        List.of("--for=condition=Established"),
                        List.of("deployment/cert-manager-webhook"),
                        List.of("deployment/istiod", "deployment/cache-server"),
                        List.of());
    }

    @Test
    void noPlaceholderIsLeft() {
        assertThat(testResult.objects()).doesNotContain("KFSTACK_PARAM", "kfstack-params", "TfToken");
    }

    @Test
    void noSecretWithAValueIsLeft() {
        assertThat(testObjects.all()).allSatisfy((key, object) -> assertThat(key.startsWith("v1 Secret ")
                        && (object.get("data") != null || object.get("stringData") != null))
                .as(key)
                .isFalse());
    }

    @Test
    void rolesThatAControllerFillsAreNotOurs() {
        assertThat(testObjects.all()).allSatisfy((key, object) -> assertThat(
                        object.containsKey("aggregationRule") && object.get("rules") != null)
                .as(key)
                .isFalse());
    }

    @Test
    void theClaimOfTheArtifactStoreIsBoundToTheNamedDiskAndItsVolumeIsTerraforms() {
        String claim = "v1 PersistentVolumeClaim kubeflow/seaweedfs-pvc";
        assertAll(
                () -> assertThat(testObjects.at(claim, "spec", "volumeName")).isEqualTo("kf-test-artifact-store"),
                () -> assertThat(testObjects.at(claim, "spec", "storageClassName"))
                        .isEqualTo(""),
                () -> assertThat(testObjects.at(claim, "spec", "resources", "requests", "storage"))
                        .isEqualTo("200Gi"),
                () -> assertThat(testObjects.all().keySet()).noneMatch(key -> key.startsWith("v1 PersistentVolume ")));
    }

    @Test
    void pipelinesReachesTheDatabaseThroughTheProxyAsItsOwnServiceAccount() {
        assertAll(
                () -> assertThat(testObjects.at("v1 ConfigMap kubeflow/pipeline-install-config", "data", "dbHost"))
                        .isEqualTo(
                                testObjects.at("v1 ConfigMap kubeflow/pipeline-install-config", "data", "mysqlHost")),
                () -> assertThat(testResult.objects()).contains("example-kf-test:europe-west1:kf-test-kubeflow-1"),
                () -> assertThat(testObjects.at(
                                "v1 ServiceAccount kubeflow/cloudsql-proxy",
                                "metadata",
                                "annotations",
                                "iam.gke.io/gcp-service-account"))
                        .isEqualTo("kf-test-cloudsql@example-kf-test.iam.gserviceaccount.com"),
                () -> assertThat(testObjects.all().keySet()).noneMatch(key -> key.contains("/mysql")));
    }

    @Test
    void aServiceAccountOfAnAppActsAsTheGoogleServiceAccountThatNamesIt() {
        assertThat(testObjects.at(
                        "v1 ServiceAccount kubeflow/ml-pipeline",
                        "metadata",
                        "annotations",
                        "iam.gke.io/gcp-service-account"))
                .isEqualTo("kf-test-pipelines@example-kf-test.iam.gserviceaccount.com");
    }

    @Test
    void aTeamsProfileCarriesItsQuotaAndItsServiceAccount() {
        String profile = "kubeflow.org/v1 Profile recommendations";
        assertAll(
                () -> assertThat(prodObjects.at(profile, "spec", "resourceQuotaSpec", "hard"))
                        .isEqualTo(Map.of(
                                "count/notebooks.kubeflow.org", "20",
                                "requests.cpu", "256",
                                "requests.memory", "1Ti",
                                "requests.nvidia.com/gpu", "8",
                                "requests.storage", "2Ti")),
                () -> assertThat(prodObjects.at(profile, "spec", "plugins", 0, "spec", "gcpServiceAccount"))
                        .isEqualTo("kf-prod-recommendations@example-kf-prod.iam.gserviceaccount.com"));
    }

    @Test
    void contributorsAreABuildOfTheirOwnThatKubeflowsUserInterfaceUnderstands() {
        EnvironmentFile file = Sample.changed(
                "teams: {recommendations: {contributors: {edit: [Bob.X@example.com], view: [eve@example.com]}}}");
        Map<String, String> files =
                new Overlays(Sample.overlays(), Sample.overlays(), new Problems()).vendoredFiles(file);
        Render.Result result = new Render(Sample.overlays(), upstream).build(files, "kf-test/access", "26.03");
        KubernetesObjects objects = new KubernetesObjects(result.objects());
        String name = "recommendations/user-bob-x-example-com-clusterrole-edit";

        assertThat(objects.all().keySet())
                .containsExactlyInAnyOrder(
                        "v1 LimitRange recommendations/default-requests",
                        "networking.k8s.io/v1 NetworkPolicy recommendations/teams-apart",
                        "rbac.authorization.k8s.io/v1 RoleBinding " + name,
                        "security.istio.io/v1beta1 AuthorizationPolicy " + name,
                        "rbac.authorization.k8s.io/v1 RoleBinding recommendations/user-eve-example-com-clusterrole-view",
                        "security.istio.io/v1beta1 AuthorizationPolicy"
                                + " recommendations/user-eve-example-com-clusterrole-view");
        assertThat(objects.at("rbac.authorization.k8s.io/v1 RoleBinding " + name, "roleRef", "name"))
                .isEqualTo("kubeflow-edit");
        assertThat(objects.at("rbac.authorization.k8s.io/v1 RoleBinding " + name, "metadata", "annotations"))
                .isEqualTo(Map.of("role", "edit", "user", "Bob.X@example.com"));
        assertThat(objects.at(
                        "security.istio.io/v1beta1 AuthorizationPolicy " + name,
                        "spec",
                        "rules",
                        0,
                        "when",
                        0,
                        "values",
                        0))
                .isEqualTo("Bob.X@example.com");
    }

    @Test
    void withAMirrorEveryContainerComesFromIt() {
        TreeSet<String> images = new TreeSet<>();
        prodObjects.all().forEach((key, object) -> {
            if (!key.contains(" CustomResourceDefinition ")) {
                collectImages(object, images);
            }
        });

        assertThat(images)
                .hasSizeGreaterThan(20)
                .allMatch(image -> image.startsWith("europe-docker.pkg.dev/example-images/kubeflow/"));
    }

    @Test
    void buildingTwiceGivesTheSameBytes() {
        assertThat(render(test).objects()).isEqualTo(testResult.objects());
    }

    @Test
    void aMissingParamStopsTheBuild() {
        Map<String, String> files =
                new Overlays(Sample.overlays(), Sample.overlays(), new Problems()).vendoredFiles(test);
        files.computeIfPresent("kf-test/params.yaml", (path, text) -> text.replace("  sqlInstance:", "  other:"));

        Render.Result result = new Render(Sample.overlays(), upstream).build(files, "kf-test", "26.03");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.messages()).contains("sqlInstance");
    }

    private static void collectImages(Object value, Set<String> images) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (key.equals("image") && inner instanceof String image) {
                    images.add(image);
                } else {
                    collectImages(inner, images);
                }
            });
        } else if (value instanceof Iterable<?> list) {
            list.forEach(item -> collectImages(item, images));
        }
    }
}
