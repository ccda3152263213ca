package dev.kfstack.upstream;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Images that stand in the texts of ConfigMaps: what apps start by themselves. */
public final class TextImages {

    /** With a path or a tag; a bare word such as {@code proxyv2} is a part of a name. */
    private static final Pattern REFERENCE =
            Pattern.compile("[a-z0-9][a-z0-9._:-]*(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?"
                    + "|[a-z0-9][a-z0-9._-]*:[A-Za-z0-9._-]+");

    /** For people to read: examples of Knative and KServe, and what Istio was installed with. */
    private static final Set<String> UNREAD = Set.of("_example", "merged-values", "original-values");

    private TextImages() {}

    /**
     * What a text names under keys that end with {@code image}, and under {@code hub}, which Istio puts before its images;
     * nothing of a template, or of what is neither JSON nor YAML.
     *
     * @param key of the text in its ConfigMap, which counts like a key inside of the text
     */
    public static SortedSet<String> of(String key, String text) {
        SortedSet<String> images = new TreeSet<>();
        if (UNREAD.contains(key) || text.contains("{{")) {
            return images;
        }
        try {
            new Load(LoadSettings.builder().build())
                    .loadAllFromString(text)
                    .forEach(document -> collect(key, document, images));
        } catch (YamlEngineException e) {
            return new TreeSet<>();
        }
        return images;
    }

    private static void collect(String key, @Nullable Object value, Set<String> images) {
        if (value instanceof String text) {
            if (namesImage(key) && isImage(text)) {
                images.add(text);
            }
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> collect(key, item, images));
        } else {
            KubernetesObjects.map(value).forEach((inner, found) -> collect(String.valueOf(inner), found, images));
        }
    }

    private static boolean namesImage(String key) {
        return key.equals("hub") || key.toLowerCase(Locale.ROOT).endsWith("image");
    }

    /** Whether a text is a reference to an image. */
    static boolean isImage(String text) {
        return REFERENCE.matcher(text).matches();
    }
}
