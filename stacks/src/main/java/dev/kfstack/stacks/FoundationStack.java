package dev.kfstack.stacks;

import dev.kfstack.bindings.random_provider.provider.RandomProvider;
import dev.kfstack.constructs.CloudSqlInstance;
import dev.kfstack.constructs.EnabledServices;
import dev.kfstack.constructs.EncryptionKeys;
import dev.kfstack.constructs.GcsBucket;
import dev.kfstack.constructs.PersistentDisk;
import dev.kfstack.constructs.PlatformAccounts;
import dev.kfstack.constructs.SecretManagerSecret;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.names.DatabaseName;
import dev.kfstack.names.RequiredServices;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.names.Stack;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/** What outlives a cluster. */
public final class FoundationStack extends EnvironmentStack {

    private final Environment environment;
    private final EnabledServices services;
    private final Optional<EncryptionKeys> keys;

    public FoundationStack(Construct scope, ResourceNames names) {
        super(scope, Stack.FOUNDATION, names);
        this.environment = names.environment();
        this.services = new EnabledServices(
                this,
                "services",
                new EnabledServices.Props(environment.project().id(), RequiredServices.ofServiceProject(environment)));
        this.keys = environment
                .encryption()
                .map(spec -> new EncryptionKeys(this, "encryption", new EncryptionKeys.Props(names, spec, services)));
        Map<String, GcsBucket> buckets = buckets();
        disks();
        database(secrets());
        new PlatformAccounts(this, "service-accounts", new PlatformAccounts.Props(names, services, buckets));
    }

    private Map<String, GcsBucket> buckets() {
        Construct scope = new Construct(this, "buckets");
        Map<String, GcsBucket> buckets = new TreeMap<>();
        environment
                .buckets()
                .forEach((name, spec) -> buckets.put(
                        name, new GcsBucket(scope, name, new GcsBucket.Props(names(), name, spec, services, keys))));
        return buckets;
    }

    private void disks() {
        Construct scope = new Construct(this, "disks");
        environment
                .disks()
                .forEach((name, spec) ->
                        new PersistentDisk(scope, name, new PersistentDisk.Props(names(), name, spec, services, keys)));
    }

    private List<SecretManagerSecret> secrets() {
        if (environment.secrets().values().stream()
                .anyMatch(secret -> secret.generate().isPresent())) {
            new RandomProvider(this, "random");
        }
        Construct scope = new Construct(this, "secrets");
        return environment.secrets().entrySet().stream()
                .map(secret -> new SecretManagerSecret(
                        scope,
                        secret.getKey(),
                        new SecretManagerSecret.Props(names(), secret.getKey(), secret.getValue(), services, keys)))
                .toList();
    }

    private void database(List<SecretManagerSecret> secrets) {
        environment.database().ifPresent(spec -> {
            CloudSqlInstance database =
                    new CloudSqlInstance(this, "database", new CloudSqlInstance.Props(names(), spec, services, keys));
            addDatabases(database, App.PIPELINES, DatabaseName.PIPELINES, DatabaseName.METADATA, DatabaseName.CACHE);
            addDatabases(database, App.KATIB, DatabaseName.KATIB);
            secrets.forEach(secret -> secret.databaseUser().ifPresent(user -> database.addUser(user, secret)));
        });
    }

    private void addDatabases(CloudSqlInstance instance, App app, DatabaseName... databases) {
        int index = environment.kubeflow().components().indexOf(app);
        if (index >= 0) {
            ConfigPath origin = ConfigPath.of("kubeflow", "components").item(index);
            for (DatabaseName database : databases) {
                instance.addDatabase(database, origin);
            }
        }
    }
}
