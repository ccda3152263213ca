package dev.kfstack.offline.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kfstack.offline.google.GoogleCloud;
import dev.kfstack.offline.kubernetes.KubernetesCluster;
import dev.kfstack.offline.random.RandomSource;
import dev.kfstack.offline.schema.Block;
import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is special of each cloud, without terraform. */
class CloudsTest {

    private static final Value.Fields NOTHING = Value.fields(Map.of());

    private final World world = World.scratch();
    private final Provider google = new Provider(new GoogleCloud(), world);
    private final Provider kubernetes = new Provider(new KubernetesCluster(), world);

    @Test
    void aClusterIsFoundOnlyWhereItExists() throws Refusal {
        Value.Fields wanted = Value.fields(Map.of("name", Value.of("kf"), "location", Value.of("europe-west1")));
        assertThatThrownBy(() -> google.data("google_container_cluster", wanted, ReferenceResource.PROVIDER))
                .isInstanceOf(Refusal.class)
                .hasMessage("projects/kf-test-svc/locations/europe-west1/clusters/kf not found");

        world.put(
                new Identity("google_container_cluster", "projects/kf-test-svc/locations/europe-west1/clusters/kf"),
                wanted.with("endpoint", Value.of("10.0.0.1")));
        assertThat(google.data("google_container_cluster", wanted, ReferenceResource.PROVIDER)
                        .get("endpoint"))
                .isEqualTo(Value.of("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compute_custom_endpoint=example.com | compute_custom_endpoint | "compute_custom_endpoint" ("example.com") doesn't match regexp ".*/[^/]+/$"
            access_token=a credentials={} | access_token | "access_token": conflicts with credentials
            """)
    void aWrongConfigurationOfTheProviderIsRefused(String attributes, String path, String message) {
        Value.Fields config = written(google.schema().provider().block(), attributes);

        assertThat(google.validateProvider(google.schema().provider().block().empty()))
                .isEmpty();
        assertThat(google.validateProvider(config)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.summary() + problem.detail()).contains(message);
        });
    }

    @Test
    void whatALookUpFindsCannotBeWritten() {
        Value.Fields cluster = written(
                google.schema().dataSources().get("google_container_cluster").block(), "name=kf endpoint=10.0.0.1");
        Value.Fields secret = written(
                google.schema()
                        .ephemeralResources()
                        .get("google_secret_manager_secret_version")
                        .block(),
                "secret=s secret_data=x");

        assertThat(google.validateData("google_container_cluster", cluster))
                .extracting(Problem::path)
                .containsExactly("endpoint");
        assertThat(google.validateEphemeral("google_secret_manager_secret_version", secret))
                .extracting(Problem::path)
                .containsExactly("secret_data");
    }

    @Test
    void aNetworkOfOthersIsTakenToExist() throws Refusal {
        Value.Fields network = google.data(
                "google_compute_network", Value.fields(Map.of("name", Value.of("shared"))), ReferenceResource.PROVIDER);

        assertThat(network.get("self_link"))
                .isEqualTo(
                        Value.of("https://www.googleapis.com/compute/v1/projects/kf-test-svc/global/networks/shared"));
        assertThat(network.isWhollyKnown()).isTrue();
    }

    @Test
    void pointInTimeRecoveryOfMySqlIsRefusedByThePlan() throws Refusal {
        ReferenceResource resource =
                new ReferenceResource("kf-test-foundation", "google_sql_database_instance.kubeflow");
        resource.edit("settings.backup_configuration.point_in_time_recovery_enabled = true");

        assertThat(resource.plan(Value.Absent.NULL).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("settings.0.backup_configuration.0.point_in_time_recovery_enabled");
            assertThat(problem.summary())
                    .startsWith(
                            "point_in_time_recovery_enabled is only available for the following [POSTGRES SQLSERVER]");
        });
    }

    @Test
    void aSubnetworkInUseAndAProtectedDiskAreNotDeleted() {
        Identity subnetwork = new Identity("google_compute_subnetwork", "projects/p/regions/r/subnetworks/s");
        world.put(
                new Identity("google_container_cluster", "projects/p/locations/r/clusters/c"),
                Value.fields(Map.of("subnetwork", Value.of(subnetwork.id()))));

        assertThatThrownBy(() -> delete(subnetwork, Map.of()))
                .hasMessage(
                        "googleapi: Error 400: The subnetwork resource 'projects/p/regions/r/subnetworks/s' is already "
                                + "being used by 'projects/p/locations/r/clusters/c', resourceInUseByAnotherResource");
        assertThatThrownBy(() -> delete(
                        new Identity("google_compute_disk", "projects/p/zones/z/disks/d"),
                        Map.of("deletion_policy", Value.of("PREVENT"))))
                .hasMessage("cannot destroy ComputeDisk without setting deletion_policy=\"DELETE\" and running "
                        + "`terraform apply`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            google_container_node_pool | name=cpu cluster=kf location=r | error creating NodePool: googleapi: Error 404: Not found: projects/p/locations/r/clusters/kf., notFound
            google_sql_database | name=db instance=i | Error, failed to insert database db into instance i: googleapi: Error 403: The client is not authorized to make this request., notAuthorized (there is no instance projects/p/instances/i)
            google_sql_user | name=u instance=i | Error, failed to insert user u into instance i: googleapi: Error 403: The client is not authorized to make this request., notAuthorized (there is no instance projects/p/instances/i)
            """)
    void nothingIsCreatedInWhatDoesNotExist(String type, String attributes, String message) throws Refusal {
        assertThatThrownBy(() -> create(type, attributes)).hasMessage(message);

        world.put(new Identity("google_container_cluster", "projects/p/locations/r/clusters/kf"), NOTHING);
        world.put(new Identity("google_sql_database_instance", "projects/p/instances/i"), NOTHING);
        assertThat(create(type, attributes).at("name").text()).isNotEmpty();
    }

    @Test
    void aPrivateInstanceNeedsAServicesConnectionInANetworkThatIsKnown() throws Refusal {
        Value network = Value.of("projects/p/global/networks/n");
        Value settings =
                Value.fields(Map.of("ip_configuration", Value.list(Value.fields(Map.of("private_network", network)))));
        assertThat(createInstance("in-a-network-of-others", settings)).isNotNull();
        world.put(new Identity("google_compute_network", network.text()), NOTHING);

        assertThatThrownBy(() -> createInstance("i", settings))
                .hasMessage(
                        "Error, failed to create instance i: googleapi: Error 400: Invalid request: Incorrect Service"
                                + " Networking config for instance: p:i:NETWORK_NOT_PEERED., invalid");

        world.put(new Identity("google_service_networking_connection", "c"), Value.fields(Map.of("network", network)));
        assertThat(createInstance("i", settings)).isNotNull();
    }

    @Test
    void theUsersOfADatabaseInstanceGoWithIt() throws Refusal {
        Identity instance = new Identity("google_sql_database_instance", "projects/p/instances/i");
        world.put(instance, NOTHING);
        world.put(new Identity("google_sql_database_instance", "projects/p/instances/other"), NOTHING);
        create("google_sql_user", "name=u instance=i");
        create("google_sql_user", "name=u instance=other");

        delete(instance, Map.of());

        assertThat(world.all("google_sql_user").values())
                .singleElement()
                .satisfies(user -> assertThat(user.get("instance")).isEqualTo(Value.of("other")));
    }

    @Test
    void anAbandonedResourceAndAKeyRingOutliveTheirDelete() throws Refusal {
        Identity ring = new Identity("google_kms_key_ring", "projects/p/locations/l/keyRings/r");
        Identity abandoned = new Identity("google_pubsub_topic", "projects/p/topics/t");
        world.put(ring, Value.fields(Map.of()));
        world.put(abandoned, Value.fields(Map.of()));

        delete(ring, Map.of());
        delete(abandoned, Map.of("deletion_policy", Value.of("ABANDON")));

        assertThat(world.find(ring)).isPresent();
        assertThat(world.find(abandoned)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "google_compute_disk, projects/p/zones/z/disks/d, projects/p/zones/z/disks/d",
        "google_compute_disk, p/z/d, projects/p/zones/z/disks/d",
        "google_compute_disk, z/d, projects/kf-test-svc/zones/z/disks/d",
        "google_project_iam_member, p roles/viewer user:a@b, p/roles/viewer/user:a@b",
        "google_storage_bucket, b, b",
    })
    void anImportTakesEachDocumentedForm(String type, String given, String id) {
        assertThat(new GoogleCloud().imported(type, given, ReferenceResource.PROVIDER))
                .contains(id);
    }

    @ParameterizedTest
    @CsvSource({"google_compute_disk, d", "google_project_iam_member, p/roles/viewer", "google_compute_disk, a/b/c/d/e"
    })
    void anImportRefusesOtherForms(String type, String given) {
        assertThat(new GoogleCloud().imported(type, given, ReferenceResource.PROVIDER))
                .isEmpty();
    }

    @Test
    void kubernetesObjectsAreKnownByNamespaceAndName() throws Refusal {
        Value created = serviceAccount(Value.Absent.NULL);

        assertThat(created.at("id")).isEqualTo(Value.of("kubeflow/n"));
        assertThat(created.at("metadata.0.uid").text()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThatThrownBy(() -> serviceAccount(Value.Absent.NULL)).hasMessage("serviceaccounts \"n\" already exists");
    }

    @Test
    void aClusterHoldsItsOwnObjectsAndTakesThemAlong() throws Refusal {
        Identity identity = new Identity("google_container_cluster", "projects/p/locations/l/clusters/kf");
        Value.Fields cluster = Value.fields(Map.of("id", Value.of(identity.id()), "endpoint", Value.of("34.22.0.1")));
        world.put(identity, cluster);
        Value one = Value.fields(Map.of("host", Value.of("https://34.22.0.1")));
        Value other = Value.fields(Map.of("host", Value.of("https://34.22.0.12")));
        Value.Fields ofOne = (Value.Fields) serviceAccount(one);
        Value.Fields ofOther = (Value.Fields) serviceAccount(other);

        google.apply(identity.type(), cluster, Value.Absent.NULL, Value.Absent.NULL, () -> false);

        assertThat(ofOne.at("metadata.0.uid")).isNotEqualTo(ofOther.at("metadata.0.uid"));
        assertThat(kubernetes.read("kubernetes_service_account_v1", ofOne, one).isNull())
                .isTrue();
        assertThat(kubernetes.read("kubernetes_service_account_v1", ofOther, other))
                .isEqualTo(ofOther);
    }

    private Value serviceAccount(Value cluster) throws Refusal {
        String type = "kubernetes_service_account_v1";
        Value.Fields config = kubernetes
                .schema()
                .resources()
                .get(type)
                .block()
                .empty()
                .with(
                        "metadata",
                        Value.list(Value.fields(Map.of("name", Value.of("n"), "namespace", Value.of("kubeflow")))));
        Change change = kubernetes.plan(type, Value.Absent.NULL, config, cluster);
        return kubernetes.apply(type, Value.Absent.NULL, change.planned(), cluster, () -> false);
    }

    @Test
    void everyArgumentOfARandomResourceReplacesIt() throws Refusal {
        Provider random = new Provider(new RandomSource(), world);
        Value.Fields config = random.schema()
                .resources()
                .get("random_password")
                .block()
                .empty()
                .with("length", Value.of(20));
        Change change = random.plan("random_password", Value.Absent.NULL, config, Value.Absent.NULL);
        Value created =
                random.apply("random_password", Value.Absent.NULL, change.planned(), Value.Absent.NULL, () -> false);

        assertThat(created.at("result").text()).hasSize(20);
        assertThat(created.at("special")).isEqualTo(Value.of(true));
        assertThat(random.plan("random_password", created, config.with("special", Value.of(false)), Value.Absent.NULL)
                        .replacing())
                .containsExactly("special");
    }

    @Test
    void anEphemeralPasswordHoldsTheLettersThatWereAskedForAndNoOthers() throws Refusal {
        RandomSource random = new RandomSource();
        Value.Fields config = random.schema()
                .ephemeralResources()
                .get("random_password")
                .block()
                .empty()
                .with("length", Value.of(64))
                .with("upper", Value.of(false))
                .with("lower", Value.of(false))
                .with("override_special", Value.of("abcdef"));

        assertThat(random.open("random_password", config, Value.Absent.NULL, world)
                        .get("result")
                        .text())
                .matches("[0-9a-f]{64}");
    }

    private Value createInstance(String name, Value settings) throws Refusal {
        return create("google_sql_database_instance", "name=" + name, Map.of("settings", Value.list(settings)));
    }

    /** @param attributes as {@code name=value}, with blanks between them */
    private Value create(String type, String attributes) throws Refusal {
        return create(type, attributes, Map.of());
    }

    private Value create(String type, String attributes, Map<String, Value> blocks) throws Refusal {
        Value.Fields planned =
                google.schema().resources().get(type).block().empty().with("project", Value.of("p"));
        for (String attribute : attributes.split(" ", -1)) {
            String[] parts = attribute.split("=", 2);
            planned = planned.with(parts[0], Value.of(parts[1]));
        }
        for (Map.Entry<String, Value> block : blocks.entrySet()) {
            planned = planned.with(block.getKey(), block.getValue());
        }
        return google.apply(type, Value.Absent.NULL, planned, ReferenceResource.PROVIDER, () -> false);
    }

    private static Value.Fields written(Block block, String attributes) {
        Value.Fields written = block.empty();
        for (String attribute : attributes.split(" ", -1)) {
            String[] parts = attribute.split("=", 2);
            written = written.with(parts[0], Value.of(parts[1]));
        }
        return written;
    }

    private void delete(Identity identity, Map<String, Value> state) throws Refusal {
        Value.Fields prior = Value.fields(state).with("id", Value.of(identity.id()));
        google.apply(identity.type(), prior, Value.Absent.NULL, ReferenceResource.PROVIDER, () -> false);
    }
}
