package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Facts;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.release.ComponentFolder;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of {@code overlays/<environment>}. */
final class EnvironmentOverlay {

    private static final String PARAMS = "params.yaml";

    private final EnvironmentFile file;
    private final String components;
    private final Spawner spawner;
    private final Facts facts;
    private final List<ComponentFolder> folders;
    private final Inventory inventory;

    /** @param components the path from the environment's folder to the hand-written components, with slashes */
    EnvironmentOverlay(EnvironmentFile file, Release release, String components, Spawner spawner, Facts facts) {
        this.file = file;
        this.spawner = spawner;
        this.facts = facts;
        this.components = components;
        this.folders = ComponentFolders.of(file.environment(), release);
        this.inventory = new Inventory(release, folders);
    }

    /** Paths below the environment's folder to texts. */
    Map<String, String> files() {
        Environment environment = file.environment();
        Map<String, Map<String, ?>> documents = new LinkedHashMap<>();
        documents.put("kustomization.yaml", kustomization(environment));
        documents.put(PARAMS, params(environment));
        documents.putAll(Profiles.of(environment));
        patches(environment).values().forEach(documents::putAll);
        documents.putAll(Access.of(environment));
        if (environment.argocd().isPresent()) {
            documents.putAll(SyncWaves.of(inventory));
            documents.putAll(ArgoCdApplications.of(environment));
        }
        Map<String, String> texts = new TreeMap<>();
        String source = "environments/" + file.name() + ".yaml";
        documents.forEach((path, document) -> texts.put(path, OverlayYaml.document(source, document)));
        return texts;
    }

    private Map<String, ?> kustomization(Environment environment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        // in the order of the components: the difference between two environments stays local
        fields.put("sortOptions", Map.of("order", "fifo"));
        fields.put("resources", environment.teams().isEmpty() ? List.of(PARAMS) : List.of(PARAMS, "profiles"));
        List<String> listed = new ArrayList<>();
        folders.forEach(
                folder -> listed.add(components + "/" + environment.kubeflow().version() + "/" + folder.folder()));
        patches(environment).forEach((folder, files) -> {
            if (!files.isEmpty()) {
                listed.add(folder);
            }
        });
        if (environment.argocd().isPresent()) {
            listed.add("sync-waves");
        }
        fields.put("components", listed);
        return Kustomization.kustomization(fields);
    }

    /** Folders whose files patch what the components bring, so that they come after them. */
    private Map<String, Map<String, Map<String, ?>>> patches(Environment environment) {
        Map<String, Map<String, Map<String, ?>>> folders = new LinkedHashMap<>();
        folders.put("workload-identity", WorkloadIdentity.of(environment));
        folders.put("login", DexConfiguration.of(environment));
        folders.put("notebooks", spawner.of(environment));
        folders.put("mirrored-images", MirroredImages.of(environment, inventory));
        folders.put("mirrored-texts", MirroredTexts.of(environment, inventory));
        folders.put("backup", VeleroSchedules.of(environment));
        folders.put("resources", WorkloadResources.of(environment, inventory));
        return folders;
    }

    private Map<String, ?> params(Environment environment) {
        return LocalConfigMap.of("kfstack-params", Params.of(environment, facts, inventory));
    }
}
