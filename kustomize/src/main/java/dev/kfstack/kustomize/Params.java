package dev.kfstack.kustomize;

import dev.kfstack.environment.Database;
import dev.kfstack.environment.Disk;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Facts;
import dev.kfstack.names.DatabaseName;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scalars of an environment that components read from the ConfigMap {@code kfstack-params}. */
final class Params {

    /** No token is for it, so nobody gets in before it is known whom tokens are for. */
    private static final String NO_AUDIENCE = "unknown-until-kfstack-facts-pull";

    private Params() {}

    /** Those that {@code inventory} asks for; a key that nobody can fill is left out. */
    static Map<String, String> of(Environment environment, Facts facts, Inventory inventory) {
        Map<String, String> known = known(environment, facts);
        Map<String, String> params = new TreeMap<>(known);
        params.keySet().retainAll(inventory.params());
        environment.kubeflow().images().mirror().ifPresent(mirror -> inventory
                .imageParams()
                .forEach((key, upstream) -> {
                    Image image = Image.of(upstream);
                    params.put(key, image.nameIn(mirror) + image.suffix());
                }));
        return params;
    }

    private static Map<String, String> known(Environment environment, Facts facts) {
        ResourceNames names = new ResourceNames(environment);
        Map<String, String> params = new TreeMap<>();
        params.put("hostname", environment.kubeflow().hostname());
        params.put("gatewayAddress", names.gatewayAddress());
        params.put("certificateMap", names.certificateMap());
        params.put("sslPolicy", names.sslPolicy());
        params.put("securityPolicy", names.securityPolicy());
        params.put("iapAudience", names.iapAudience(facts).orElse(NO_AUDIENCE));
        params.put("clusterIssuer", names.clusterIssuer());
        params.put("projectId", environment.project().id());
        params.put("region", environment.location().region());
        params.put("backupBucket", names.bucket("backup"));
        params.put("artifactBucket", names.bucket(ResourceNames.ARTIFACTS));
        params.put("artifactFolder", names.artifactFolder());
        params.put("veleroServiceAccount", names.email(ReservedAccount.VELERO.account()));
        names.key(KeyUse.DISKS).ifPresent(key -> params.put("diskKey", key));
        environment.database().ifPresent(database -> database(environment, database, names, params));
        for (Map.Entry<String, Disk> disk : environment.disks().entrySet()) {
            if (disk.getValue().claim().equals(Optional.of(ResourceNames.ARTIFACT_CLAIM))) {
                params.put("artifactDiskName", names.disk(disk.getKey()));
                params.put("artifactDiskSize", disk.getValue().sizeGb() + "Gi");
            }
        }
        return params;
    }

    private static void database(
            Environment environment, Database database, ResourceNames names, Map<String, String> params) {
        boolean psc = environment.network().psc().isPresent();
        params.put("sqlConnection", psc ? "--psc" : "--private-ip");
        params.put("sqlInstance", names.databaseConnection(database));
        params.put("sqlProxyServiceAccount", names.email(ReservedAccount.CLOUDSQL.account()));
        params.put("pipelineDb", DatabaseName.PIPELINES.database());
        params.put("mlmdDb", DatabaseName.METADATA.database());
        params.put("cacheDb", DatabaseName.CACHE.database());
        params.put("katibDb", DatabaseName.KATIB.database());
        params.put("modelRegistryDb", DatabaseName.MODEL_REGISTRY.database());
    }
}
