package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.kfstack.apply.WavePlan;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.render.OverlayBuilds;
import dev.kfstack.render.RenderChecks;
import dev.kfstack.testkit.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
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

    private static EnvironmentFile test;
    private static EnvironmentFile prod;
    private static String testText = "";
    private static String prodText = "";
    private static KubernetesObjects testObjects;
    private static KubernetesObjects prodObjects;

    @BeforeAll
    static void build() {
        test = Sample.shipped("kf-test");
        prod = Sample.shipped("kf-prod");
        testText = Builds.shippedText("kf-test");
        testObjects = new KubernetesObjects(testText);
        prodText = Builds.shippedText("kf-prod");
        prodObjects = new KubernetesObjects(prodText);
    }

    @Test
    void volumesAreEncryptedWithTheKeyOfAnEnvironmentThatHasOne() {
        String encrypted = "storage.k8s.io/v1 StorageClass encrypted";

        assertThat(prodObjects.at(encrypted, "parameters", "disk-encryption-kms-key"))
                .isEqualTo("projects/example-kf-prod/locations/europe-west1/keyRings/kf-prod/cryptoKeys/disks");
        assertThat(testObjects.all()).doesNotContainKey(encrypted);
    }

    @Test
    void everyCheckOfWhatIsBuiltPasses() throws IOException {
        Problems problems = new Problems();
        OverlayBuilds builds = new OverlayBuilds(Sample.overlays(), problems);
        RenderChecks.check(builds.read(test, testText, "", Optional.empty()), "overlays/kf-test", problems);
        RenderChecks.check(builds.read(prod, prodText, "", Optional.empty()), "overlays/kf-prod", problems);

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
        WavePlan plan = WavePlan.of(
                new OverlayBuilds(Sample.overlays(), new Problems()).read(test, testText, "", Optional.empty()));

        assertThat(plan.steps().stream().map(WavePlan.Step::waits).map(waits -> waits.stream()
                        .map(wait -> wait.get(2).startsWith("crd/") ? wait.get(1) : wait.get(2))
                        .toList()))
                .containsExactly(
                        List.of("--for=condition=Established"),
                        List.of("deployment/cert-manager-webhook"),
                        List.of(
                                "deployment/istiod",
                                "deployment/net-istio-webhook",
                                "deployment/webhook",
                                "deployment/jobset-controller-manager",
                                "deployment/kubeflow-trainer-controller-manager",
                                "deployment/admission-webhook-deployment",
                                "deployment/cache-server",
                                "deployment/katib-controller",
                                "deployment/kserve-controller-manager",
                                "deployment/llmisvc-controller-manager",
                                "deployment/pvcviewer-controller-manager"),
                        List.of());
    }

    @Test
    void noBindingIsOneThatTheHardenedClusterRefuses() {
        assertThat(testText).doesNotContain("system:authenticated", "system:unauthenticated", "system:anonymous");
    }

    @Test
    void noPlaceholderIsLeft() {
        assertThat(testText).doesNotContain("KFSTACK_PARAM", "kfstack-params", "TfToken");
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
                () -> assertThat(testText).contains("example-kf-test:europe-west1:kf-test-kubeflow-1"),
                () -> assertThat(testObjects.at(
                                "v1 ServiceAccount kubeflow/cloudsql-proxy",
                                "metadata",
                                "annotations",
                                "iam.gke.io/gcp-service-account"))
                        .isEqualTo("kf-test-cloudsql@example-kf-test.iam.gserviceaccount.com"),
                () -> assertThat(testObjects.all().keySet()).noneMatch(key -> key.contains("mysql")));
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
                "{kubeflow: {components: [profiles, pipelines]}, teams: {recommendations: {contributors: {edit:"
                        + " [Bob.X@example.com], view: [eve@example.com]}, groups: null}}}");
        Render.Result result = Builds.render(Builds.files(file), "kf-test/access");
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
    void modelsAreServedUnderTheClustersOwnDomainAlone() {
        assertThat(KubernetesObjects.map(testObjects.all().get("v1 ConfigMap knative-serving/config-domain"), "data")
                        .keySet())
                .containsExactlyInAnyOrder("_example", "svc.cluster.local");
        assertThat(testObjects
                        .at("v1 ConfigMap kubeflow/inferenceservice-config", "data", "ingress")
                        .toString())
                .contains("\"ingressDomain\": \"svc.cluster.local\"")
                .doesNotContain("pathTemplate");
    }

    @Test
    void textsOfAppsDifferInTheMirrorAlone() {
        String mirror = "europe-docker.pkg.dev/example-images/kubeflow/";
        TreeSet<String> texts = new TreeSet<>();
        Sample.inventory(prod).texts().forEach((object, keys) -> {
            if (!object.endsWith(Spawner.CONFIG_MAP)) {
                keys.keySet().forEach(key -> {
                    String name = object.substring(object.lastIndexOf('/') + 1) + " " + key;
                    texts.add(name);
                    String built = prodObjects.at(object, "data", key).toString();
                    assertThat(built).as(name).contains(mirror);
                    assertThat(built.replaceAll(mirror + "(docker\\.io/)?", ""))
                            .as(name)
                            .isEqualTo(testObjects
                                    .at(object, "data", key)
                                    .toString()
                                    .stripTrailing());
                });
            }
        });

        assertThat(texts)
                .contains(
                        "istio-sidecar-injector values",
                        "katib-config katib-config.yaml",
                        "trial-templates pytorchJobTemplate",
                        "inferenceservice-config storageInitializer",
                        "inferenceservice-config router",
                        "config-deployment queue-sidecar-image",
                        "tensorboard-controller-config TENSORBOARD_IMAGE");
        assertThat(prodText)
                .contains(
                        "value: " + mirror + "docker.io/filebrowser/filebrowser:",
                        "value: " + mirror + "ghcr.io/kubeflow/kfp-driver:");
    }

    @Test
    void aPatchWhoseObjectIsGoneIsNamedWithItsFolder(@TempDir Path work) throws IOException {
        for (Map.Entry<String, String> file :
                GoldenFolder.read(Sample.overlays().resolve("components")).entrySet()) {
            Path target = work.resolve("components").resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue().replace("katib-mysql-secrets", "renamed"));
        }
        Files.createDirectories(work.resolve("upstream"));
        Files.copy(Sample.overlays().resolve("upstream/26.03.lock.json"), work.resolve("upstream/26.03.lock.json"));
        Problems problems = new Problems();

        assertThat(new OverlayBuilds(work, problems).build(test, Builds.release(), Optional.empty()))
                .isEmpty();
        assertThat(problems.inFileOrder()).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith("does not build: accumulating components: ")
                .contains("'overlays/components/26.03/katib': no resource matches strategic merge patch"
                        + " \"Secret.v1.[noGrp]/renamed.kubeflow\"")
                .doesNotContain("Warning"));
    }

    @Test
    void anEnvironmentWithoutADashboardPassesEveryCheck() throws IOException {
        EnvironmentFile file =
                Sample.changed("{kubeflow: {components: [profiles]}, serviceAccounts: {pipelines: {kubernetes: []}}}");
        Problems problems = new Problems();
        OverlayBuilds builds = new OverlayBuilds(Sample.overlays(), problems);

        RenderChecks.check(
                builds.build(file, Builds.release(), Optional.empty()).orElseThrow(), "x", problems);

        assertThat(problems.inFileOrder()).isEmpty();
    }

    @Test
    void buildingTwiceGivesTheSameBytes() {
        assertThat(Builds.render(Builds.files(Sample.shipped("kf-test")), "kf-test")
                        .objects())
                .isEqualTo(testText);
    }

    @Test
    void aMissingParamStopsTheBuild() {
        Map<String, String> files = Builds.files(Sample.shipped("kf-test"));
        files.computeIfPresent("kf-test/params.yaml", (path, text) -> text.replace("  sqlInstance:", "  other:"));

        Render.Result result = Builds.render(files, "kf-test");

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
