package dev.kfstack.release;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Quantity;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.Default;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Keys;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A release and the hand-written components for it. Objects are written {@code apiVersion Kind namespace/name}.
 *
 * @param commit of the repository, that {@code version} is a tag of
 * @param kustomize the version that built what the facts are taken from
 * @param references what upstream builds on beside its own repository, as it writes it, to a commit or a {@code sha256:}
 * @param components by folder below {@code overlays/components/VERSION}
 */
public record Release(
        String generated,
        String version,
        String repository,
        String commit,
        String kustomize,

        @Keys(regex = ".+", words = "what upstream refers to")
        Map<String, String> references,

        @Keys(regex = "[a-z][-a-z0-9/]*", words = "a folder of overlays/components")
        Map<String, Component> components) {

    /**
     * What a component brings and takes.
     *
     * @param bases upstream's folders to their kind
     * @param objects upstream's objects to a digest of each
     * @param own objects that the folder itself defines
     * @param images images to the objects that run them, and to the fields there, as kustomize writes a {@code fieldPath}
     * @param texts texts of ConfigMaps that name images, by object and key
     * @param imageParams keys of the params that name an image, to upstream's image
     * @param webhookPorts {@code namespace/service} to the port of its pods
     * @param params keys of the params that are no image
     * @param workloads Deployments, StatefulSets and DaemonSets, as objects are written
     * @param deletes objects of other components, or of upstream, that the component removes
     * @param unread those of {@code deletes} that are secrets and that nothing reads any more: nobody must supply them
     */
    public record Component(
            @Keys(regex = ".+", words = "a path") Map<String, BaseKind> bases,
            @Keys(regex = ".+", words = "an object") Map<String, String> objects,
            List<String> own,

            @Keys(regex = ".+", words = "an image or an object")
            Map<String, Map<String, List<String>>> images,

            @Keys(regex = ".+", words = "an object or a key of its data")
            Map<String, Map<String, Text>> texts,

            @Keys(regex = "[a-zA-Z]+", words = "a key of kfstack-params")
            Map<String, String> imageParams,

            @Keys(regex = ".+", words = "namespace/service") Map<String, Integer> webhookPorts,
            List<String> params,
            @Keys(regex = ".+", words = "an object") Map<String, Workload> workloads,
            List<String> deletes,
            List<String> unread) {}

    /**
     * A text as upstream has it.
     *
     * @param images what it names, word by word
     */
    public record Text(
            List<String> images,
            @Form(regex = ".*", words = "a line") List<String> lines) {}

    /**
     * What runs.
     *
     * @param containers their names, the main one first
     * @param selector labels of its pods, and of no others
     * @param replicas how many pods: the fewest where it scales by load, those of one node for a DaemonSet
     * @param requests cpu and memory that containers ask for, by name: the mesh's sidecar too, which is added to pods
     */
    public record Workload(
            List<String> containers,

            @Keys(regex = ".+", words = "a label") Map<String, String> selector,

            @Default("1") int replicas,
            Map<String, Map<String, Quantity>> requests) {

        /**
         * Whether pods of this object run once on each node.
         *
         * @param key the object's
         */
        public static boolean isOnEveryNode(String key) {
            return key.startsWith("apps/v1 DaemonSet ");
        }
    }

    /** Kinds of a folder that kustomize builds from. */
    public enum BaseKind {
        Kustomization,
        Component
    }

    /** Ports of the pods that serve the webhooks of an environment's components: what the API server must reach. */
    public SortedSet<Integer> webhookPorts(Environment environment) {
        return new TreeSet<>(webhooks(environment).values());
    }

    /** The same with whom each port belongs to, as {@code namespace/service}. */
    public SortedMap<String, Integer> webhooks(Environment environment) {
        SortedMap<String, Integer> webhooks = new TreeMap<>();
        ComponentFolders.of(environment, this).stream()
                .map(folder -> components.get(folder.folder()))
                .filter(Objects::nonNull)
                .forEach(component -> webhooks.putAll(component.webhookPorts()));
        return webhooks;
    }

    /**
     * Reads {@code upstream/VERSION.lock.json}; empty when there is none, or after a problem was reported.
     *
     * @param overlays the folder that holds {@code upstream} and {@code components}
     */
    public static Optional<Release> read(Path overlays, String version, Problems problems) {
        Path file = overlays.resolve("upstream").resolve(version + ".lock.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(Release.class, root, problems).value());
    }
}
