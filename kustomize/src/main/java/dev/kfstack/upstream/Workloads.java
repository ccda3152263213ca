package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.release.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What objects run, and where the API server calls them. */
final class Workloads {

    private static final int HTTPS = 443;

    private Workloads() {}

    /** Images in fields of that name at any depth: those of containers, and those that Knative and KServe start. */
    static SortedMap<String, List<String>> images(Map<String, Map<String, Object>> objects) {
        SortedMap<String, List<String>> images = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (!"CustomResourceDefinition".equals(object.get("kind"))) {
                collect(object, key, images);
            }
        });
        return images;
    }

    private static void collect(Object value, String user, SortedMap<String, List<String>> images) {
        if (value instanceof List<?> items) {
            items.forEach(item -> collect(item, user, images));
        }
        KubernetesObjects.map(value).forEach((key, inner) -> {
            if (key.equals("image") && inner instanceof String image) {
                List<String> users = images.computeIfAbsent(image, none -> new ArrayList<>());
                if (!users.contains(user)) {
                    users.add(user);
                }
            }
            collect(inner, user, images);
        });
    }

    /** Deployments and StatefulSets with the names of their containers and the labels of their pods. */
    static SortedMap<String, Release.Workload> workloads(Map<String, Map<String, Object>> objects) {
        SortedMap<String, Release.Workload> workloads = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (key.startsWith("apps/v1 Deployment ") || key.startsWith("apps/v1 StatefulSet ")) {
                List<String> containers =
                        KubernetesObjects.list(object, "spec", "template", "spec", "containers").stream()
                                .map(container -> KubernetesObjects.text(container, "name"))
                                .toList();
                SortedMap<String, String> selector = new TreeMap<>();
                KubernetesObjects.map(object, "spec", "selector", "matchLabels")
                        .forEach((label, value) -> selector.put(label, value.toString()));
                workloads.put(key, new Release.Workload(containers, selector));
            }
        });
        return workloads;
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
