package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A PodDefault in a team's namespace by which pods, notebooks among them, tell the Pipelines API who they are: a token of
 * their service account for that API alone, where the SDK looks for it.
 *
 * @see <a href="https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/connect-api/">the SDK</a>
 */
final class PipelinesToken {

    private static final String NAME = "access-ml-pipeline";
    private static final String VOLUME = "pipelines-token";
    private static final String FOLDER = "/var/run/secrets/kubeflow/pipelines";
    private static final int SECONDS = 7200;

    private PipelinesToken() {}

    /** The object of one team; none without Pipelines, or without notebooks, which bring the kind. */
    static List<Map<String, ?>> of(Environment environment, String team) {
        List<App> apps = environment.kubeflow().components();
        return apps.contains(App.PIPELINES) && apps.contains(App.NOTEBOOKS) ? List.of(podDefault(team)) : List.of();
    }

    private static Map<String, ?> podDefault(String team) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("name", VOLUME);
        mount.put("mountPath", FOLDER);
        mount.put("readOnly", true);
        Map<String, String> variable = new LinkedHashMap<>();
        variable.put("name", "KF_PIPELINES_SA_TOKEN_PATH");
        variable.put("value", FOLDER + "/token");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("desc", "Allow access to Kubeflow Pipelines");
        spec.put("selector", Map.of("matchLabels", Map.of(NAME, "true")));
        spec.put("env", List.of(variable));
        spec.put("volumeMounts", List.of(mount));
        spec.put("volumes", List.of(volume()));
        Map<String, Object> object = ObjectKey.of("kubeflow.org/v1alpha1 PodDefault " + team + "/" + NAME)
                .head();
        object.put("spec", spec);
        return object;
    }

    private static Map<String, ?> volume() {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("path", "token");
        token.put("expirationSeconds", SECONDS);
        token.put("audience", "pipelines.kubeflow.org");
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("name", VOLUME);
        volume.put("projected", Map.of("sources", List.of(Map.of("serviceAccountToken", token))));
        return volume;
    }
}
