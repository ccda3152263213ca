package dev.kfstack.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.schema.YamlName;
import dev.kfstack.testkit.DexLogin;
import dev.kfstack.testkit.GoldenFolder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each app alone, and all together, build to exactly the objects that are written down, with a digest of each. */
class InventoryTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/inventory");
    private static final Path CHOICES = Path.of("src/test/resources/golden/choices");

    /** What all apps share is written down with the first; what all together change, with all. */
    @Test
    void everyAppBuildsAloneAndWithAllOthers() {
        Map<String, String> golden = new TreeMap<>();
        Map<String, String> platform = inventory(with("[profiles]"));
        golden.put("profiles.txt", lines(platform));
        Map<String, String> alone = new TreeMap<>(platform);
        for (App app : List.of(App.values())) {
            if (app != App.PROFILES) {
                Map<String, String> brought = inventory(with("[profiles, " + YamlName.of(app) + "]"));
                platform.forEach(brought::remove);
                golden.put(YamlName.of(app) + ".txt", lines(brought));
                alone.putAll(brought);
            }
        }
        Map<String, String> all = inventory(with(YamlName.all(App.class).toString()));
        assertThat(all.keySet()).containsExactlyElementsOf(alone.keySet());
        all.entrySet().removeAll(alone.entrySet());
        golden.put("all.txt", lines(all));

        GoldenFolder.assertEquals(GOLDEN, golden);
    }

    /** What artifacts in the bucket change, and what Dex does; and with all apps, what only both together change. */
    @Test
    void theBucketAndDexBuildAloneAndTogetherWithAllApps() {
        Map<String, String> golden = new TreeMap<>();
        golden.put(
                "gcs.txt",
                differences(
                        inventory(with("[profiles, pipelines]")),
                        inventory(with("[profiles, pipelines]", Sample.GCS))));
        golden.put(
                "dex.txt",
                differences(inventory(with("[profiles]")), inventory(with("[profiles]", DexLogin.google()))));
        String apps = YamlName.all(App.class).toString();
        Set<String> alone = new TreeSet<>();
        golden.values().forEach(text -> text.lines().forEach(alone::add));
        golden.put(
                "all.txt",
                differences(inventory(with(apps)), inventory(with(apps, Sample.GCS, DexLogin.google())))
                        .lines()
                        .filter(line -> !alone.contains(line))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));

        GoldenFolder.assertEquals(CHOICES, golden);
    }

    private static String differences(Map<String, String> before, Map<String, String> after) {
        Map<String, String> brought = new TreeMap<>(after);
        brought.entrySet().removeAll(before.entrySet());
        StringBuilder text = new StringBuilder();
        before.keySet().stream()
                .filter(object -> !after.containsKey(object))
                .forEach(object ->
                        text.append("gone             ").append(object).append('\n'));
        return text.append(lines(brought)).toString();
    }

    private static EnvironmentFile with(String apps, String... choices) {
        List<String> changes = new ArrayList<>(
                List.of("{kubeflow: {components: " + apps + "}, serviceAccounts: {pipelines: {kubernetes: []}}}"));
        changes.addAll(List.of(choices));
        return Sample.changed(changes.toArray(String[]::new));
    }

    private static Map<String, String> inventory(EnvironmentFile file) {
        KubernetesObjects objects = Builds.of(file);
        Set<String> expected = new TreeSet<>(Sample.inventory(file).objects());
        expected.add("kubeflow.org/v1 Profile recommendations");
        expected.add("velero.io/v1 Schedule velero/platform-daily");
        expected.add("velero.io/v1 Schedule velero/secrets-hourly");
        assertThat(objects.all().keySet()).as("the facts of the release").containsExactlyElementsOf(expected);
        noPasswordIsLeft(objects);
        noControllersFieldIsOurs(objects);
        return digests(objects);
    }

    /** Upstream's published passwords are gone; controllers fill the secrets that have no data. */
    private static void noPasswordIsLeft(KubernetesObjects objects) {
        assertThat(objects.all()).allSatisfy((key, object) -> {
            if (key.startsWith("v1 Secret ")) {
                assertThat(KubernetesObjects.map(object.get("data"))).as(key).isEmpty();
                assertThat(KubernetesObjects.map(object.get("stringData")))
                        .as(key)
                        .isEmpty();
            }
        });
    }

    /** What a controller writes, an apply must not take over: rules of aggregated roles, authorities of webhooks. */
    private static void noControllersFieldIsOurs(KubernetesObjects objects) {
        assertThat(objects.all()).allSatisfy((key, object) -> {
            assertThat(object.containsKey("aggregationRule") && object.get("rules") != null)
                    .as(key)
                    .isFalse();
            assertThat(object.getOrDefault("webhooks", "").toString()).as(key).doesNotContain("caBundle");
        });
    }

    private static Map<String, String> digests(KubernetesObjects objects) {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        Map<String, String> digests = new TreeMap<>();
        objects.all().forEach((key, object) -> {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(object));
                digests.put(key, HexFormat.of().formatHex(hash).substring(0, 16));
            } catch (JsonProcessingException | NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
        return digests;
    }

    private static String lines(Map<String, String> inventory) {
        StringBuilder text = new StringBuilder();
        inventory.forEach((object, digest) ->
                text.append(digest).append(' ').append(object).append('\n'));
        return text.toString();
    }
}
