package dev.kfstack.review.overlay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.review.plan.Action;
import dev.kfstack.review.plan.Attribute;
import dev.kfstack.review.plan.AttributeChanges;
import dev.kfstack.review.plan.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * How an environment's overlay builds to something else than before.
 *
 * @param objects those that come, go or change; by kind and name
 * @param notCompared what else there is that could not be compared, and why; empty when all was compared
 */
public record OverlayDifference(String environment, List<ObjectChange> objects, String notCompared) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".yaml";
    private static final String RULE = "overlay-file";

    /** Some definitions of custom resources are larger than a megabyte each. */
    private static final int LARGEST = 64 << 20;

    public OverlayDifference {
        objects = List.copyOf(objects);
    }

    /** Nothing is said of an overlay. */
    public static OverlayDifference none(String environment) {
        return new OverlayDifference(environment, List.of(), "");
    }

    /**
     * Compares what overlays build to, by environment.
     *
     * @param before folder with {@code <environment>.yaml} each, as {@code kfstack overlays --render} prints it
     * @param after the same as it is now; an environment that is in one folder alone comes or goes
     */
    public static List<OverlayDifference> between(Path before, Path after, Redaction redaction, Problems problems) {
        TreeSet<String> environments = new TreeSet<>(environments(before, problems));
        environments.addAll(environments(after, problems));
        return environments.stream()
                .map(environment -> {
                    String file = environment + ENDING;
                    return of(environment, before.resolve(file), after.resolve(file), "", redaction, problems);
                })
                .toList();
    }

    /**
     * Compares the objects of one environment.
     *
     * @param before a file with all of them; or a folder of files, in which what kustomize reads counts as an object too,
     *     under its path; or nothing that exists
     * @param after the same as it is now
     */
    public static OverlayDifference of(
            String environment, Path before, Path after, String notCompared, Redaction redaction, Problems problems) {
        SortedMap<String, JsonNode> old = all(before, problems);
        SortedMap<String, JsonNode> now = all(after, problems);
        TreeSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        List<ObjectChange> changes = keys.stream()
                .flatMap(key -> change(
                        old.getOrDefault(key, MissingNode.getInstance()),
                        now.getOrDefault(key, MissingNode.getInstance()),
                        redaction))
                .toList();
        return new OverlayDifference(environment, changes, notCompared);
    }

    private static List<String> environments(Path folder, Problems problems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .toList();
        } catch (IOException e) {
            problems.error(new Place(folder.toString(), 1, 1), "", "is no folder of overlays that can be read", RULE);
            return List.of();
        }
    }

    private static SortedMap<String, JsonNode> all(Path path, Problems problems) {
        SortedMap<String, JsonNode> objects = new TreeMap<>();
        if (Files.isDirectory(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                files.filter(file -> file.toString().endsWith(ENDING))
                        .sorted()
                        .forEach(file -> read(file, path.relativize(file).toString(), objects, problems));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else if (Files.isRegularFile(path)) {
            read(path, "", objects, problems);
        }
        return objects;
    }

    /** @param otherwise the name of an object that has none; such are left out where it is empty */
    private static void read(Path file, String otherwise, SortedMap<String, JsonNode> objects, Problems problems) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(LARGEST).build();
        try {
            for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
                JsonNode object = JSON.valueToTree(document);
                if (object instanceof ObjectNode map
                        && !otherwise.isEmpty()
                        && name(map).isEmpty()) {
                    map.putObject("metadata").put("name", otherwise);
                }
                if (object.isObject()) {
                    objects.put(object.path("apiVersion").asText() + " " + kind(object) + " " + name(object), object);
                }
            }
        } catch (YamlEngineException e) {
            problems.error(new Place(file.toString(), 1, 1), "", "is not YAML", RULE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    private static String name(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText();
        return (namespace.isEmpty() ? "" : namespace + "/")
                + metadata.path("name").asText();
    }

    private static Stream<ObjectChange> change(JsonNode before, JsonNode after, Redaction redaction) {
        if (before.equals(after)) {
            return Stream.empty();
        }
        JsonNode either = after.isMissingNode() ? before : after;
        Action action = before.isMissingNode() ? Action.CREATE : after.isMissingNode() ? Action.DELETE : Action.UPDATE;
        List<Attribute> attributes = AttributeChanges.between(before, after, mask(either)).stream()
                .map(attribute -> attribute.redacted(redaction))
                .toList();
        String namespace = either.path("metadata").path("namespace").asText();
        return Stream.of(new ObjectChange(kind(either), namespace, redaction.value(name(either)), action, attributes));
    }

    /** What a Secret holds is secret, whoever wrote it. */
    private static JsonNode mask(JsonNode object) {
        ObjectNode mask = JsonNodeFactory.instance.objectNode();
        if (kind(object).equals("Secret")) {
            Map.of("data", true, "stringData", true).forEach(mask::put);
        }
        return mask;
    }
}
