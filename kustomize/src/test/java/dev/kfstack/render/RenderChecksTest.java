package dev.kfstack.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.Environment;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.testkit.Requirement;
import dev.kfstack.upstream.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RenderChecksTest {

    private static final Environment PROD = read("kf-prod");
    private static final Environment TEST = read("kf-test");
    private static final String NAMESPACE = "{apiVersion: v1, kind: Namespace, metadata: {name: kubeflow}}\n---\n";

    @Test
    void aPlaceholderThatNothingReplacedIsFound() {
        assertThat(problems("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kubeflow},"
                        + " data: {x: a-KFSTACK_PARAM, y: param}}"))
                .containsExactly("v1 ConfigMap kubeflow/a: still holds KFSTACK_PARAM [placeholder-left]");
    }

    @Test
    void aSecretWithAValueIsFoundAndAnEmptyOneThatAControllerFillsIsNot() {
        assertThat(problems("{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: kubeflow},"
                        + " stringData: {password: hunter2}}\n---\n"
                        + "{apiVersion: v1, kind: Secret, metadata: {name: b, namespace: kubeflow}}"))
                .containsExactly("v1 Secret kubeflow/a: holds a value in stringData: password [secret-value]");
    }

    @Test
    void aPasswordThatUpstreamPublishesIsFoundInAnyText() {
        assertThat(
                        problems(
                                "{apiVersion: v1, kind: ConfigMap, metadata: {name: dex, namespace: kubeflow},"
                                        + " data: {config.yaml: 'staticPasswords: [{email: user@example.com}]'}}\n---\n"
                                        + "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kubeflow}, data: {x: minio123}}"))
                .containsExactly(
                        "v1 ConfigMap kubeflow/a: holds minio123, which upstream publishes [published-password]",
                        "v1 ConfigMap kubeflow/dex: holds staticPasswords, which upstream publishes"
                                + " [published-password]");
    }

    @Test
    void aSelectorThatMatchesNothingIsFoundAndOneOfADeletedObjectIsNot() {
        Map<String, String> regex = Map.of("group", "apps", "kind", "Deployment", "name", "(my|some)sql");
        Map<String, String> gone = Map.of("kind", "ConfigMap", "name", "a", "namespace", "kubeflow");
        List<Selector> selectors =
                List.of(new Selector("app/kustomization.yaml", regex), new Selector("b.yaml", new TreeMap<>(gone)));

        assertThat(problems(overlay(TEST, NAMESPACE, Set.of("apps/v1 Deployment kubeflow/mysql"), selectors, "")))
                .containsExactly("b.yaml: no object matches {kind=ConfigMap, name=a, namespace=kubeflow}"
                        + " [selector-matches]");
    }

    @Test
    void anImageOutsideOfTheMirrorIsFoundAlsoWithinAText() {
        String mirror = PROD.kubeflow().images().mirror().orElseThrow();
        String objects = NAMESPACE
                + "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: kubeflow}, spec: {template: {spec:"
                + " {containers: [{image: " + mirror + "/quay.io/a/b:v1, args: [--x=quay.io/a/c:v1]}]}}}}\n---\n"
                + "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: kubeflow}, data: {x: '{\"image\":"
                + " \"ghcr.io/d/e@sha256:" + "0".repeat(64) + "\", \"docs\": \"quay.io/a\"}'}}";

        assertThat(problems(overlay(PROD, objects, Set.of(), List.of(), "")))
                .containsExactly(
                        "apps/v1 Deployment kubeflow/a: takes quay.io/a/c:v1, which is not in the mirror"
                                + " [image-mirrored]",
                        "v1 ConfigMap kubeflow/b: takes ghcr.io/d/e@sha256:" + "0".repeat(64)
                                + ", which is not in the mirror [image-mirrored]");
        assertThat(problems(overlay(TEST, objects, Set.of(), List.of(), ""))).isEmpty();
    }

    @Test
    void anImageOfDockerHubIsFoundWhereAnAppStartsItAndNotInAnExample() {
        String text = "{image: kserve/agent:v1, port: a/b:1}";
        String objects = NAMESPACE
                + "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: kubeflow}, spec: {template: {spec:"
                + " {containers: [{env: [{name: VIEWER_IMAGE, value: 'filebrowser/filebrowser:v2'}, {name: X, value:"
                + " 'a/b:v1'}]}]}}}}\n---\n"
                + "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: kubeflow}, data: {agent: '" + text
                + "', _example: '" + text + "'}}";

        assertThat(problems(overlay(PROD, objects, Set.of(), List.of(), "")))
                .containsExactly(
                        "apps/v1 Deployment kubeflow/a: takes filebrowser/filebrowser:v2, which is not in the mirror"
                                + " [image-mirrored]",
                        "v1 ConfigMap kubeflow/b: takes kserve/agent:v1, which is not in the mirror [image-mirrored]");
    }

    @Test
    void whatTerraformWritesIsFound() {
        assertThat(problems("{apiVersion: v1, kind: Secret, metadata: {name: mysql-secret, namespace: kubeflow}}\n---\n"
                        + "{apiVersion: v1, kind: PersistentVolume, metadata: {name: kf-test-artifact-store}}"))
                .containsExactly(
                        "v1 Secret kubeflow/mysql-secret: is Terraform's, and the overlay writes it too [one-owner]",
                        "v1 PersistentVolume kf-test-artifact-store: is Terraform's, and the overlay writes it too"
                                + " [one-owner]");
    }

    @Test
    void fieldsOfControllersAreFound() {
        assertThat(problems(
                        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, aggregationRule: {},"
                                + " rules: []}\n---\n"
                                + "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: b}, rules: []}\n---\n"
                                + "{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: c},"
                                + " webhooks: [{clientConfig: {caBundle: ''}}]}"))
                .containsExactly(
                        "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration c: has a caBundle, which whoever"
                                + " issues the certificate writes [controller-field]",
                        "rbac.authorization.k8s.io/v1 ClusterRole a: has rules, which the aggregation controller writes"
                                + " [controller-field]");
    }

    @Test
    void replicasBesideAnAutoscalerAreFound() {
        String autoscaler =
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a, namespace: kubeflow},"
                        + " spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: b}}}\n---\n";

        assertThat(problems(autoscaler + deployment("b", "replicas: 2, ")))
                .containsExactly("apps/v1 Deployment kubeflow/b: has replicas, and autoscaling/v2"
                        + " HorizontalPodAutoscaler kubeflow/a scales it [autoscaled-replicas]");
        assertThat(problems(autoscaler + deployment("b", ""))).isEmpty();
    }

    @Test
    void aFieldThatCannotChangeIsComparedWithTheBuildBefore() {
        String before = deployment("a", "selector: {matchLabels: {app: a}}, ") + "\n---\n" + deployment("gone", "");
        String now = deployment("a", "selector: {matchLabels: {app: b}}, ");

        assertThat(problems(overlay(TEST, NAMESPACE + now, Set.of(), List.of(), before)))
                .containsExactly("apps/v1 Deployment kubeflow/a: spec.selector cannot change on a cluster: it was"
                        + " {matchLabels={app=a}} and is {matchLabels={app=b}} [immutable-field]");
        assertThat(problems(overlay(TEST, NAMESPACE + now, Set.of(), List.of(), now)))
                .isEmpty();
    }

    @Test
    void aBudgetOfNoWorkloadAndOneOfTwoAreFound() {
        String objects = deployment("a", "template: {metadata: {labels: {app: x, tier: y}}}, ") + "\n---\n"
                + deployment("b", "template: {metadata: {labels: {app: x}}}, ") + "\n---\n";

        assertThat(problems(objects + budget("one", "tier: y"))).isEmpty();
        assertThat(problems(objects + budget("none", "app: z") + "\n---\n" + budget("two", "app: x")))
                .containsExactly(
                        "policy/v1 PodDisruptionBudget kubeflow/none: must select one workload, and selects none"
                                + " [disruption-budget]",
                        "policy/v1 PodDisruptionBudget kubeflow/two: must select one workload, and selects apps/v1"
                                + " Deployment kubeflow/a, apps/v1 Deployment kubeflow/b [disruption-budget]");
    }

    @Test
    void aPodThatNoNodePoolTakesIsFound() {
        String gpu = "tolerations: [{key: nvidia.com/gpu, operator: Exists}]";

        assertThat(problems(pod("nodeSelector: {cloud.google.com/machine-family: n2, kubernetes.io/os: linux}")))
                .isEmpty();
        assertThat(problems(pod("nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}, " + gpu)))
                .isEmpty();
        assertThat(problems(pod("nodeSelector: {kfstack.dev/pool: gpu-l4}, tolerations: [{operator: Exists}]")))
                .isEmpty();
        assertThat(problems(
                        pod("tolerations: [{operator: Exists}, {key: node.kubernetes.io/not-ready, operator: Exists},"
                                + " {key: CriticalAddonsOnly, operator: Exists}]")))
                .isEmpty();
        assertThat(problems(pod("nodeSelector: {kfstack.dev/pool: gpu-l5}")))
                .containsExactly(
                        "apps/v1 Deployment kubeflow/a: selects nodes by {kfstack.dev/pool=gpu-l5}, which no node"
                                + " pool has [pool-matches]");
        assertThat(problems(
                        pod("nodeSelector: {kfstack.dev/pool: gpu-l4}, tolerations: [{key: nvidia.com/gpu, operator:"
                                + " Equal, value: absent}]")))
                .containsExactly(
                        "apps/v1 Deployment kubeflow/a: selects nodes by {kfstack.dev/pool=gpu-l4}, and does not tolerate"
                                + " their taints [Taint[key=nvidia.com/gpu, value=present]] [pool-matches]",
                        "apps/v1 Deployment kubeflow/a: tolerates {key=nvidia.com/gpu, operator=Equal, value=absent}, which"
                                + " is no node pool's taint [pool-matches]");
    }

    private static String pod(String fields) {
        return deployment("a", "template: {spec: {" + fields + "}}, ");
    }

    @Test
    void aNamespaceThatNothingMakesIsFoundInBothBuilds() {
        String access =
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a, namespace: %s}}";
        BuiltOverlay good = new BuiltOverlay(
                TEST, Map.of(), objects(access.formatted("recommendations")), Set.of(), List.of(), Optional.empty());
        BuiltOverlay bad = new BuiltOverlay(
                TEST, Map.of(), objects(access.formatted("kubeflow")), Set.of(), List.of(), Optional.empty());

        assertThat(problems(good)).isEmpty();
        assertThat(problems(bad))
                .containsExactly("rbac.authorization.k8s.io/v1 RoleBinding kubeflow/a: no team makes the namespace"
                        + " kubeflow [namespace-made]");
        assertThat(problems("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: auth}}"))
                .containsExactly("v1 ConfigMap auth/a: nothing in the build makes the namespace auth [namespace-made]");
    }

    @Test
    void aScopeThatDoesNotFitIsFoundUnlessUpstreamHasItSo() {
        String definition = "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x},"
                + " spec: {group: example.com, scope: Cluster, names: {kind: Thing}}}\n---\n";
        String thing = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: kubeflow}}";
        String upstream = "example.com/v1 Thing kubeflow/a";

        assertThat(problems(definition + thing))
                .containsExactly(upstream + ": has a namespace, and its kind is of the cluster [cluster-scoped]");
        assertThat(problems(overlay(TEST, NAMESPACE + definition + thing, Set.of(upstream), List.of(), "")))
                .isEmpty();
        assertThat(problems("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"))
                .containsExactly(
                        "v1 ConfigMap a: has no namespace: it would go wherever kubectl points [cluster-scoped]");
    }

    @Test
    void aKindThatNothingDefinesIsFound() {
        assertThat(
                        problems(
                                "{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: kubeflow}}\n---\n"
                                        + "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a, namespace: kubeflow}}"))
                .containsExactly("example.com/v1 Thing kubeflow/a: no CRD in the build defines its kind [wave-known]");
    }

    @Test
    void aTextThatIsNoJsonOrYamlIsFound() {
        assertThat(problems("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: kubeflow}, data:"
                        + " {good.yaml: 'a: b', template.yaml: 'a: {{x}', words: 'a: b: c', ingress: '{\"a\": '}}"))
                .singleElement()
                .asString()
                .startsWith("v1 ConfigMap kubeflow/a: data.ingress cannot be read: ")
                .endsWith("[embedded-text]");
    }

    @Test
    void aQuotaThatCountsNothingAndAPluginThatNobodyReadsAreFound() {
        String profile =
                "{apiVersion: example.com/v1, kind: Profile, metadata: {name: a, namespace: kubeflow}, spec: {plugins:"
                        + " [{kind: WorkloadIdentity, spec: {%s: x}}], resourceQuotaSpec: {hard: {requests.cpu: 1, %s: 1}}}}";

        assertThat(only("profile-fields", profile.formatted("gcpServiceAccount", "requests.nvidia.com/gpu")))
                .isEmpty();
        assertThat(only("profile-fields", profile.formatted("gcpserviceaccount", "nvidia.com/gpu")))
                .containsExactly(
                        "example.com/v1 Profile kubeflow/a: its quota of nvidia.com/gpu counts nothing"
                                + " [profile-fields]",
                        "example.com/v1 Profile kubeflow/a: no controller understands its plugin"
                                + " {kind=WorkloadIdentity, spec={gcpserviceaccount=x}} [profile-fields]");
    }

    @Test
    void aScheduleThatVeleroWouldNotRunIsFound() {
        String schedule = "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: a, namespace: kubeflow}, spec:"
                + " {schedule: '%s', template: {includedNamespaceScopedResources: [secrets], ttl: %s%s}}}";

        assertThat(only("velero-fields", schedule.formatted("0 */2 * * 1-5", "168h0m0s", "")))
                .isEmpty();
        assertThat(only("velero-fields", schedule.formatted("hourly", "7d", ", includedResources: [pods]")))
                .containsExactly(
                        "velero.io/v1 Schedule kubeflow/a: its schedule must be five cron fields, got hourly"
                                + " [velero-fields]",
                        "velero.io/v1 Schedule kubeflow/a: its ttl must be a duration such as 168h0m0s, got 7d"
                                + " [velero-fields]",
                        "velero.io/v1 Schedule kubeflow/a: mixes includedResources with"
                                + " includedNamespaceScopedResources [velero-fields]");
    }

    @Test
    void everyCheckIsInThePage() throws java.io.IOException {
        String page = Files.readString(Requirement.repository().resolve("docs/overlays.md"));

        assertThat(RenderChecks.checks())
                .allSatisfy(check -> assertThat(page).contains("| `" + check.id() + "` | " + check.says() + " |\n"));
    }

    private static String deployment(String name, String spec) {
        return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: " + name + ", namespace: kubeflow}, spec: {"
                + spec + "paused: false}}";
    }

    private static String budget(String name, String label) {
        return "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: " + name
                + ", namespace: kubeflow}, spec: {selector: {matchLabels: {" + label + "}}}}";
    }

    private static List<String> only(String rule, String yaml) {
        return problems(yaml).stream()
                .filter(problem -> problem.endsWith("[" + rule + "]"))
                .toList();
    }

    private static List<String> problems(String yaml) {
        return problems(overlay(TEST, NAMESPACE + yaml, Set.of(), List.of(), ""));
    }

    private static List<String> problems(BuiltOverlay overlay) {
        Problems problems = new Problems();
        RenderChecks.check(overlay, "overlays/kf-test", problems);
        return problems.inFileOrder().stream()
                .map(problem -> problem.path() + ": " + problem.message() + " [" + problem.rule() + "]")
                .toList();
    }

    private static BuiltOverlay overlay(
            Environment environment, String yaml, Set<String> upstream, List<Selector> selectors, String before) {
        return new BuiltOverlay(
                environment,
                objects(yaml),
                Map.of(),
                upstream,
                selectors,
                Optional.of(before).filter(text -> !text.isEmpty()).map(KubernetesObjects::new));
    }

    private static Map<String, Map<String, Object>> objects(String yaml) {
        return new KubernetesObjects(yaml).all();
    }

    private static Environment read(String name) {
        Path folder = Requirement.repository().resolve("environments");
        return new EnvironmentReader(folder, new Problems())
                .read(List.of(name))
                .get(0)
                .environment();
    }
}
