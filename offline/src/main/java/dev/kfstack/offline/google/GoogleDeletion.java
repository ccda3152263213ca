package dev.kfstack.offline.google;

import dev.kfstack.offline.value.Value;
import dev.kfstack.offline.world.Identity;
import dev.kfstack.offline.world.Refusal;
import dev.kfstack.offline.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a delete is refused for, in the provider or by Google; none of it shows in a plan. */
final class GoogleDeletion {

    private static final Map<String, String> PROTECTED = Map.of(
            "google_container_cluster",
                    "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with "
                            + "cluster deletion.",
            "google_sql_database_instance",
                    "Error, failed to delete instance because deletion_protection is set to true. Set it to false to "
                            + "proceed with instance deletion.",
            "google_secret_manager_secret",
                    "cannot destroy secret manager secret without setting deletion_protection=false and running "
                            + "`terraform apply`");

    /** A resource of the first type is in use while one of the second names it in this attribute. */
    private static final List<Use> USES = List.of(
            new Use("google_compute_subnetwork", "google_container_cluster", "subnetwork"),
            new Use("google_compute_subnetwork", "google_compute_address", "subnetwork"),
            new Use("google_compute_subnetwork", "google_compute_forwarding_rule", "subnetwork"),
            new Use("google_compute_network", "google_compute_subnetwork", "network"),
            new Use("google_compute_network", "google_compute_router", "network"),
            new Use("google_compute_network", "google_compute_firewall", "network"),
            new Use("google_compute_network", "google_container_cluster", "network"),
            new Use("google_compute_address", "google_compute_forwarding_rule", "ip_address"));

    private static final Set<String> EVERLASTING = Set.of("google_kms_key_ring", "google_kms_crypto_key");

    private record Use(String used, String user, String attribute) {}

    private GoogleDeletion() {}

    static void check(Identity identity, Value.Fields state, World world) throws Refusal {
        String message = PROTECTED.get(identity.type());
        if (message != null && state.get("deletion_protection").equals(Value.of(true))) {
            throw new Refusal(message);
        }
        if (state.get("deletion_policy").text().equals("PREVENT")) {
            throw new Refusal("cannot destroy " + kind(identity.type())
                    + " without setting deletion_policy=\"DELETE\" and running `terraform apply`");
        }
        for (Use use : USES) {
            if (use.used().equals(identity.type())) {
                checkUse(identity, use, world);
            }
        }
    }

    static boolean onlyForgets(Identity identity, Value.Fields state) {
        boolean enabledService = identity.type().equals("google_project_service")
                && !state.get("disable_on_destroy").equals(Value.of(true));
        return enabledService
                || EVERLASTING.contains(identity.type())
                || state.get("deletion_policy").text().equals("ABANDON");
    }

    private static void checkUse(Identity identity, Use use, World world) throws Refusal {
        for (Map.Entry<String, Value.Fields> user : world.all(use.user()).entrySet()) {
            String named = user.getValue().get(use.attribute()).text();
            if (named.equals(identity.id()) || named.endsWith("/" + identity.id())) {
                String resource = use.used().replaceFirst("google_compute_", "");
                throw new Refusal("googleapi: Error 400: The " + resource + " resource '" + identity.id()
                        + "' is already being used by '" + user.getKey() + "', resourceInUseByAnotherResource");
            }
        }
    }

    /** {@code google_compute_disk} is {@code ComputeDisk} in messages. */
    private static String kind(String type) {
        return Arrays.stream(type.split("_", -1))
                .skip(1)
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
