package dev.kfstack.upstream;

import dev.kfstack.environment.Kubeflow;
import dev.kfstack.kustomize.Kubectl;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.kustomize.Render;
import dev.kfstack.kustomize.UpstreamFolders;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Path work = Files.createTempDirectory("kfstack-facts-");
        try {
            prepare(work);
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
                    Kubectl.kustomizeVersion(work),
                    references,
                    components);
        } finally {
            Folder.delete(work);
        }
    }

    /** Components and the folders that they refer to, as they lie in an overlays folder. */
    private void prepare(Path work) throws IOException {
        Path from = overlays.resolve("components").resolve(version);
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = work.resolve("components")
                        .resolve(version)
                        .resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        Map<String, Release.BaseKind> bases = new TreeMap<>();
        for (String base : handWritten.bases()) {
            bases.put(base, kind(base));
        }
        Kubeflow.Upstream vendored = new Kubeflow.Upstream("", true);
        for (Map.Entry<String, String> file :
                UpstreamFolders.files(version, vendored, bases).entrySet()) {
            Path target = work.resolve("upstream").resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(""));
            Files.writeString(target, file.getValue());
        }
        Files.createDirectories(work.resolve("vendor"));
        Files.createSymbolicLink(work.resolve("vendor").resolve(version), copy.toRealPath());
    }

    private Release.BaseKind kind(String base) throws IOException {
        boolean component = KustomizationFile.in(copy.resolve(base))
                .map(KustomizationFile::isComponent)
                .orElse(false);
        return component ? Release.BaseKind.Component : Release.BaseKind.Kustomization;
    }

    /** What the component's folders bring: its resources, without its patches, params and images. */
    private KubernetesObjects build(Path work, String component, List<KustomizationFile> parts) throws IOException {
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
        Path probe = work.resolve("probe");
        Files.createDirectories(probe);
        StringBuilder text = new StringBuilder("kind: Kustomization\nresources:\n");
        resources.forEach(resource -> text.append("- ").append(resource).append('\n'));
        Files.writeString(probe.resolve("kustomization.yaml"), text);
        Render.Result result = resources.isEmpty() ? new Render.Result(0, "", "") : Kubectl.kustomize(work, "probe");
        if (result.exitCode() != 0) {
            problems.error(
                    new Place(
                            overlays.resolve("components")
                                    .resolve(version)
                                    .resolve(component)
                                    .toString(),
                            1,
                            1),
                    "",
                    "what it takes from upstream does not build: "
                            + result.messages().strip().replace("\n", "; "),
                    UpstreamPull.RULE);
        }
        return new KubernetesObjects(result.objects() + "\n" + fromFiles);
    }

    private static String text(KubernetesObjects objects) {
        StringBuilder text = new StringBuilder();
        // JSON is YAML
        objects.all().values().forEach(object -> text.append("---\n")
                .append(new String(FactsJson.canonical(object), java.nio.charset.StandardCharsets.UTF_8))
                .append('\n'));
        return text.toString();
    }

    private Release.Component facts(
            List<KustomizationFile> parts, String component, Map<String, KubernetesObjects> built, Sidecar sidecar)
            throws IOException {
        Map<String, Release.BaseKind> bases = new TreeMap<>();
        Map<String, Map<String, Object>> all = new TreeMap<>();
        TreeMap<String, String> digests = new TreeMap<>();
        TreeSet<String> deletes = new TreeSet<>();
        TreeSet<String> unread = new TreeSet<>();
        TreeSet<String> own = new TreeSet<>();
        TreeSet<String> params = new TreeSet<>();
        TreeMap<String, String> imageParams = new TreeMap<>();
        for (KustomizationFile part : parts) {
            for (String base : handWritten.bases(part)) {
                bases.put(base, kind(base));
            }
            KubernetesObjects files = HandWritten.own(part);
            own.addAll(files.all().keySet());
            all.putAll(files.all());
            for (Map<String, Object> patch : HandWritten.patches(part)) {
                if ("delete".equals(patch.get("$patch"))) {
                    deletes.add(KubernetesObjects.key(patch));
                    if (KubernetesObjects.map(patch, "metadata", "annotations").containsKey(UNREAD)) {
                        unread.add(KubernetesObjects.key(patch));
                    }
                }
            }
            Replacement.of(part).stream()
                    .filter(replacement -> replacement.param().isPresent())
                    .forEach(replacement -> {
                        String param = replacement.param().orElseThrow();
                        if (param.endsWith("Image")) {
                            imageParams.put(param, image(replacement, component, built));
                        } else {
                            params.add(param);
                        }
                    });
        }
        built.getOrDefault(component, new KubernetesObjects("")).all().forEach((key, object) -> {
            all.put(key, object);
            if (!own.contains(key)) {
                digests.put(key, Checksum.of(FactsJson.canonical(object)).substring("sha256:".length(), 23));
            }
        });
        return new Release.Component(
                bases,
                digests,
                List.copyOf(own),
                Workloads.images(all),
                Workloads.texts(all),
                imageParams,
                Workloads.webhookPorts(all),
                List.copyOf(params),
                Workloads.workloads(all, sidecar),
                List.copyOf(deletes),
                List.copyOf(unread));
    }

    /** What upstream has in the field that an image param replaces. */
    private String image(Replacement replacement, String component, Map<String, KubernetesObjects> built) {
        Map<String, Map<String, Object>> everything = new LinkedHashMap<>();
        built.values().forEach(objects -> everything.putAll(objects.all()));
        Optional<String> image = replacement.valueIn(everything.values());
        if (image.isEmpty()) {
            problems.error(
                    new Place(
                            overlays.resolve("components")
                                    .resolve(version)
                                    .resolve(component)
                                    .toString(),
                            1,
                            1),
                    "",
                    "upstream has no image where the param "
                            + replacement.param().orElseThrow() + " goes",
                    UpstreamPull.RULE);
        }
        return image.orElse("");
    }
}
