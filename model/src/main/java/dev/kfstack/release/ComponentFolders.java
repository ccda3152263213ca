package dev.kfstack.release;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.schema.YamlName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which components make up an environment, in the order in which kustomize must see them: a patch follows its object. */
public final class ComponentFolders {

    private ComponentFolders() {}

    /**
     * The folders of one environment, patches behind what they patch.
     *
     * @param release of the environment: what its devices need is listed if the release has it
     */
    public static List<ComponentFolder> of(Environment environment, Release release) {
        Kubeflow kubeflow = environment.kubeflow();
        List<ComponentFolder> folders = new ArrayList<>();
        folders.add(new ComponentFolder("platform", ConfigPath.of("kubeflow")));
        kubeflow.images()
                .mirror()
                .ifPresent(mirror -> folders.add(new ComponentFolder(
                        "platform/mirrored-images", ConfigPath.of("kubeflow", "images", "mirror"))));
        environment
                .encryption()
                .ifPresent(keys -> folders.add(new ComponentFolder("encrypted-volumes", ConfigPath.of("encryption"))));
        boolean database = environment.database().isPresent();
        if (database && kubeflow.components().stream().anyMatch(App::keepsDataInDatabase)) {
            folders.add(new ComponentFolder("cloudsql-proxy", ConfigPath.of("database")));
        }
        for (int i = 0; i < kubeflow.components().size(); i++) {
            App app = kubeflow.components().get(i);
            ConfigPath because = ConfigPath.of("kubeflow", "components").item(i);
            folders.add(new ComponentFolder(YamlName.of(app), because));
            if (database && app.keepsDataInDatabase()) {
                folders.add(new ComponentFolder(YamlName.of(app) + "/cloudsql", ConfigPath.of("database")));
            }
            if (kubeflow.images().mirror().isPresent() && app == App.PIPELINES) {
                folders.add(new ComponentFolder(
                        YamlName.of(app) + "/mirrored-images", ConfigPath.of("kubeflow", "images", "mirror")));
            }
            if (app == App.PIPELINES) {
                folders.addAll(artifactStore(kubeflow));
            }
        }
        environment
                .backup()
                .velero()
                .ifPresent(velero -> folders.add(new ComponentFolder("velero", ConfigPath.of("backup", "velero"))));
        folders.addAll(login(environment));
        devices(environment).stream()
                .filter(folder -> release.components().containsKey(folder.folder()))
                .forEach(folders::add);
        return List.copyOf(folders);
    }

    private static List<ComponentFolder> artifactStore(Kubeflow kubeflow) {
        String store = "artifact-store/" + YamlName.of(kubeflow.artifactStore());
        List<ComponentFolder> folders = new ArrayList<>();
        folders.add(new ComponentFolder(store, ConfigPath.of("kubeflow", "artifactStore")));
        if (kubeflow.artifactStore() == Kubeflow.ArtifactStore.GCS
                && kubeflow.images().mirror().isPresent()) {
            folders.add(new ComponentFolder(store + "/mirrored-images", ConfigPath.of("kubeflow", "images", "mirror")));
        }
        return folders;
    }

    /** Behind the apps: it changes where their way out leads. */
    private static List<ComponentFolder> login(Environment environment) {
        String login = "login/" + YamlName.of(environment.kubeflow().login());
        List<ComponentFolder> folders = new ArrayList<>();
        folders.add(new ComponentFolder(login, ConfigPath.of("kubeflow", "login")));
        int dashboard = environment.kubeflow().components().indexOf(App.DASHBOARD);
        if (dashboard >= 0) {
            ConfigPath because = ConfigPath.of("kubeflow", "components").item(dashboard);
            folders.add(new ComponentFolder(login + "/dashboard", because));
        }
        environment
                .gateway()
                .securityPolicy()
                .ifPresent(policy -> folders.add(
                        new ComponentFolder("login/cloud-armor", ConfigPath.of("gateway", "securityPolicy"))));
        return folders;
    }

    /** Runtimes for what the node pools are made of. */
    private static List<ComponentFolder> devices(Environment environment) {
        Map<String, ConfigPath> devices = new TreeMap<>();
        environment
                .nodePools()
                .forEach((name, pool) -> devices.putIfAbsent(pool.device(), ConfigPath.of("nodePools", name)));
        List<App> apps = environment.kubeflow().components();
        List<ComponentFolder> folders = new ArrayList<>();
        devices.forEach((device, because) -> {
            if (apps.contains(App.TRAINER)) {
                folders.add(new ComponentFolder("devices/" + device + "/training", because));
            }
            if (apps.contains(App.KSERVE)) {
                folders.add(new ComponentFolder("devices/" + device + "/serving", because));
            }
        });
        return folders;
    }
}
