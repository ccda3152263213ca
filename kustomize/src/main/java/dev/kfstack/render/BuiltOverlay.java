package dev.kfstack.render;

import dev.kfstack.environment.Environment;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.upstream.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One environment's overlay and what it builds to.
 *
 * @param objects of the overlay itself, by {@code apiVersion Kind namespace/name}
 * @param access of the second build, which waits for the teams' namespaces
 * @param upstream keys of all objects that upstream has for the environment's components, deleted ones included
 * @param selectors of the components, which kustomize skips when they match nothing
 * @param before what {@code objects} were; empty when that is not known
 */
public record BuiltOverlay(
        Environment environment,
        Map<String, Map<String, Object>> objects,
        Map<String, Map<String, Object>> access,
        Set<String> upstream,
        List<Selector> selectors,
        Optional<KubernetesObjects> before) {

    /** Objects of one kind, of whatever API version. */
    List<Map.Entry<String, Map<String, Object>>> ofKind(String kind) {
        return objects.entrySet().stream()
                .filter(object -> kind.equals(object.getValue().get("kind")))
                .toList();
    }
}
