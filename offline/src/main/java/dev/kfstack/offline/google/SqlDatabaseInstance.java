package dev.kfstack.offline.google;

import dev.kfstack.offline.provider.Change;
import dev.kfstack.offline.provider.Problem;
import dev.kfstack.offline.value.Value;
import java.util.List;

/** {@code google_sql_database_instance}. */
final class SqlDatabaseInstance {

    private static final String PRIVATE_NETWORK = "settings.0.ip_configuration.0.private_network";
    private static final String POINT_IN_TIME = "settings.0.backup_configuration.0.point_in_time_recovery_enabled";

    private static final String NETWORK_FORM =
            "^(?:http(?:s)?://.+/)?projects/([-a-z0-9.:]{1,63})/global/networks/([a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$";

    private SqlDatabaseInstance() {}

    static void checkPrivateNetwork(Value.Fields config, List<Problem> problems) {
        String network = config.at(PRIVATE_NETWORK).text();
        if (!network.isEmpty() && !network.matches(NETWORK_FORM)) {
            problems.add(Problem.error(
                    PRIVATE_NETWORK,
                    "\"" + PRIVATE_NETWORK + "\" (\"" + network + "\") doesn't match regexp \"" + NETWORK_FORM + "\"",
                    ""));
        }
    }

    /** Another network is a change in place to the provider; no network is not. */
    static void privateNetworkStays(Change change) {
        if (change.changes(PRIVATE_NETWORK)
                && change.planned().at(PRIVATE_NETWORK).isZero()) {
            change.replace(PRIVATE_NETWORK);
        }
    }

    static void pointInTimeRecovery(Change change) {
        boolean mysql = change.planned().get("database_version").text().startsWith("MYSQL");
        if (mysql && change.planned().at(POINT_IN_TIME).text().equals("true")) {
            change.refuse(
                    POINT_IN_TIME,
                    "point_in_time_recovery_enabled is only available for the following [POSTGRES SQLSERVER]. You may want to "
                            + "consider using binary_log_enabled instead and remove point_in_time_recovery_enabled (removing "
                            + "this configuration will disable it)");
        }
    }
}
