package dev.kfstack.kustomize;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.release.Release;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code overlays/upstream/VERSION/<path>}: one line each that says where a base comes from, the one place to switch
 * between the repository, a mirror of it, and a copy in one's own repository.
 */
public final class UpstreamFolders {

    private static final String SOURCE = "kubeflow.upstream in environments/base.yaml";

    private UpstreamFolders() {}

    /** Paths below {@code upstream} to texts. */
    public static Map<String, String> files(
            String version, Kubeflow.Upstream upstream, Map<String, Release.BaseKind> bases) {
        Map<String, String> files = new TreeMap<>();
        bases.forEach((path, kind) -> {
            String from = upstream.vendored()
                    ? vendored(version, path)
                    : upstream.repository() + "//" + path + "?ref=" + version;
            Map<String, ?> document = kind == Release.BaseKind.Component
                    ? Kustomization.component(Map.of("components", List.of(from)))
                    : Kustomization.plain(List.of(from));
            files.put(version + "/" + path + "/kustomization.yaml", OverlayYaml.document(SOURCE, document));
        });
        return files;
    }

    /** The copy lies in {@code overlays/vendor/VERSION}. */
    private static String vendored(String version, String path) {
        int depth = path.split("/").length + 2;
        return "../".repeat(depth) + "vendor/" + version + "/" + path;
    }
}
