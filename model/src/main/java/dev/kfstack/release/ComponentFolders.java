package dev.kfstack.release;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.List;

/** Which components make up an environment, in the order in which kustomize must see them: a patch follows its object. */
public final class ComponentFolders {

    private ComponentFolders() {}

    /** The folders of one environment, patches behind what they patch. */
    public static List<ComponentFolder> of(Environment environment) {
        Kubeflow kubeflow = environment.kubeflow();
        List<ComponentFolder> folders = new ArrayList<>();
        folders.add(new ComponentFolder("platform", ConfigPath.of("kubeflow")));
        kubeflow.images()
                .mirror()
                .ifPresent(mirror -> folders.add(new ComponentFolder(
                        "platform/mirrored-images", ConfigPath.of("kubeflow", "images", "mirror"))));
        if (kubeflow.components().contains(App.PIPELINES)
                && environment.database().isPresent()) {
            folders.add(new ComponentFolder("cloudsql-proxy", ConfigPath.of("database")));
        }
        for (int i = 0; i < kubeflow.components().size(); i++) {
            App app = kubeflow.components().get(i);
            ConfigPath because = ConfigPath.of("kubeflow", "components").item(i);
            folders.add(new ComponentFolder(YamlName.of(app), because));
            if (app == App.PIPELINES) {
                folders.addAll(pipelines(environment));
            }
        }
        environment
                .backup()
                .velero()
                .ifPresent(velero -> folders.add(new ComponentFolder("velero", ConfigPath.of("backup", "velero"))));
        return List.copyOf(folders);
    }

    private static List<ComponentFolder> pipelines(Environment environment) {
        List<ComponentFolder> folders = new ArrayList<>();
        environment
                .database()
                .ifPresent(
                        database -> folders.add(new ComponentFolder("pipelines/cloudsql", ConfigPath.of("database"))));
        environment
                .kubeflow()
                .images()
                .mirror()
                .ifPresent(mirror -> folders.add(new ComponentFolder(
                        "pipelines/mirrored-images", ConfigPath.of("kubeflow", "images", "mirror"))));
        String store = YamlName.of(environment.kubeflow().artifactStore());
        folders.add(new ComponentFolder("artifact-store/" + store, ConfigPath.of("kubeflow", "artifactStore")));
        return folders;
    }
}
