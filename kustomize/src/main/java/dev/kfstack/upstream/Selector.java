package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.ObjectKey;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.ComponentFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A {@code target} of a patch or a {@code select} of a replacement in a hand-written component.
 *
 * @param file below the release's folder of components
 * @param fields group, version, kind, name and namespace, whole or as regular expressions; what is left out matches all
 */
public record Selector(String file, Map<String, String> fields) {

    private static final List<String> NAMES = List.of("group", "version", "kind", "name", "namespace");

    /**
     * Those of an environment's components.
     *
     * @param components {@code overlays/components/VERSION}
     */
    public static List<Selector> of(Path components, List<ComponentFolder> folders) throws IOException {
        Map<String, List<KustomizationFile>> read =
                HandWritten.read(components, new Problems()).components();
        Path root = components.toAbsolutePath().normalize();
        List<Selector> selectors = new ArrayList<>();
        for (ComponentFolder folder : folders) {
            for (KustomizationFile part : read.getOrDefault(folder.folder(), List.of())) {
                String file = root.relativize(part.path()).toString().replace('\\', '/');
                for (Object patch : KubernetesObjects.list(part.fields(), "patches")) {
                    add(file, KubernetesObjects.map(patch, "target"), selectors);
                }
                for (Object replacement : KubernetesObjects.list(part.fields(), "replacements")) {
                    for (Object target : KubernetesObjects.list(replacement, "targets")) {
                        add(file, KubernetesObjects.map(target, "select"), selectors);
                    }
                }
            }
        }
        return selectors;
    }

    private static void add(String file, Map<String, Object> written, List<Selector> selectors) {
        Map<String, String> fields = new TreeMap<>();
        written.forEach((key, value) -> {
            if (NAMES.contains(key)) {
                fields.put(key, String.valueOf(value));
            }
        });
        if (!fields.isEmpty()) {
            selectors.add(new Selector(file, fields));
        }
    }

    /** Whether it selects the object of this key, {@code apiVersion Kind namespace/name}. */
    public boolean matches(String key) {
        ObjectKey object = ObjectKey.of(key);
        return fits("group", object.group())
                && fits("version", object.version())
                && fits("kind", object.kind())
                && fits("namespace", object.namespace())
                && fits("name", object.name());
    }

    private boolean fits(String field, String value) {
        String wanted = fields.get(field);
        return wanted == null || value.equals(wanted) || Pattern.matches(wanted, value);
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
