package dev.kfstack.apply;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.Wave;
import dev.kfstack.render.BuiltOverlay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The waves of one overlay.
 *
 * @param steps in order; none is empty
 */
public record WavePlan(List<Step> steps) {

    /** kubectl applies a list in its order, and an API server takes nothing into a namespace that is not there. */
    private static final Comparator<Map<String, Object>> NAMESPACES_FIRST =
            Comparator.comparing(object -> !"Namespace".equals(object.get("kind")));

    /**
     * Objects that are applied together.
     *
     * @param words what they are
     * @param waits what must be there before the next step: arguments of kubectl, each without the cluster
     */
    public record Step(String words, List<Map<String, Object>> objects, List<List<String>> waits) {}

    /** Waves of the environment, and its access as a last step. */
    public static WavePlan of(BuiltOverlay overlay) {
        Map<Wave, List<Map<String, Object>>> waves = new EnumMap<>(Wave.class);
        for (Map<String, Object> object : overlay.objects().values()) {
            waves.computeIfAbsent(wave(object), none -> new ArrayList<>()).add(object);
        }
        List<Step> steps = new ArrayList<>();
        waves.values().forEach(objects -> objects.sort(NAMESPACES_FIRST));
        waves.forEach((wave, objects) ->
                steps.add(new Step(wave.words(), List.copyOf(objects), waits(wave, objects, overlay))));
        if (!overlay.access().isEmpty()) {
            steps.add(new Step(
                    "contributors of teams", List.copyOf(overlay.access().values()), List.of()));
        }
        return new WavePlan(List.copyOf(steps));
    }

    private static Wave wave(Map<String, Object> object) {
        return Wave.of(
                KubernetesObjects.group(object),
                String.valueOf(object.get("kind")),
                KubernetesObjects.namespace(object));
    }

    private static List<List<String>> waits(Wave wave, List<Map<String, Object>> objects, BuiltOverlay overlay) {
        List<List<String>> waits = new ArrayList<>();
        if (wave == Wave.DEFINITIONS) {
            List<String> established = new ArrayList<>(List.of("wait", "--for=condition=Established"));
            objects.forEach(object -> established.add("crd/" + KubernetesObjects.name(object)));
            waits.add(established);
        }
        if (wave == Wave.FOUNDATIONS || wave == Wave.APPS) {
            for (Map<String, Object> deployment :
                    servingWebhooks(objects, overlay.objects().values())) {
                waits.add(List.of(
                        "rollout",
                        "status",
                        "deployment/" + KubernetesObjects.name(deployment),
                        "--namespace=" + KubernetesObjects.namespace(deployment)));
            }
        }
        if (wave == Wave.INSTANCES && !overlay.access().isEmpty()) {
            TreeSet<String> namespaces = new TreeSet<>();
            overlay.access().values().forEach(object -> namespaces.add(KubernetesObjects.namespace(object)));
            namespaces.remove(""); // of what is the cluster's own
            namespaces.forEach(namespace -> waits.add(List.of("wait", "--for=create", "namespace/" + namespace)));
        }
        return waits;
    }

    /** Deployments among {@code objects} whose pods answer a webhook. */
    private static List<Map<String, Object>> servingWebhooks(
            List<Map<String, Object>> objects, Collection<Map<String, Object>> all) {
        TreeSet<String> services = new TreeSet<>();
        for (Map<String, Object> object : all) {
            for (Object webhook : KubernetesObjects.list(object, "webhooks")) {
                services.add(service(KubernetesObjects.map(webhook, "clientConfig", "service")));
            }
            services.add(
                    service(KubernetesObjects.map(object, "spec", "conversion", "webhook", "clientConfig", "service")));
        }
        List<Map<String, Object>> selectors = all.stream()
                .filter(object -> "Service".equals(object.get("kind")))
                .filter(object ->
                        services.contains(KubernetesObjects.namespace(object) + "/" + KubernetesObjects.name(object)))
                .toList();
        return objects.stream()
                .filter(object -> "Deployment".equals(object.get("kind")))
                .filter(deployment -> selectors.stream().anyMatch(service -> isBehind(deployment, service)))
                .toList();
    }

    private static String service(Map<String, Object> reference) {
        return reference.get("namespace") + "/" + reference.get("name");
    }

    private static boolean isBehind(Map<String, Object> deployment, Map<String, Object> service) {
        Map<String, Object> labels = KubernetesObjects.map(deployment, "spec", "template", "metadata", "labels");
        Map<String, Object> selector = KubernetesObjects.map(service, "spec", "selector");
        return !selector.isEmpty()
                && KubernetesObjects.namespace(deployment).equals(KubernetesObjects.namespace(service))
                && labels.entrySet().containsAll(selector.entrySet());
    }
}
