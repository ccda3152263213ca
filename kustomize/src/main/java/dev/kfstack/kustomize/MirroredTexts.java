package dev.kfstack.kustomize;

import dev.kfstack.environment.Environment;
import dev.kfstack.release.Release;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of ConfigMaps that name images, with the mirror's names: what apps start by themselves, as Katib its
 * suggestions and Istio its sidecars.
 */
final class MirroredTexts {

    private static final String FOLDER = "mirrored-texts/";

    private MirroredTexts() {}

    /** Files below the environment's folder, one a ConfigMap; none without a mirror. */
    static Map<String, Map<String, ?>> of(Environment environment, Inventory inventory) {
        Map<String, Map<String, ?>> files = new LinkedHashMap<>();
        environment.kubeflow().images().mirror().ifPresent(mirror -> {
            Map<String, Map<String, ?>> patches = new LinkedHashMap<>();
            inventory.texts().forEach((object, texts) -> {
                ObjectKey key = ObjectKey.of(object);
                if (!object.equals(Spawner.CONFIG_MAP)) {
                    patches.put(key.namespace() + "-" + key.name() + ".yaml", patch(key, texts, mirror));
                }
            });
            if (!patches.isEmpty()) {
                List<Map<String, String>> paths = new ArrayList<>();
                patches.keySet().forEach(path -> paths.add(Map.of("path", path)));
                files.put(FOLDER + "kustomization.yaml", Kustomization.component(Map.of("patches", paths)));
                patches.forEach((path, patch) -> files.put(FOLDER + path, patch));
            }
        });
        return files;
    }

    private static Map<String, ?> patch(ObjectKey configMap, Map<String, Release.Text> texts, String mirror) {
        Map<String, Object> data = new LinkedHashMap<>();
        texts.forEach((key, text) -> data.put(key, mirrored(text, mirror)));
        Map<String, Object> patch = configMap.head();
        patch.put("data", data);
        return patch;
    }

    private static String mirrored(Release.Text text, String mirror) {
        // the longest first: a reference without a tag is also how one with a tag begins
        String names = String.join(
                "|",
                text.images().stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .toList());
        Pattern whole = Pattern.compile("(?<![A-Za-z0-9._:/@-])(" + names + ")(?![A-Za-z0-9._:/@-])");
        return whole.matcher(String.join("\n", text.lines())).replaceAll(found -> {
            Image image = Image.of(found.group());
            return Matcher.quoteReplacement(image.nameIn(mirror) + image.suffix());
        });
    }
}
