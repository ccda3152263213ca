package dev.kfstack.upstream;

import dev.kfstack.environment.Quantity;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.release.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What objects run, and where the API server calls them. */
public final class Workloads {

    private static final int HTTPS = 443;
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private Workloads() {}

    /**
     * Images in fields of that name at any depth: those of containers, and those that Knative and KServe start; and those in
     * variables whose name ends so. To the objects that have them, and to the fields there.
     */
    public static SortedMap<String, Map<String, List<String>>> images(Map<String, Map<String, Object>> objects) {
        SortedMap<String, Map<String, List<String>>> images = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (!"CustomResourceDefinition".equals(object.get("kind"))) {
                collect(object, "", (image, field) -> images.computeIfAbsent(image, none -> new TreeMap<>())
                        .computeIfAbsent(key, none -> new ArrayList<>())
                        .add(field));
            }
        });
        return images;
    }

    private static void collect(Object value, String path, BiConsumer<String, String> image) {
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                String name = KubernetesObjects.text(items.get(i), "name");
                collect(items.get(i), path + (name.isEmpty() ? i : "[name=" + name + "]") + ".", image);
            }
        }
        KubernetesObjects.map(value).forEach((key, inner) -> {
            boolean variable =
                    key.equals("value") && KubernetesObjects.text(value, "name").endsWith("_IMAGE");
            if ((key.equals("image") || variable) && inner instanceof String text && TextImages.isImage(text)) {
                image.accept(text, path + key);
            }
            collect(inner, path + key.replace(".", "\\.") + ".", image);
        });
    }

    /** Texts of ConfigMaps that name images, by object and key. */
    static SortedMap<String, Map<String, Release.Text>> texts(Map<String, Map<String, Object>> objects) {
        SortedMap<String, Map<String, Release.Text>> all = new TreeMap<>();
        objects.forEach((object, fields) -> {
            if (object.startsWith("v1 ConfigMap ")) {
                SortedMap<String, Release.Text> texts = new TreeMap<>();
                KubernetesObjects.map(fields, "data").forEach((key, value) -> {
                    List<String> images = List.copyOf(TextImages.of(key, value.toString()));
                    if (!images.isEmpty()) {
                        texts.put(
                                key,
                                new Release.Text(
                                        images, value.toString().lines().toList()));
                    }
                });
                if (!texts.isEmpty()) {
                    all.put(object, texts);
                }
            }
        });
        return all;
    }

    /** Deployments, StatefulSets and DaemonSets: their containers, the labels of their pods, and what they ask for. */
    static SortedMap<String, Release.Workload> workloads(Map<String, Map<String, Object>> objects, Sidecar sidecar) {
        SortedMap<String, Release.Workload> workloads = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (KINDS.contains(String.valueOf(object.get("kind")))) {
                List<?> containers = KubernetesObjects.list(object, "spec", "template", "spec", "containers");
                SortedMap<String, String> selector = new TreeMap<>();
                KubernetesObjects.map(object, "spec", "selector", "matchLabels")
                        .forEach((label, value) -> selector.put(label, value.toString()));
                SortedMap<String, Map<String, Quantity>> requests = new TreeMap<>();
                containers.forEach(
                        container -> requests.put(KubernetesObjects.text(container, "name"), asks(container)));
                if (sidecar.joins(object)) {
                    requests.put(Sidecar.NAME, sidecar.requests());
                }
                requests.values().removeIf(Map::isEmpty);
                workloads.put(
                        key,
                        new Release.Workload(
                                containers.stream()
                                        .map(container -> KubernetesObjects.text(container, "name"))
                                        .toList(),
                                selector,
                                replicas(object, objects.values()),
                                requests));
            }
        });
        return workloads;
    }

    /** A limit without a request is one. */
    private static Map<String, Quantity> asks(Object container) {
        SortedMap<String, Quantity> asks =
                new TreeMap<>(amounts(KubernetesObjects.map(container, "resources", "limits")));
        asks.putAll(amounts(KubernetesObjects.map(container, "resources", "requests")));
        return asks;
    }

    /** CPU and memory of a map of resources. */
    static Map<String, Quantity> amounts(Map<String, Object> resources) {
        SortedMap<String, Quantity> amounts = new TreeMap<>();
        for (String resource : List.of("cpu", "memory")) {
            KubernetesObjects.find(resources, resource)
                    .ifPresent(amount -> amounts.put(resource, Quantity.parse(amount.toString())));
        }
        return amounts;
    }

    private static int replicas(Map<String, Object> workload, Collection<Map<String, Object>> objects) {
        if ("DaemonSet".equals(workload.get("kind"))) {
            return 1;
        }
        Object fewest = objects.stream()
                .filter(object -> "HorizontalPodAutoscaler".equals(object.get("kind")))
                .filter(object -> KubernetesObjects.namespace(object).equals(KubernetesObjects.namespace(workload)))
                .filter(object -> KubernetesObjects.text(object, "spec", "scaleTargetRef", "name")
                        .equals(KubernetesObjects.name(workload)))
                .findFirst()
                .flatMap(object -> KubernetesObjects.find(object, "spec", "minReplicas"))
                .or(() -> KubernetesObjects.find(workload, "spec", "replicas"))
                .orElse(1);
        return (Integer) fewest;
    }

    /** {@code namespace/service} of webhooks and conversions to the port of the pods behind the service. */
    static SortedMap<String, Integer> webhookPorts(Map<String, Map<String, Object>> objects) {
        SortedMap<String, Integer> ports = new TreeMap<>();
        for (Map<String, Object> object : objects.values()) {
            KubernetesObjects.list(object.get("webhooks"))
                    .forEach(webhook -> KubernetesObjects.find(webhook, "clientConfig", "service")
                            .ifPresent(service -> port(service, objects.values(), ports)));
            KubernetesObjects.find(object, "spec", "conversion", "webhook", "clientConfig", "service")
                    .ifPresent(service -> port(service, objects.values(), ports));
        }
        return ports;
    }

    private static void port(
            Object reference, Collection<Map<String, Object>> objects, SortedMap<String, Integer> ports) {
        Object namespace = KubernetesObjects.find(reference, "namespace").orElse("");
        Object name = KubernetesObjects.find(reference, "name").orElse("");
        Object port = KubernetesObjects.find(reference, "port").orElse(HTTPS);
        objects.stream()
                .filter(object -> "Service".equals(object.get("kind")))
                .filter(object -> KubernetesObjects.name(object).equals(name)
                        && KubernetesObjects.namespace(object).equals(namespace))
                .findFirst()
                .flatMap(service -> podPort(service, port, objects))
                .ifPresent(found -> ports.put(namespace + "/" + name, found));
    }

    private static Optional<Integer> podPort(
            Map<String, Object> service, Object port, Collection<Map<String, Object>> objects) {
        for (Object entry : KubernetesObjects.list(service, "spec", "ports")) {
            if (KubernetesObjects.find(entry, "port").filter(port::equals).isPresent()) {
                Object target = KubernetesObjects.find(entry, "targetPort").orElse(port);
                return target instanceof Integer number ? Optional.of(number) : named(service, target, objects);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> named(
            Map<String, Object> service, Object name, Collection<Map<String, Object>> objects) {
        Map<String, Object> selector = KubernetesObjects.map(service, "spec", "selector");
        return objects.stream()
                .filter(object -> KubernetesObjects.namespace(object).equals(KubernetesObjects.namespace(service)))
                .filter(object -> KubernetesObjects.map(object, "spec", "template", "metadata", "labels")
                        .entrySet()
                        .containsAll(selector.entrySet()))
                .flatMap(object -> KubernetesObjects.list(object, "spec", "template", "spec", "containers").stream())
                .flatMap(container -> KubernetesObjects.list(container, "ports").stream())
                .filter(entry -> KubernetesObjects.find(entry, "name")
                        .filter(name::equals)
                        .isPresent())
                .flatMap(entry -> KubernetesObjects.find(entry, "containerPort").stream())
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .findFirst();
    }
}
