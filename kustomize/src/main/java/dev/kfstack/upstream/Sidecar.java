package dev.kfstack.upstream;

import dev.kfstack.environment.Quantity;
import dev.kfstack.kustomize.KubernetesObjects;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The mesh's proxy, which Istio adds to every new pod of some namespaces.
 *
 * @param namespaces whose pods get one
 * @param requests what it asks for
 */
record Sidecar(Set<String> namespaces, Map<String, Quantity> requests) {

    static final String NAME = "istio-proxy";

    private static final String INJECT = "sidecar.istio.io/inject";

    /** As the objects of a release have it; without Istio, of no namespace. */
    static Sidecar of(Collection<Map<String, Object>> objects) {
        Set<String> namespaces = new TreeSet<>();
        Map<String, Quantity> requests = new TreeMap<>();
        for (Map<String, Object> object : objects) {
            if (KubernetesObjects.text(object, "metadata", "labels", "istio-injection")
                    .equals("enabled")) {
                namespaces.add(KubernetesObjects.name(object));
            }
            if (KubernetesObjects.name(object).equals("istio-sidecar-injector")
                    && "ConfigMap".equals(object.get("kind"))) {
                Object values = new Load(LoadSettings.builder().build())
                        .loadFromString(KubernetesObjects.text(object, "data", "values"));
                requests.putAll(
                        Workloads.amounts(KubernetesObjects.map(values, "global", "proxy", "resources", "requests")));
            }
        }
        return new Sidecar(namespaces, requests);
    }

    /** Whether a workload's pods get it. */
    boolean joins(Map<String, Object> workload) {
        return namespaces.contains(KubernetesObjects.namespace(workload))
                && !KubernetesObjects.text(workload, "spec", "template", "metadata", "labels", INJECT)
                        .equals("false")
                && !KubernetesObjects.text(workload, "spec", "template", "metadata", "annotations", INJECT)
                        .equals("false");
    }
}
