package dev.kfstack.kustomize;

import dev.kfstack.release.ComponentFolder;
import dev.kfstack.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the listed components of a release bring together, known without building anything. */
final class Inventory {

    private final List<Release.Component> components;
    private final Set<String> deleted;

    /** @param folders of {@code release}; unknown ones bring nothing */
    Inventory(Release release, List<ComponentFolder> folders) {
        this.components = folders.stream()
                .filter(folder -> release.components().containsKey(folder.folder()))
                .map(folder -> release.components().get(folder.folder()))
                .toList();
        this.deleted = new TreeSet<>();
        components.forEach(component -> deleted.addAll(component.deletes()));
    }

    /** All objects of the finished overlay but Profiles, as {@code apiVersion Kind namespace/name}. */
    Set<String> objects() {
        Set<String> objects = new TreeSet<>();
        components.forEach(component -> {
            objects.addAll(component.objects().keySet());
            objects.addAll(component.own());
        });
        objects.removeAll(deleted);
        return objects;
    }

    /** Secrets that upstream publishes with passwords in them, and that are taken out: somebody must supply them. */
    Set<String> secretsToSupply() {
        Set<String> secrets = new TreeSet<>();
        deleted.stream()
                .filter(object -> object.startsWith("v1 Secret "))
                .filter(object -> components.stream()
                        .noneMatch(component -> component.unread().contains(object)))
                .forEach(object -> secrets.add(object.substring("v1 Secret ".length())));
        return secrets;
    }

    /** Images that some object runs, with tag or digest, to the objects and to the fields there. */
    Map<String, Map<String, List<String>>> images() {
        Map<String, Map<String, List<String>>> images = new TreeMap<>();
        components.forEach(component -> component.images().forEach((image, users) -> {
            Map<String, List<String>> left = new TreeMap<>(users);
            left.keySet().removeAll(deleted);
            if (!left.isEmpty()) {
                images.computeIfAbsent(image, none -> new TreeMap<>()).putAll(left);
            }
        }));
        return images;
    }

    /** Texts of ConfigMaps that name images, by object and key. */
    Map<String, Map<String, Release.Text>> texts() {
        Map<String, Map<String, Release.Text>> texts = new TreeMap<>();
        components.forEach(component -> texts.putAll(component.texts()));
        texts.keySet().removeAll(deleted);
        return texts;
    }

    /** Params that name an image, to upstream's image. */
    Map<String, String> imageParams() {
        Map<String, String> params = new TreeMap<>();
        components.forEach(component -> params.putAll(component.imageParams()));
        return params;
    }

    /** All other params that the components read. */
    Set<String> params() {
        Set<String> params = new TreeSet<>();
        components.forEach(component -> params.addAll(component.params()));
        return params;
    }

    /** What runs in the finished overlay, as objects are written. */
    Map<String, Release.Workload> workloads() {
        Map<String, Release.Workload> workloads = new TreeMap<>();
        components.forEach(component -> workloads.putAll(component.workloads()));
        workloads.keySet().removeAll(deleted);
        return workloads;
    }

    /** Upstream's folders that the components build on, to their kinds. */
    Map<String, Release.BaseKind> bases() {
        Map<String, Release.BaseKind> bases = new TreeMap<>();
        components.forEach(component -> bases.putAll(component.bases()));
        return bases;
    }
}
