package dev.kfstack.stacks;

import dev.kfstack.bindings.random_provider.provider.RandomProvider;
import dev.kfstack.constructs.CloudSqlInstance;
import dev.kfstack.constructs.ClusterNotifications;
import dev.kfstack.constructs.DnsRecords;
import dev.kfstack.constructs.EnabledServices;
import dev.kfstack.constructs.EncryptionKeys;
import dev.kfstack.constructs.GatewayAddress;
import dev.kfstack.constructs.GatewayCertificate;
import dev.kfstack.constructs.GatewaySecurityPolicy;
import dev.kfstack.constructs.GcsBucket;
import dev.kfstack.constructs.GroupAccess;
import dev.kfstack.constructs.IapAccess;
import dev.kfstack.constructs.NotificationChannels;
import dev.kfstack.constructs.PersistentDisk;
import dev.kfstack.constructs.PipelineAccounts;
import dev.kfstack.constructs.PlatformAccounts;
import dev.kfstack.constructs.PlatformAlerts;
import dev.kfstack.constructs.ProjectBudget;
import dev.kfstack.constructs.SecretManagerSecret;
import dev.kfstack.constructs.UptimeCheck;
import dev.kfstack.constructs.WorkloadIdentityPool;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Kubeflow.App;
import dev.kfstack.environment.Kubeflow.Login;
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
        if (environment.cluster().notifications()) {
            new ClusterNotifications(this, "notifications", new ClusterNotifications.Props(names, services));
        }
        Map<String, GcsBucket> buckets = buckets();
        disks();
        List<SecretManagerSecret> secrets = secrets();
        database(secrets);
        pipelines(secrets);
        gateway();
        monitoring();
        new PlatformAccounts(this, "service-accounts", new PlatformAccounts.Props(names, services, buckets));
        new GroupAccess(this, "groups", new GroupAccess.Props(names, services));
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
            addDatabases(database, App.MODEL_REGISTRY, DatabaseName.MODEL_REGISTRY);
            for (int i = 0; i < spec.iamUsers().size(); i++) {
                database.addIamUser(
                        spec.iamUsers().get(i),
                        ConfigPath.of("database", "iamUsers").item(i));
            }
            secrets.forEach(secret -> secret.databaseUser().ifPresent(user -> database.addUser(user, secret)));
        });
    }

    private void pipelines(List<SecretManagerSecret> secrets) {
        environment.workloadIdentityFederation().ifPresent(spec -> {
            Construct scope = new Construct(this, "pipelines");
            WorkloadIdentityPool pool =
                    new WorkloadIdentityPool(scope, "pool", new WorkloadIdentityPool.Props(names(), spec, services));
            new PipelineAccounts(scope, "accounts", new PipelineAccounts.Props(names(), services, pool, secrets));
        });
    }

    private void gateway() {
        Construct scope = new Construct(this, "gateway");
        GatewayAddress address = new GatewayAddress(scope, "address", new GatewayAddress.Props(names(), services));
        GatewayCertificate certificate =
                new GatewayCertificate(scope, "certificate", new GatewayCertificate.Props(names(), services));
        new DnsRecords(scope, "dns", new DnsRecords.Props(names(), address, certificate));
        environment
                .gateway()
                .securityPolicy()
                .ifPresent(spec -> new GatewaySecurityPolicy(
                        scope, "security-policy", new GatewaySecurityPolicy.Props(names(), spec, services)));
        if (environment.kubeflow().login() == Login.IAP) {
            new IapAccess(scope, "access", new IapAccess.Props(names(), services));
        }
    }

    private void monitoring() {
        environment.monitoring().ifPresent(spec -> {
            Construct scope = new Construct(this, "monitoring");
            List<String> channels = new NotificationChannels(
                            scope, "channels", new NotificationChannels.Props(names(), spec, services))
                    .channels();
            UptimeCheck uptime = new UptimeCheck(scope, "uptime", new UptimeCheck.Props(names(), services));
            new PlatformAlerts(scope, "alerts", new PlatformAlerts.Props(names(), channels, uptime, services));
            spec.budget()
                    .ifPresent(budget -> new ProjectBudget(
                            scope, "budget", new ProjectBudget.Props(names(), budget, channels, services)));
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
