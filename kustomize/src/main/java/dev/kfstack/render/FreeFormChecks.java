package dev.kfstack.render;

import dev.kfstack.kustomize.KubernetesObjects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Texts and maps that the API server takes with anything in them. */
final class FreeFormChecks {

    private static final Pattern TEXT_FILE = Pattern.compile(".+\\.(json|ya?ml)");
    private static final Pattern QUOTA = Pattern.compile("(requests|limits)\\.(cpu|memory)|requests\\.storage|pods"
            + "|persistentvolumeclaims|requests\\.nvidia\\.com/gpu|count/[a-z]+(\\.[a-z0-9.-]+)?");
    private static final Pattern CRON = Pattern.compile("([0-9*/,-]+ ){4}[0-9*/,-]+");
    private static final Pattern DURATION = Pattern.compile("([0-9]+h)?([0-9]+m)?([0-9]+s)?");

    /** Velero takes the ones or the others, and refuses both when it runs. */
    private static final Set<String> OLD_FILTERS =
            Set.of("includedResources", "excludedResources", "includeClusterResources");

    private static final Set<String> NEW_FILTERS = Set.of(
            "includedClusterScopedResources",
            "excludedClusterScopedResources",
            "includedNamespaceScopedResources",
            "excludedNamespaceScopedResources");

    private FreeFormChecks() {}

    static List<RenderCheck> checks() {
        return List.of(
                new RenderCheck(
                        "embedded-text",
                        "JSON and YAML inside of ConfigMaps can be read: keys that end with .json or .yaml, and values that"
                                + " begin with a brace",
                        FreeFormChecks::embeddedTextsCanBeRead),
                new RenderCheck(
                        "profile-fields",
                        "quotas of Profiles count something, and their plugins have the names that the controller reads",
                        FreeFormChecks::profilesAreUnderstood),
                new RenderCheck(
                        "velero-fields",
                        "schedules of Velero have five cron fields and a duration such as 168h0m0s, and do not mix old and"
                                + " new filters",
                        FreeFormChecks::schedulesAreUnderstood));
    }

    private static void embeddedTextsCanBeRead(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("ConfigMap").forEach(configMap -> KubernetesObjects.map(configMap.getValue(), "data")
                .forEach((name, value) -> {
                    String text = String.valueOf(value);
                    boolean template = text.contains("{{");
                    if (!template && (TEXT_FILE.matcher(name).matches() || text.startsWith("{"))) {
                        try {
                            new Load(LoadSettings.builder()
                                            .setAllowDuplicateKeys(false)
                                            .build())
                                    .loadAllFromString(text)
                                    .forEach(document -> {});
                        } catch (YamlEngineException e) {
                            finding.accept(
                                    configMap.getKey(),
                                    "data." + name + " cannot be read: "
                                            + String.valueOf(e.getMessage())
                                                    .strip()
                                                    .replaceAll("\\s+", " "));
                        }
                    }
                }));
    }

    private static void profilesAreUnderstood(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("Profile").forEach(profile -> {
            KubernetesObjects.map(profile.getValue(), "spec", "resourceQuotaSpec", "hard").keySet().stream()
                    .filter(key -> !QUOTA.matcher(key).matches())
                    .forEach(key -> finding.accept(profile.getKey(), "its quota of " + key + " counts nothing"));
            for (Object plugin : KubernetesObjects.list(profile.getValue(), "spec", "plugins")) {
                boolean known = KubernetesObjects.text(plugin, "kind").equals("WorkloadIdentity")
                        && KubernetesObjects.map(plugin, "spec").keySet().equals(Set.of("gcpServiceAccount"));
                if (!known) {
                    finding.accept(profile.getKey(), "no controller understands its plugin " + plugin);
                }
            }
        });
    }

    private static void schedulesAreUnderstood(BuiltOverlay overlay, BiConsumer<String, String> finding) {
        overlay.ofKind("Schedule").forEach(schedule -> {
            Map<String, Object> spec = KubernetesObjects.map(schedule.getValue(), "spec");
            String cron = KubernetesObjects.text(spec, "schedule");
            if (!CRON.matcher(cron).matches()) {
                finding.accept(schedule.getKey(), "its schedule must be five cron fields, got " + cron);
            }
            Map<String, Object> template = KubernetesObjects.map(spec, "template");
            String ttl = KubernetesObjects.text(template, "ttl");
            if (!DURATION.matcher(ttl).matches()) {
                finding.accept(schedule.getKey(), "its ttl must be a duration such as 168h0m0s, got " + ttl);
            }
            Set<String> old = new TreeSet<>(template.keySet());
            old.retainAll(OLD_FILTERS);
            Set<String> recent = new TreeSet<>(template.keySet());
            recent.retainAll(NEW_FILTERS);
            if (!old.isEmpty() && !recent.isEmpty()) {
                finding.accept(
                        schedule.getKey(), "mixes " + String.join(", ", old) + " with " + String.join(", ", recent));
            }
        });
    }
}
