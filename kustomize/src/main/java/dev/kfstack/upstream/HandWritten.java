package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The hand-written components of one release: a component is a folder of kind Component that no other folder includes, with
 * all that it includes.
 */
final class HandWritten {

    private final Path root;
    private final Path upstream;
    private final SortedMap<String, List<KustomizationFile>> components = new TreeMap<>();

    private HandWritten(Path root) {
        this.root = root.toAbsolutePath().normalize();
        Path overlays = this.root.resolve("../..").normalize();
        this.upstream = overlays.resolve("upstream").resolve(root.getFileName().toString());
    }

    /** @param root {@code overlays/components/VERSION} */
    static HandWritten read(Path root, Problems problems) throws IOException {
        HandWritten read = new HandWritten(root);
        List<KustomizationFile> files = new ArrayList<>();
        Set<Path> included = new HashSet<>();
        try (Stream<Path> folders = Files.walk(read.root)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                Optional<KustomizationFile> file = KustomizationFile.in(folder);
                if (file.isPresent()) {
                    files.add(file.get());
                    file.get()
                            .bases()
                            .forEach(entry -> included.add(folder.resolve(entry).normalize()));
                }
            }
        }
        for (KustomizationFile file : files) {
            if (file.isComponent() && !included.contains(file.folder())) {
                read.add(file);
            }
        }
        if (read.components.isEmpty()) {
            problems.error(new Place(root.toString(), 1, 1), "", "holds no component", UpstreamPull.RULE);
        }
        return read;
    }

    private void add(KustomizationFile component) throws IOException {
        Set<KustomizationFile> parts = new LinkedHashSet<>(List.of(component));
        List<KustomizationFile> next = List.of(component);
        while (!next.isEmpty()) {
            List<KustomizationFile> more = new ArrayList<>();
            for (KustomizationFile file : next) {
                for (String entry : file.bases()) {
                    Path folder = file.folder().resolve(entry).normalize();
                    Optional<KustomizationFile> part =
                            folder.startsWith(root) ? KustomizationFile.in(folder) : Optional.empty();
                    part.filter(parts::add).ifPresent(more::add);
                }
            }
            next = more;
        }
        components.put(root.relativize(component.folder()).toString().replace('\\', '/'), List.copyOf(parts));
    }

    /** Folders below {@link #root} to their own kustomization and those that they include. */
    SortedMap<String, List<KustomizationFile>> components() {
        return Collections.unmodifiableSortedMap(components);
    }

    /** Upstream's folders that the components build on. */
    SortedSet<String> bases() {
        SortedSet<String> bases = new TreeSet<>();
        components.values().forEach(parts -> parts.forEach(part -> bases.addAll(bases(part))));
        return bases;
    }

    /** Those of one kustomization. */
    SortedSet<String> bases(KustomizationFile file) {
        SortedSet<String> bases = new TreeSet<>();
        for (String entry : file.bases()) {
            Path folder = file.folder().resolve(entry).normalize();
            if (folder.startsWith(upstream)) {
                bases.add(upstream.relativize(folder).toString().replace('\\', '/'));
            }
        }
        return bases;
    }

    /** The objects in the files of one kustomization. */
    static KubernetesObjects own(KustomizationFile file) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (String entry : file.resources()) {
            Path resource = file.folder().resolve(entry);
            if (Files.isRegularFile(resource)) {
                yaml.append("---\n").append(Files.readString(resource)).append('\n');
            }
        }
        return new KubernetesObjects(yaml.toString());
    }

    /** Patches of one kustomization that name their object themselves, as maps. */
    static List<Map<String, Object>> patches(KustomizationFile file) throws IOException {
        List<Map<String, Object>> patches = new ArrayList<>();
        for (Object entry : KubernetesObjects.list(file.fields().get("patches"))) {
            Map<String, Object> fields = KubernetesObjects.map(entry);
            if (!fields.containsKey("target")) {
                Object path = fields.get("path");
                String text = path == null
                        ? String.valueOf(fields.get("patch"))
                        : Files.readString(file.folder().resolve(path.toString()));
                patches.addAll(new KubernetesObjects(text).all().values());
            }
        }
        return patches;
    }
}
