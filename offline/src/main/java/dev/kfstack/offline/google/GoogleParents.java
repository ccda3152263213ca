package dev.kfstack.offline.google;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.List;
import java.util.stream.Stream;

/** What must exist before something can be created in it; none of it shows in a plan. */
final class GoogleParents {

    private static final String CLUSTER = "google_container_cluster";
    private static final String INSTANCE = "google_sql_database_instance";
    private static final String NETWORK = "google_compute_network";
    private static final String CONNECTION = "google_service_networking_connection";
    private static final String USER = "google_sql_user";

    private GoogleParents() {}

    static void check(Identity identity, Value.Fields resource, World world) throws Refusal {
        switch (identity.type()) {
            case "google_container_node_pool" -> checkCluster(identity, world);
            case "google_sql_database" -> checkInstance("database", identity.name(), resource, world);
            case USER -> checkInstance("user", resource.get("name").text(), resource, world);
            case INSTANCE -> checkPeering(resource, world);
            default -> {}
        }
    }

    /** What goes with a parent whose id its own does not begin with: an instance's users, the objects in a cluster. */
    static List<Identity> parts(Identity identity, World world) {
        return switch (identity.type()) {
            case INSTANCE ->
                world.all(USER).entrySet().stream()
                        .filter(user -> instance(user.getValue()).equals(identity))
                        .map(user -> new Identity(USER, user.getKey()))
                        .toList();
            case CLUSTER ->
                world.find(identity).stream().flatMap(GoogleParents::objects).toList();
            default -> List.of();
        };
    }

    /** The kubernetes provider reaches them at one of the cluster's addresses. */
    private static Stream<Identity> objects(Value.Fields cluster) {
        return Stream.of("control_plane_endpoints_config.0.dns_endpoint_config.0.endpoint", "endpoint")
                .map(address -> new Identity("kubernetes_", cluster.at(address).text()));
    }

    private static void checkCluster(Identity pool, World world) throws Refusal {
        String cluster = pool.id().substring(0, pool.id().lastIndexOf("/nodePools/"));
        if (world.find(new Identity(CLUSTER, cluster)).isEmpty()) {
            throw new Refusal("error creating NodePool: googleapi: Error 404: Not found: " + cluster + "., notFound");
        }
    }

    /**
     * The API does not tell an instance that is not there from one that is not yours:
     * <a href="https://cloud.google.com/sql/docs/troubleshooting">troubleshooting</a>.
     */
    private static void checkInstance(String kind, String name, Value.Fields resource, World world) throws Refusal {
        Identity instance = instance(resource);
        if (world.find(instance).isEmpty()) {
            throw new Refusal("Error, failed to insert " + kind + " " + name + " into instance " + instance.name()
                    + ": googleapi: Error 403: The client is not authorized to make this request., notAuthorized (there is"
                    + " no instance " + instance.id() + ")");
        }
    }

    private static Identity instance(Value.Fields resource) {
        return new Identity(
                INSTANCE,
                "projects/" + resource.get("project").text() + "/instances/"
                        + resource.get("instance").text());
    }

    /** Networks that are not in the world belong to others, who are taken to have connected them. */
    private static void checkPeering(Value.Fields instance, World world) throws Refusal {
        String network =
                instance.at("settings.0.ip_configuration.0.private_network").text();
        String id = network.substring(Math.max(0, network.indexOf("projects/")));
        boolean connected = world.all(CONNECTION).values().stream()
                .anyMatch(connection -> connection.get("network").text().endsWith(id));
        if (world.find(new Identity(NETWORK, id)).isPresent() && !connected) {
            throw new Refusal("Error, failed to create instance "
                    + instance.get("name").text()
                    + ": googleapi: Error 400: Invalid request: Incorrect Service Networking config for instance: "
                    + instance.get("project").text() + ":"
                    + instance.get("name").text()
                    + ":NETWORK_NOT_PEERED., invalid");
        }
    }
}
