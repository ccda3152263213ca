package dev.kfstack.upstream;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.kustomize.BuildFolder;
import dev.kfstack.kustomize.Kubectl;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.Render;
import dev.kfstack.kustomize.UpstreamFolders;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the facts of a release: builds what each component takes from upstream, without the component's own changes. */
final class ReleaseFacts {

    /** On a deletion: nothing reads the secret any more. */
    private static final String UNREAD = "kfstack.dev/unread";

    private final Path overlays;
    private final String version;
    private final Path copy;
    private final HandWritten handWritten;
    private final Problems problems;

    /** @param copy complete: nothing in it is fetched while it builds */
    ReleaseFacts(Path overlays, String version, Path copy, HandWritten handWritten, Problems problems) {
        this.overlays = overlays;
        this.version = version;
        this.copy = copy;
        this.handWritten = handWritten;
        this.problems = problems;
    }

    /** All facts; incomplete after a problem was reported. */
    Release release(String repository, String commit, SortedMap<String, String> references) throws IOException {
        try (BuildFolder work = BuildFolder.of(overlays, version, copy)) {
            work.putAll(upstreamFolders());
            Map<String, KubernetesObjects> built = new LinkedHashMap<>();
            for (Map.Entry<String, List<KustomizationFile>> component :
                    handWritten.components().entrySet()) {
                built.put(component.getKey(), build(work, component.getKey(), component.getValue()));
            }
            Sidecar sidecar = Sidecar.of(built.values().stream()
                    .flatMap(objects -> objects.all().values().stream())
                    .toList());
            TreeMap<String, Release.Component> components = new TreeMap<>();
            for (Map.Entry<String, List<KustomizationFile>> component :
                    handWritten.components().entrySet()) {
                components.put(component.getKey(), facts(component.getValue(), component.getKey(), built, sidecar));
            }
            return new Release(
                    "by `kfstack upstream pull`; facts of the pinned release, do not edit",
                    version,
                    repository,
                    commit,
                    Kubectl.kustomizeVersion(),
                    references,
                    components);
        }
    }

    /** What components refer to, as it lies in an overlays folder. */
    private Map<String, String> upstreamFolders() throws IOException {
        Map<String, String> files = new TreeMap<>();
        UpstreamFolders.files(version, new Kubeflow.Upstream("", true), kinds(handWritten.bases()))
                .forEach((path, text) -> files.put("upstream/" + path, text));
        return files;
    }

    private Map<String, Release.BaseKind> kinds(Collection<String> bases) throws IOException {
        Map<String, Release.BaseKind> kinds = new TreeMap<>();
        for (String base : bases) {
            kinds.put(base, kind(base));
        }
        return kinds;
    }

    private Release.BaseKind kind(String base) throws IOException {
        boolean component = KustomizationFile.in(copy.resolve(base))
                .map(KustomizationFile::isComponent)
                .orElse(false);
        return component ? Release.BaseKind.Component : Release.BaseKind.Kustomization;
    }

    /** What the component's folders bring: its resources, without its patches, params and images. */
    private KubernetesObjects build(BuildFolder work, String component, List<KustomizationFile> parts)
            throws IOException {
        List<String> resources = new ArrayList<>();
        StringBuilder fromFiles = new StringBuilder();
        Path original = overlays.toAbsolutePath().normalize();
        for (KustomizationFile part : parts) {
            if (part.isComponent()) {
                for (String entry : part.resources()) {
                    Path resource = part.folder().resolve(entry).normalize();
                    if (!Files.isRegularFile(resource)) {
                        resources.add(
                                "../" + original.relativize(resource).toString().replace('\\', '/'));
                    }
                }
            }
            for (String base : handWritten.bases(part)) {
                Optional<KustomizationFile> upstream = KustomizationFile.in(copy.resolve(base));
                if (upstream.isPresent() && upstream.get().isComponent()) {
                    fromFiles.append(text(HandWritten.own(upstream.get())));
                }
            }
        }
        if (resources.isEmpty()) {
            return new KubernetesObjects(fromFiles.toString());
        }
        StringBuilder text = new StringBuilder("kind: Kustomization\nresources:\n");
        resources.forEach(resource -> text.append("- ").append(resource).append('\n'));
        work.put("probe/kustomization.yaml", text.toString());
        Render.Result result = work.build("probe");
        if (result.exitCode() != 0) {
            problem(
                    component,
                    "what it takes from upstream does not build: "
                            + result.messages().strip().replace("\n", "; "));
        }
        return new KubernetesObjects(result.objects() + "\n" + fromFiles);
    }

    private static String text(KubernetesObjects objects) {
        StringBuilder text = new StringBuilder();
        // JSON is YAML
        objects.all().values().forEach(object -> text.append("---\n")
                .append(new String(FactsJson.canonical(object), StandardCharsets.UTF_8))
                .append('\n'));
        return text.toString();
    }

    private Release.Component facts(
            List<KustomizationFile> parts, String component, Map<String, KubernetesObjects> built, Sidecar sidecar)
            throws IOException {
        TreeSet<String> bases = new TreeSet<>();
        Map<String, Map<String, Object>> own = new TreeMap<>();
        List<Map<String, Object>> deletions = new ArrayList<>();
        List<Replacement> replacements = new ArrayList<>();
        for (KustomizationFile part : parts) {
            bases.addAll(handWritten.bases(part));
            own.putAll(HandWritten.own(part).all());
            HandWritten.patches(part).stream()
                    .filter(patch -> "delete".equals(patch.get("$patch")))
                    .forEach(deletions::add);
            replacements.addAll(Replacement.of(part));
        }
        Map<String, Map<String, Object>> all = new TreeMap<>(own);
        all.putAll(built.getOrDefault(component, new KubernetesObjects("")).all());
        TreeSet<String> params = new TreeSet<>();
        TreeMap<String, String> imageParams = new TreeMap<>();
        for (Replacement replacement : replacements) {
            replacement.param().ifPresent(param -> {
                if (param.endsWith("Image")) {
                    imageParams.put(param, image(replacement, component, built));
                } else {
                    params.add(param);
                }
            });
        }
        return new Release.Component(
                kinds(bases),
                digests(all, own.keySet()),
                List.copyOf(own.keySet()),
                Workloads.images(all),
                Workloads.texts(all),
                imageParams,
                Workloads.webhookPorts(all),
                List.copyOf(params),
                Workloads.workloads(all, sidecar),
                keys(deletions.stream()),
                keys(deletions.stream().filter(patch -> KubernetesObjects.map(patch, "metadata", "annotations")
                        .containsKey(UNREAD))));
    }

    private static Map<String, String> digests(Map<String, Map<String, Object>> all, Set<String> without) {
        TreeMap<String, String> digests = new TreeMap<>();
        all.forEach((key, object) ->
                digests.put(key, Checksum.of(FactsJson.canonical(object)).substring("sha256:".length(), 23)));
        digests.keySet().removeAll(without);
        return digests;
    }

    private static List<String> keys(Stream<Map<String, Object>> objects) {
        return objects.map(KubernetesObjects::key).distinct().sorted().toList();
    }

    /** What upstream has in the field that an image param replaces. */
    private String image(Replacement replacement, String component, Map<String, KubernetesObjects> built) {
        Map<String, Map<String, Object>> everything = new LinkedHashMap<>();
        built.values().forEach(objects -> everything.putAll(objects.all()));
        Optional<String> image = replacement.valueIn(everything.values());
        if (image.isEmpty()) {
            problem(
                    component,
                    "upstream has no image where the param "
                            + replacement.param().orElseThrow() + " goes");
        }
        return image.orElse("");
    }

    private void problem(String component, String message) {
        Path folder = overlays.resolve("components").resolve(version).resolve(component);
        problems.error(new Place(folder.toString(), 1, 1), "", message, UpstreamPull.RULE);
    }
}
