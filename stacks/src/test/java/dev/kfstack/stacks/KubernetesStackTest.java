package dev.kfstack.stacks;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesStackTest {

    private static final String SECRETS = """
            network: {psc: {name: kf-psc, cidr: 10.41.0.0/28}}
            database: {tier: db-custom-2-7680}
            secrets:
              db:
                generate: {password: 32}
                generation: 4
                databaseUser: kubeflow
                kubernetes: {secret: kubeflow/mysql-secret, keys: {username: database-user, password: generated}}
              store:
                generate: {password: 32}
                kubernetes: {secret: kubeflow/store, keys: {accesskey: kubeflow, secretkey: generated}}
              by-hand: {}
            """;

    @TempDir
    Path root;

    @Test
    void aSecretIsWrittenWithoutEverBeingInTheState() {
        SynthAssert stack = kubernetes(SECRETS);

        stack.resource("kubernetes_secret_v1.db").whenIgnoringPaths("//").isEqualTo(json("""
                        {
                          "metadata": {
                            "name": "mysql-secret", "namespace": "${kubernetes_namespace_v1.kubeflow.metadata[0].name}"},
                          "type": "Opaque",
                          "data_wo": {
                            "username": "kubeflow-2",
                            "password": "${ephemeral.google_secret_manager_secret_version.db.secret_data}"},
                          "data_wo_revision": 4
                        }
                        """));
        stack.part("ephemeral", "google_secret_manager_secret_version", "db")
                .whenIgnoringPaths("//")
                .isEqualTo(json("{project: 'example-kf-test', secret: 'kf-test-db'}"));
        assertThat(stack.addresses()).doesNotContain("kubernetes_secret_v1.by-hand");
    }

    @Test
    void aValuePutInByHandIsCopiedToEveryNamespaceThatAsks() {
        SynthAssert stack = kubernetes("""
                secrets:
                  client:
                    kubernetes: {secret: auth/client, alsoIn: [oauth2-proxy], keys: {id: kubeflow, secret: stored}}
                """);

        for (String copy : new String[] {"client", "client_oauth2-proxy"}) {
            stack.resource("kubernetes_secret_v1." + copy)
                    .node("data_wo")
                    .isEqualTo(json("{id: 'kubeflow', secret: '${ephemeral.google_secret_manager_secret_version." + copy
                            + ".secret_data}'}"));
        }
        stack.resource("kubernetes_secret_v1.client_oauth2-proxy")
                .node("metadata")
                .isEqualTo(json(
                        "{name: 'client', namespace: '${kubernetes_namespace_v1.oauth2-proxy.metadata[0].name}'}"));
    }

    @Test
    void aNamespaceIsMadeOnceAndBare() {
        SynthAssert stack = kubernetes(SECRETS);

        assertThat(stack.addresses())
                .filteredOn(address -> address.startsWith("kubernetes_namespace_v1."))
                .containsExactly("kubernetes_namespace_v1.kubeflow");
        stack.resource("kubernetes_namespace_v1.kubeflow")
                .whenIgnoringPaths("//")
                .isEqualTo(json("""
                        {
                          "metadata": {"name": "kubeflow"}, "wait_for_default_service_account": false,
                          "lifecycle": {
                            "prevent_destroy": false,
                            "ignore_changes": ["metadata[0].annotations", "metadata[0].labels"]}
                        }
                        """));
    }

    @Test
    void aNamedDiskIsAVolumeKeptForItsClaim() {
        SynthAssert stack = kubernetes("""
                location: {zones: [europe-west1-b, europe-west1-c]}
                disks:
                  zonal: {sizeGb: 200, zones: [europe-west1-b], claim: kubeflow/one}
                  regional: {sizeGb: 300, zones: [europe-west1-c, europe-west1-b], claim: kubeflow/two}
                  unclaimed: {sizeGb: 10, zones: [europe-west1-b]}
                """);

        assertThat(stack.addresses())
                .containsExactly("kubernetes_persistent_volume_v1.regional", "kubernetes_persistent_volume_v1.zonal");
        stack.resource("kubernetes_persistent_volume_v1.regional")
                .node("spec[0]")
                .isEqualTo(json("""
                        {
                          "capacity": {"storage": "300Gi"}, "access_modes": ["ReadWriteOnce"],
                          "persistent_volume_reclaim_policy": "Retain", "storage_class_name": "",
                          "claim_ref": {"namespace": "kubeflow", "name": "two"},
                          "persistent_volume_source": {"csi": {
                            "driver": "pd.csi.storage.gke.io", "fs_type": "ext4",
                            "volume_handle": "projects/example-kf-test/regions/europe-west1/disks/kf-test-regional"}},
                          "node_affinity": {"required": {"node_selector_term": [{"match_expressions": [{
                            "key": "topology.gke.io/zone", "operator": "In",
                            "values": ["europe-west1-b", "europe-west1-c"]}]}]}}
                        }
                        """));
        stack.resource("kubernetes_persistent_volume_v1.zonal")
                .node("spec[0].persistent_volume_source.csi.volume_handle")
                .isEqualTo("projects/example-kf-test/zones/europe-west1-b/disks/kf-test-zonal");
    }

    @Test
    void terraformEntersByTheDnsEndpointWithItsOwnToken() {
        kubernetes("").part("provider", "kubernetes").isEqualTo(json("""
                        [{
                          "host": "https://${data.google_container_cluster.kubeflow.control_plane_endpoints_config[0].dns_endpoint_config[0].endpoint}",
                          "token": "${ephemeral.google_client_config.kubeflow.access_token}"
                        }]
                        """));
    }

    @Test
    void aPrivateAddressIsTrustedByTheClustersOwnAuthority() {
        SynthAssert stack = kubernetes("cluster: {controlPlane: {access: {privateCidr: 172.16.0.0/28}}}");

        stack.part("provider", "kubernetes")
                .node("[0].host")
                .isEqualTo(
                        "https://${data.google_container_cluster.kubeflow.private_cluster_config[0].private_endpoint}");
        stack.part("provider", "kubernetes")
                .node("[0].cluster_ca_certificate")
                .isEqualTo(
                        "${base64decode(data.google_container_cluster.kubeflow.master_auth[0].cluster_ca_certificate)}");
    }

    private SynthAssert kubernetes(String changes) {
        SynthFixture fixture =
                new SynthFixture(root).environment("kf-test", changes).validated();
        fixture.synth();
        return fixture.stack("kf-test-kubernetes");
    }
}
