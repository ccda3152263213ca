package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.Login;
import dev.kfstack.kustomize.KubernetesObjects;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import dev.kfstack.reader.EnvironmentReader;
import dev.kfstack.release.ComponentFolders;
import dev.kfstack.release.Release;
import dev.kfstack.testkit.GoldenFolder;
import dev.kfstack.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Terraform and overlays of every environment of the repository, as one synth writes both. */
class TwoHalvesTest {

    /** What no environment of the repository has chosen. */
    private static final String NEXT = """
            environment: kf-next
            tier: dev
            project: {number: "481516234204"}
            network:
              subnetwork: {cidr: 10.15.0.0/24}
              pods: {cidr: 10.25.0.0/18}
              services: {cidr: 10.35.0.0/22}
            kubeflow:
              artifactStore: gcs
              login: dex
              connector: {oidc: {issuer: "https://login.example.com", clientId: kubeflow, clientSecret: dex-connector}}
            gateway: {access: []}
            secrets:
              artifact-store: null
              dex-connector: {kubernetes: {secret: auth/dex-connector, keys: {client-secret: stored}}}
              dex-client:
                generate: {password: 32}
                kubernetes:
                  secret: auth/dex-oidc-client
                  alsoIn: [oauth2-proxy]
                  keys: {OIDC_CLIENT_ID: kubeflow, OIDC_CLIENT_SECRET: generated}
              oauth2-proxy-cookie:
                generate: {password: 32}
                kubernetes: {secret: oauth2-proxy/oauth2-proxy, keys: {cookie-secret: generated}}
            serviceAccounts: {recommendations: {buckets: {artifacts: null}}}
            """;

    @TempDir
    static Path work = Path.of("");

    private static List<EnvironmentFile> environments = List.of();

    @BeforeAll
    static void synth() throws IOException {
        Path folder = Run.copyOfRepository(work).resolve("environments");
        Files.writeString(folder.resolve("kf-next.yaml"), NEXT);
        Run run = Run.kfstack("synth", "--environments", folder.toString(), "--output-dir", work.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        EnvironmentReader reader = new EnvironmentReader(folder, new Problems());
        environments = reader.read(reader.names());
        assertThat(environments).hasSizeGreaterThan(2);
    }

    @Test
    void noObjectInTheClusterIsWrittenByBothButBareNamespaces() throws IOException {
        for (EnvironmentFile file : environments) {
            Set<String> both = terraformsObjects(file.name());
            assertThat(both).as(file.name()).contains("v1 Secret kubeflow/mysql-secret");
            both.retainAll(overlaysObjects(file));

            assertThat(both).as(file.name()).allMatch(object -> object.startsWith("v1 Namespace "));
        }
    }

    @Test
    void aNamespaceThatBothNameHasNoLabelsFromTerraform() throws IOException {
        for (EnvironmentFile file : environments) {
            for (JsonNode namespace : resources(file.name(), "kubernetes", "kubernetes_namespace_v1")) {
                assertThat(namespace.at("/metadata/labels").isMissingNode()
                                && namespace.at("/metadata/0/labels").isMissingNode())
                        .isTrue();
                assertThat(namespace.at("/lifecycle/ignore_changes").toString()).contains("labels", "annotations");
            }
        }
    }

    @Test
    void everyAccountThatActsAsAGoogleOneIsAllowedToByTerraform() throws IOException {
        for (EnvironmentFile file : environments) {
            Map<String, String> overlay = new TreeMap<>();
            String pool = new ResourceNames(file.environment()).workloadPool();
            annotated(file)
                    .forEach((account, email) -> overlay.put("serviceAccount:" + pool + "[" + account + "]", email));
            Map<String, String> terraform = new TreeMap<>();
            for (String stack : List.of("foundation", "cluster")) {
                for (JsonNode member : resources(file.name(), stack, "google_service_account_iam_member")) {
                    if (member.path("role").asText().equals("roles/iam.workloadIdentityUser")
                            && member.path("member").asText().startsWith("serviceAccount:" + pool + "[")) {
                        terraform.put(
                                member.path("member").asText(),
                                member.path("service_account_id").asText());
                    }
                }
            }

            assertThat(overlay.keySet()).as(file.name()).isEqualTo(terraform.keySet());
            overlay.forEach((member, email) ->
                    assertThat(terraform.getOrDefault(member, "")).contains(email));
        }
    }

    @Test
    void theOverlayNamesTheDiskTheInstanceAndTheBucketThatTerraformMakes() throws IOException {
        for (EnvironmentFile file : environments) {
            Map<String, Object> params = KubernetesObjects.map(
                    overlay(file, "params.yaml").all().values().iterator().next(), "data");
            List<JsonNode> volumes = resources(file.name(), "kubernetes", "kubernetes_persistent_volume_v1");
            List<JsonNode> instances = resources(file.name(), "foundation", "google_sql_database_instance");
            List<JsonNode> buckets = resources(file.name(), "foundation", "google_storage_bucket");

            if (file.environment().keepsArtifactsInBucket()) {
                assertThat(text(buckets)).contains("\"" + params.get("artifactBucket") + "\"");
                assertThat(text(volumes)).doesNotContain("seaweedfs-pvc");
            } else {
                assertThat(text(volumes)).contains("\"" + params.get("artifactDiskName") + "\"", "seaweedfs-pvc");
            }
            String instance = String.valueOf(params.get("sqlInstance"));
            assertThat(text(instances)).contains("\"" + instance.substring(instance.lastIndexOf(':') + 1) + "\"");
            assertThat(text(buckets)).contains("\"" + params.get("backupBucket") + "\"");
            List<JsonNode> databases = resources(file.name(), "foundation", "google_sql_database");
            for (String param : List.of("pipelineDb", "mlmdDb", "cacheDb")) {
                assertThat(text(databases)).contains("\"" + params.get(param) + "\"");
            }
        }
    }

    @Test
    void dexFindsTheSecretsThatTerraformWrites() throws IOException {
        for (EnvironmentFile file : environments) {
            if (file.environment().kubeflow().login() == Login.DEX) {
                assertThat(terraformsObjects(file.name()))
                        .contains(
                                "v1 Secret auth/dex-connector",
                                "v1 Secret auth/dex-oidc-client",
                                "v1 Secret oauth2-proxy/dex-oidc-client",
                                "v1 Secret oauth2-proxy/oauth2-proxy");
            }
        }
    }

    @Test
    void aTeamIsLetIntoTheFolderThatItsPipelinesWriteTo() throws IOException {
        for (EnvironmentFile file : environments) {
            Map<String, Object> params = KubernetesObjects.map(
                    overlay(file, "params.yaml").all().values().iterator().next(), "data");
            Set<String> granted = new TreeSet<>();
            Set<String> written = new TreeSet<>();
            for (JsonNode grant : resources(file.name(), "foundation", "google_storage_bucket_iam_member")) {
                if (grant.path("member").asText().contains("google_service_account.recommendations.")
                        && !grant.path("condition").isMissingNode()) {
                    granted.add(grant.at("/condition/expression").asText().replaceFirst(" \\|\\| .*", ""));
                }
            }
            if (file.environment().keepsArtifactsInBucket()) {
                file.environment()
                        .teams()
                        .keySet()
                        .forEach(team -> written.add("resource.name.startsWith(\"projects/_/buckets/"
                                + params.get("artifactBucket") + "/objects/" + params.get("artifactFolder") + "/" + team
                                + "/\")"));
                assertThat(written).isNotEmpty();
            }

            assertThat(granted).as(file.name()).isEqualTo(written);
        }
    }

    @Test
    void everyPortThatAWebhookListensOnIsOpenForTheControlPlane() throws IOException {
        for (EnvironmentFile file : environments) {
            Release release = release(file);
            Set<String> open = new TreeSet<>();
            Path requested = work.resolve("cdktf.out/stacks/" + file.name() + "-network/cdk.tf.json");
            String rules = Files.exists(requested) ? Files.readString(requested) : request(file);
            release.webhookPorts(file.environment()).forEach(port -> {
                if (rules.contains("\"" + port + "\"")) {
                    open.add(String.valueOf(port));
                }
            });

            assertThat(open)
                    .as(file.name())
                    .hasSize(release.webhookPorts(file.environment()).size());
        }
    }

    @Test
    void whatBringsPodsToAPoolIsWhatTerraformPutsOnItsNodes() throws IOException {
        for (EnvironmentFile file : environments) {
            Map<String, String> taints = new TreeMap<>();
            for (JsonNode pool : resources(file.name(), "cluster", "google_container_node_pool")) {
                JsonNode node =
                        pool.path("node_config").isArray() ? pool.at("/node_config/0") : pool.path("node_config");
                Set<String> keys = new TreeSet<>();
                node.path("taint")
                        .forEach(taint -> keys.add(taint.path("key").asText() + "="
                                + taint.path("value").asText()));
                taints.put(node.at("/labels").path("kfstack.dev/pool").asText(), keys.toString());
            }
            Map<String, Object> form =
                    KubernetesObjects.map(new Load(LoadSettings.builder().build())
                            .loadFromString(Files.readString(work.resolve("overlays")
                                    .resolve(file.name())
                                    .resolve("notebooks/spawner_ui_config.yaml"))));
            Map<String, String> offered = new TreeMap<>();
            for (Object option : KubernetesObjects.list(form, "spawnerFormDefaults", "affinityConfig", "options")) {
                Object term = KubernetesObjects.find(
                                option,
                                "affinity",
                                "nodeAffinity",
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                "nodeSelectorTerms",
                                0,
                                "matchExpressions",
                                0)
                        .orElseThrow();
                assertThat(KubernetesObjects.text(term, "key")).isEqualTo("kfstack.dev/pool");
                offered.put(KubernetesObjects.text(term, "values", 0), "[]");
            }
            for (Object option : KubernetesObjects.list(form, "spawnerFormDefaults", "tolerationGroup", "options")) {
                Set<String> keys = new TreeSet<>();
                KubernetesObjects.list(option, "tolerations")
                        .forEach(toleration -> keys.add(KubernetesObjects.text(toleration, "key") + "="
                                + KubernetesObjects.text(toleration, "value")));
                offered.put(KubernetesObjects.text(option, "groupKey"), keys.toString());
            }

            assertThat(offered).as(file.name()).isEqualTo(taints).hasSizeGreaterThan(2);
        }
    }

    private static String request(EnvironmentFile file) {
        Run run = Run.kfstack(
                "network",
                "request",
                file.name(),
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return String.join(
                "\n",
                GoldenFolder.read(work.resolve("network-request").resolve(file.name()))
                        .values());
    }

    private static Release release(EnvironmentFile file) {
        return Release.read(
                        Requirement.repository().resolve("overlays"),
                        file.environment().kubeflow().version(),
                        new Problems())
                .orElseThrow();
    }

    /** What components bring, what is emitted, and the second build. */
    private static Set<String> overlaysObjects(EnvironmentFile file) {
        Set<String> objects = new TreeSet<>();
        Release release = release(file);
        ComponentFolders.of(file.environment(), release).stream()
                .map(folder -> release.components().get(folder.folder()))
                .filter(Objects::nonNull)
                .forEach(component -> {
                    objects.addAll(component.objects().keySet());
                    objects.addAll(component.own());
                });
        ComponentFolders.of(file.environment(), release).stream()
                .map(folder -> release.components().get(folder.folder()))
                .filter(Objects::nonNull)
                .forEach(component -> objects.removeAll(component.deletes()));
        emitted(file).values().forEach(yaml -> objects.addAll(yaml.all().keySet()));
        return objects;
    }

    private static Map<String, KubernetesObjects> emitted(EnvironmentFile file) {
        Map<String, KubernetesObjects> emitted = new TreeMap<>();
        GoldenFolder.read(work.resolve("overlays").resolve(file.name())).forEach((path, text) -> {
            if (path.endsWith(".yaml") && !path.endsWith("kustomization.yaml") && !path.startsWith("argocd/")) {
                emitted.put(path, new KubernetesObjects(text));
            }
        });
        return emitted;
    }

    private static KubernetesObjects overlay(EnvironmentFile file, String path) {
        return emitted(file).getOrDefault(path, new KubernetesObjects(""));
    }

    /** {@code namespace/name} to the e-mail address: by patches, by params of our own components, by Profiles. */
    private static Map<String, String> annotated(EnvironmentFile file) throws IOException {
        Environment environment = file.environment();
        Map<String, String> accounts = new TreeMap<>();
        Path patches = work.resolve("overlays").resolve(file.name()).resolve("workload-identity/kustomization.yaml");
        Map<String, Object> kustomization = new KubernetesObjects(Files.readString(patches))
                .all()
                .values()
                .iterator()
                .next();
        for (Object patch : KubernetesObjects.list(kustomization, "patches")) {
            new KubernetesObjects(KubernetesObjects.text(patch, "patch"))
                    .all()
                    .values()
                    .forEach(account -> accounts.put(
                            KubernetesObjects.namespace(account) + "/" + KubernetesObjects.name(account),
                            KubernetesObjects.text(
                                    account, "metadata", "annotations", "iam.gke.io/gcp-service-account")));
        }
        Map<String, Object> params = KubernetesObjects.map(
                overlay(file, "params.yaml").all().values().iterator().next(), "data");
        accounts.put("kubeflow/cloudsql-proxy", String.valueOf(params.get("sqlProxyServiceAccount")));
        accounts.put("velero/velero", String.valueOf(params.get("veleroServiceAccount")));
        environment.teams().keySet().forEach(team -> {
            Object email = overlay(file, "profiles/" + team + ".yaml")
                    .at("kubeflow.org/v1 Profile " + team, "spec", "plugins", 0, "spec", "gcpServiceAccount");
            accounts.put(team + "/default-editor", email.toString());
        });
        return accounts;
    }

    private static Set<String> terraformsObjects(String environment) throws IOException {
        Map<String, String> kinds = new TreeMap<>(Map.of(
                "kubernetes_namespace_v1", "v1 Namespace",
                "kubernetes_secret_v1", "v1 Secret",
                "kubernetes_persistent_volume_v1", "v1 PersistentVolume",
                "kubernetes_config_map_v1", "v1 ConfigMap",
                "kubernetes_storage_class_v1", "storage.k8s.io/v1 StorageClass",
                "kubernetes_role_v1", "rbac.authorization.k8s.io/v1 Role",
                "kubernetes_role_binding_v1", "rbac.authorization.k8s.io/v1 RoleBinding",
                "kubernetes_cluster_role_v1", "rbac.authorization.k8s.io/v1 ClusterRole",
                "kubernetes_cluster_role_binding_v1", "rbac.authorization.k8s.io/v1 ClusterRoleBinding"));
        Set<String> objects = new TreeSet<>();
        for (Map.Entry<String, JsonNode> type :
                json(environment, "kubernetes").path("resource").properties()) {
            assertThat(kinds).as("a kind of object that this test must know").containsKey(type.getKey());
            for (JsonNode resource : type.getValue()) {
                JsonNode metadata =
                        resource.path("metadata").isArray() ? resource.at("/metadata/0") : resource.path("metadata");
                // a secret refers to its namespace's resource, whose name in Terraform is the namespace's
                String namespace = metadata.path("namespace")
                        .asText("")
                        .replaceFirst("^\\$\\{kubernetes_namespace_v1\\.([^.]+)\\..*", "$1");
                objects.add(kinds.get(type.getKey()) + " " + (namespace.isEmpty() ? "" : namespace + "/")
                        + metadata.path("name").asText());
            }
        }
        return objects;
    }

    private static List<JsonNode> resources(String environment, String stack, String type) throws IOException {
        List<JsonNode> resources = new ArrayList<>();
        json(environment, stack).at("/resource/" + type).forEach(resources::add);
        return resources;
    }

    private static String text(List<JsonNode> resources) {
        return resources.toString();
    }

    private static JsonNode json(String environment, String stack) throws IOException {
        return new ObjectMapper()
                .readTree(work.resolve("cdktf.out/stacks/" + environment + "-" + stack + "/cdk.tf.json")
                        .toFile());
    }
}
