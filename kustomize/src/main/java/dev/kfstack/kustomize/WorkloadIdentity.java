package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.names.ResourceNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says on each Kubernetes service account which Google service account it acts as. */
final class WorkloadIdentity {

    /** What the profile controller makes in a team's namespace; the Profile's plugin annotates it. */
    private static final String MADE_BY_PROFILE = "default-editor";

    private WorkloadIdentity() {}

    /** The file below the environment's folder; none when no account is named. */
    static Map<String, Map<String, ?>> of(Environment environment) {
        ResourceNames names = new ResourceNames(environment);
        List<Map<String, String>> patches = new ArrayList<>();
        environment.serviceAccounts().forEach((account, spec) -> spec.kubernetes().stream()
                .filter(kubernetes -> !isMadeByProfile(environment, kubernetes))
                .forEach(kubernetes -> patches.add(Map.of("patch", patch(kubernetes, names.email(account))))));
        return patches.isEmpty()
                ? Map.of()
                : Map.of("workload-identity/kustomization.yaml", Kustomization.component(Map.of("patches", patches)));
    }

    static boolean isMadeByProfile(Environment environment, NamespacedName account) {
        return environment.teams().containsKey(account.namespace())
                && account.name().equals(MADE_BY_PROFILE);
    }

    private static String patch(NamespacedName account, String email) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", account.name());
        metadata.put("namespace", account.namespace());
        metadata.put("annotations", Map.of("iam.gke.io/gcp-service-account", email));
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("apiVersion", "v1");
        patch.put("kind", "ServiceAccount");
        patch.put("metadata", metadata);
        return OverlayYaml.fragment(patch);
    }
}
