package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kfstack.environment.NodePool;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.testkit.Requirement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What brings pods to the node pools names pools that the environment has. */
class DevicesTest {

    private static final String TRAINING = "trainer.kubeflow.org/v1alpha1 ClusterTrainingRuntime ";
    private static final String SERVING = "serving.kserve.io/v1alpha1 ClusterServingRuntime ";

    @Test
    void everyDeviceOfAPoolHasItsRuntimesAndNoOtherDeviceHas() {
        Map<String, NodePool> pools = Sample.shipped("kf-prod").environment().nodePools();
        KubernetesObjects objects = new KubernetesObjects(Builds.shippedText("kf-prod"));
        TreeSet<String> devices =
                pools.values().stream().map(NodePool::device).collect(Collectors.toCollection(TreeSet::new));

        assertThat(devices).containsExactly("n2", "nvidia-l4", "nvidia-tesla-a100");
        assertThat(objects.all().keySet())
                .filteredOn(key -> key.startsWith(TRAINING + "torch-distributed-"))
                .containsExactlyElementsOf(devices.stream()
                        .map(device -> TRAINING + "torch-distributed-" + device)
                        .toList());
        assertThat(objects.all().keySet())
                .filteredOn(key -> key.startsWith(SERVING + "huggingface-"))
                .containsExactlyElementsOf(devices.stream()
                        .map(device -> SERVING + "huggingface-" + device)
                        .toList());
        for (String device : devices) {
            Map<String, Object> training = KubernetesObjects.map(
                    objects.all().get(TRAINING + "torch-distributed-" + device),
                    "spec",
                    "template",
                    "spec",
                    "replicatedJobs",
                    0,
                    "template",
                    "spec",
                    "template",
                    "spec");
            Map<String, Object> serving =
                    KubernetesObjects.map(objects.all().get(SERVING + "huggingface-" + device), "spec");
            assertThat(runsOn(training, pools)).isEqualTo(device);
            assertThat(runsOn(serving, pools)).isEqualTo(device);
        }
    }

    /** The device of the pools whose nodes a pod selects, all taints of one of them tolerated. */
    private static String runsOn(Map<String, Object> pod, Map<String, NodePool> pools) {
        Map<String, Object> selector = KubernetesObjects.map(pod, "nodeSelector");
        List<String> tolerated = KubernetesObjects.list(pod, "tolerations").stream()
                .map(toleration -> KubernetesObjects.text(toleration, "key"))
                .toList();
        return pools.entrySet().stream()
                .filter(pool -> nodeLabels(pool.getValue()).equals(selector))
                .filter(pool -> pool.getValue().taints(pool.getKey()).stream()
                        .allMatch(taint -> tolerated.contains(taint.key())))
                .map(pool -> pool.getValue().device())
                .findFirst()
                .orElse("no pool");
    }

    /** The label that GKE puts on nodes by itself. */
    private static Map<String, Object> nodeLabels(NodePool pool) {
        return pool.accelerator().isPresent()
                ? Map.of("cloud.google.com/gke-accelerator", pool.device())
                : Map.of("cloud.google.com/machine-family", pool.device());
    }

    @Test
    void theFormOffersEachPoolWithTheTolerationsThatItTakes() {
        EnvironmentFile prod = Sample.shipped("kf-prod");
        Map<String, Object> form = form(prod);
        Map<String, List<String>> tolerations = new TreeMap<>();
        for (Object option : KubernetesObjects.list(form, "tolerationGroup", "options")) {
            tolerations.put(
                    KubernetesObjects.text(option, "groupKey"),
                    KubernetesObjects.list(option, "tolerations").stream()
                            .map(toleration -> KubernetesObjects.text(toleration, "key") + "="
                                    + KubernetesObjects.text(toleration, "value"))
                            .toList());
        }

        assertThat(KubernetesObjects.list(form, "affinityConfig", "options").stream()
                        .map(option -> KubernetesObjects.text(option, "configKey")))
                .containsExactlyElementsOf(prod.environment().nodePools().keySet());
        assertThat(tolerations)
                .isEqualTo(Map.of(
                        "gpu-a100", List.of("nvidia.com/gpu=present"),
                        "gpu-l4", List.of("nvidia.com/gpu=present"),
                        "high-memory", List.of("kubeflow.org/pool=high-memory")));
        assertThat(KubernetesObjects.text(form, "gpus", "value", "vendors", 0, "limitsKey"))
                .isEqualTo("nvidia.com/gpu");
        assertThat(form.get("allowCustomImage")).isEqualTo(true);
        assertThat(KubernetesObjects.text(form, "image", "value"))
                .startsWith("europe-docker.pkg.dev/example-images/kubeflow/ghcr.io/kubeflow/");
    }

    @Test
    void withoutGpusTheFormOffersNone() {
        Map<String, Object> form = form(Sample.changed("nodePools: {gpu-l4: null, high-memory: null}"));

        assertThat(KubernetesObjects.list(form, "gpus", "value", "vendors")).isEmpty();
        assertThat(KubernetesObjects.list(form, "tolerationGroup", "options")).isEmpty();
    }

    private static Map<String, Object> form(EnvironmentFile file) {
        String text = Builds.files(file).get(file.name() + "/notebooks/spawner_ui_config.yaml");
        Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
        return KubernetesObjects.map(root, "spawnerFormDefaults");
    }

    @Test
    void aTeamsPodsTolerateAPoolByALabel() {
        EnvironmentFile file = Sample.shipped("kf-test");
        KubernetesObjects objects =
                new KubernetesObjects(Builds.files(file).get("kf-test/access/recommendations.yaml"));
        String key = "kubeflow.org/v1alpha1 PodDefault recommendations/pool-gpu-l4";

        assertThat(objects.all().keySet())
                .filteredOn(name -> name.contains(" PodDefault recommendations/pool-"))
                .hasSize(2);
        assertThat(objects.at(key, "spec", "selector", "matchLabels")).isEqualTo(Map.of("pool-gpu-l4", "true"));
        assertThat(objects.at(key, "spec", "tolerations", 0))
                .isEqualTo(Map.of(
                        "key", "nvidia.com/gpu", "operator", "Equal", "value", "present", "effect", "NoSchedule"));
    }

    @Test
    void theExampleMovesToAGpuByExchangingTheDeviceAlone() {
        Map<String, Map<String, Object>> cpu = example("cpu");
        Map<String, Map<String, Object>> gpu = example("gpu");

        assertThat(gpu.keySet()).isEqualTo(cpu.keySet()).hasSize(7);
        gpu.forEach((key, object) -> {
            boolean plain = key.contains(" ConfigMap ") || key.contains(" Pipeline ");
            assertThat(object.toString().contains("nvidia")).as(key).isNotEqualTo(plain);
            assertThat(withoutDevice(object)).as(key).isEqualTo(withoutDevice(cpu.get(key)));
        });
    }

    private static Map<String, Map<String, Object>> example(String name) {
        Requirement.tool("kubectl");
        Render.Result result = Builds.kustomize(Requirement.repository(), "examples/devices/" + name);
        assertThat(result.exitCode()).as(result.messages()).isZero();
        return new KubernetesObjects(result.objects()).all();
    }

    private static Object withoutDevice(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> rest = new TreeMap<>();
            map.forEach((key, inner) -> {
                if (!List.of("nodeSelector", "tolerations", "nvidia.com/gpu", "podSpecPatch")
                        .contains(key)) {
                    rest.put(key, withoutDevice(inner));
                }
            });
            return rest;
        }
        return value instanceof List<?> list
                ? list.stream().map(DevicesTest::withoutDevice).toList()
                : value;
    }
}
