package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.upstream.Selector;
import dev.kfstack.upstream.TextImages;
import dev.kfstack.upstream.Workloads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What a component meant to replace or take out, and did not. */
final class LeftoverChecks {

    private static final Pattern PLACEHOLDER = Pattern.compile("KFSTACK_PARAM|kfstack-params|TfToken");

    /** A reference in a text: a registry's host, a path, and a tag or digest. */
    private static final Pattern IMAGE = Pattern.compile(
            "(?<![A-Za-z0-9./_-])((?:docker|gcr|ghcr|quay)\\.io|registry\\.k8s\\.io|public\\.ecr\\.aws|[a-z0-9-]+-docker\\.pkg\\.dev)"
                    + "(/[A-Za-z0-9._-]+)+(:[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64})");

    /** What upstream's manifests hold for everybody to read, beside the values of secrets: they have a check of their own. */
    private static final List<String> PUBLISHED = List.of(
            "minio123",
            "staticPasswords",
            "$2y$12$4K/VkmDd1q1Orb3xAt82zu8gk7Ad6ReFR4LCP9UeYE90NLiN9Df72",
            "pUBnBOY80SnXgjibTYM9ZWNzY2xreNGQok",
            "7d16fee92f8d11b8940b081b3f8b8acb");

    private LeftoverChecks() {}

    static List<RenderCheck> checks() {
        return List.of(
                new RenderCheck(
                        "placeholder-left",
                        "no placeholder of a component is left: a replacement whose object is gone is skipped in silence",
                        LeftoverChecks::noPlaceholderIsLeft),
                new RenderCheck(
                        "secret-value",
                        "no Secret holds a value: upstream's published passwords are taken out, and Terraform writes ours",
                        LeftoverChecks::noSecretHoldsAValue),
                new RenderCheck(
                        "published-password",
                        "no text holds a password or key that upstream publishes, or a user of Dex with a password",
                        LeftoverChecks::nothingPublishedIsLeft),
                new RenderCheck(
                        "selector-matches",
                        "every `target:` of a patch and `select:` of a replacement matches an object, now or before it was"
                                + " deleted",
                        LeftoverChecks::selectorsMatch),
                new RenderCheck(
                        "image-mirrored",
                        "with kubeflow.images.mirror every image comes from it, also those in arguments and texts",
                        LeftoverChecks::imagesAreMirrored));
    }

    private static void noPlaceholderIsLeft(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.objects().forEach((key, object) -> strings(object).stream()
                .map(PLACEHOLDER::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group())
                .distinct()
                .forEach(word -> finding.accept(key, "still holds " + word)));
    }

    private static void noSecretHoldsAValue(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("Secret").forEach(secret -> {
            for (String field : new String[] {"data", "stringData"}) {
                Map<String, Object> values = KubernetesObjects.map(secret.getValue(), field);
                if (!values.isEmpty()) {
                    finding.accept(
                            secret.getKey(), "holds a value in " + field + ": " + String.join(", ", values.keySet()));
                }
            }
        });
    }

    private static void nothingPublishedIsLeft(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.objects().forEach((key, object) -> PUBLISHED.stream()
                .filter(published -> strings(object).stream().anyMatch(text -> text.contains(published)))
                .forEach(published -> finding.accept(key, "holds " + published + ", which upstream publishes")));
    }

    private static void selectorsMatch(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        Set<String> keys = new HashSet<>(overlay.objects().keySet());
        keys.addAll(overlay.upstream());
        for (Selector selector : overlay.selectors()) {
            if (keys.stream().noneMatch(selector::matches)) {
                finding.accept(selector.file(), "no object matches " + selector);
            }
        }
    }

    private static void imagesAreMirrored(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        String mirror = overlay.environment().kubeflow().images().mirror().orElse("");
        if (mirror.isEmpty()) {
            return;
        }
        overlay.objects().forEach((key, object) -> {
            if (!"CustomResourceDefinition".equals(object.get("kind"))) {
                images(object).stream()
                        .filter(image -> !image.startsWith(mirror + "/"))
                        .forEach(image -> finding.accept(key, "takes " + image + ", which is not in the mirror"));
            }
        });
    }

    /** What has the form of an image anywhere, and what stands where an image does, also without a registry. */
    private static Set<String> images(Map<String, Object> object) {
        Set<String> images = new LinkedHashSet<>();
        strings(object).forEach(text -> IMAGE.matcher(text).results().forEach(found -> images.add(found.group())));
        images.addAll(Workloads.images(Map.of("", object)).keySet());
        if ("ConfigMap".equals(object.get("kind"))) {
            KubernetesObjects.map(object, "data")
                    .forEach((key, text) -> images.addAll(TextImages.of(key, text.toString())));
        }
        return images;
    }

    /** All texts at any depth, keys left out. */
    private static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        collect(value, strings);
        return strings;
    }

    private static void collect(Object value, List<String> strings) {
        if (value instanceof String text) {
            strings.add(text);
        } else if (value instanceof List<?> items) {
            items.forEach(item -> collect(item, strings));
        } else {
            KubernetesObjects.map(value).values().forEach(inner -> {
                if (inner != null) {
                    collect(inner, strings);
                }
            });
        }
    }
}
