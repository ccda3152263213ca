package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A kustomization.yaml.
 *
 * @param path the file
 * @param fields what it holds
 */
record KustomizationFile(Path path, Map<String, Object> fields) {

    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** The one of a folder; empty when it has none. */
    static Optional<KustomizationFile> in(Path folder) throws IOException {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                return Optional.of(new KustomizationFile(file, KubernetesObjects.map(root)));
            }
        }
        return Optional.empty();
    }

    boolean isComponent() {
        return "Component".equals(fields.get("kind"));
    }

    /** The folder it lies in. */
    Path folder() {
        return path.resolveSibling("").normalize();
    }

    List<String> resources() {
        return strings("resources");
    }

    List<String> components() {
        return strings("components");
    }

    /** All folders and files that it builds on. */
    List<String> bases() {
        List<String> bases = new ArrayList<>(resources());
        bases.addAll(components());
        bases.addAll(strings("bases"));
        return bases;
    }

    private List<String> strings(String field) {
        List<String> strings = new ArrayList<>();
        KubernetesObjects.list(fields.get(field)).forEach(item -> strings.add(item.toString()));
        return strings;
    }
}
