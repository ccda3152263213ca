package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.Network;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;

/** Names: what Google's limits leave of them once the environment's name stands in front. */
final class NamingRules {

    /** https://cloud.google.com/iam/docs/service-accounts-create */
    private static final int ACCOUNT_ID_MIN = 6;

    private static final int ACCOUNT_ID_MAX = 30;

    /** https://cloud.google.com/storage/docs/buckets#naming */
    private static final int BUCKET_MAX = 63;

    /** https://cloud.google.com/compute/docs/naming-resources */
    private static final int COMPUTE_MAX = 63;

    /** google provider, resource_container_cluster.go; pools have the same limit at the API */
    private static final int CLUSTER_MAX = 40;

    /** https://cloud.google.com/sql/docs/mysql/instance-settings: project and instance together, with the colon */
    private static final int DATABASE_MAX = 98;

    /** https://cloud.google.com/secret-manager/docs/creating-and-accessing-secrets */
    private static final int SECRET_MAX = 255;

    /** https://cloud.google.com/resource-manager/docs/labels-overview: 64, less those that are not the user's */
    private static final int LABELS_MAX = 61;

    private static final List<String> SYSTEM_NAMESPACES = List.of(
            "auth",
            "cert-manager",
            "default",
            "gmp-public",
            "gmp-system",
            "istio-system",
            "knative-serving",
            "kube-node-lease",
            "kube-public",
            "kube-system",
            "kubeflow",
            "kubeflow-system",
            "kubeflow-user-example-com",
            "oauth2-proxy",
            "velero");

    private NamingRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "environment-name",
                        "The key environment is the file's name without .yaml.",
                        NamingRules::environmentIsFileName),
                new Rule(
                        "cluster-name-length",
                        "The environment's name, which the cluster takes, has at most 40 characters.",
                        NamingRules::clusterFits),
                new Rule(
                        "account-name-length",
                        "ENVIRONMENT-NAME of a service account, kfstack's own included, has 6 to 30 characters.",
                        NamingRules::accountsFit),
                new Rule(
                        "account-name-reserved",
                        "The service accounts " + String.join(", ", ReservedAccount.accounts()) + " are kfstack's own.",
                        NamingRules::accountsAreFree),
                new Rule(
                        "labels-reserved",
                        "The labels environment and managed-by are kfstack's own.",
                        NamingRules::labelsAreFree),
                new Rule(
                        "labels-count",
                        "There are at most 61 labels: resources have room for 64, with kfstack's two and Terraform's one.",
                        NamingRules::labelsAreFew),
                new Rule(
                        "bucket-name",
                        "PROJECT-ENVIRONMENT-NAME of a bucket has at most 63 characters and does not contain google.",
                        NamingRules::bucketsFit),
                new Rule(
                        "bucket-name-reserved",
                        "No bucket is named plans: kfstack makes that one for pipelines.",
                        NamingRules::bucketsAreFree),
                new Rule(
                        "workload-identity-pool-name",
                        "With workloadIdentityFederation, the environment's name does not begin with gcp-.",
                        NamingRules::poolMayBeNamed),
                new Rule(
                        "disk-name-length",
                        "ENVIRONMENT-NAME of a disk has at most 63 characters.",
                        NamingRules::disksFit),
                new Rule(
                        "network-name-length",
                        "ENVIRONMENT-egress-to-NAME of a destination and ENVIRONMENT-forward-NAME of a domain have at most 63"
                                + " characters.",
                        NamingRules::waysOutFit),
                new Rule(
                        "node-pool-name-length",
                        "The name of a node pool has at most 40 characters.",
                        NamingRules::nodePoolsFit),
                new Rule(
                        "database-name-length",
                        "PROJECT:INSTANCE of the database has at most 98 characters.",
                        NamingRules::databaseFits),
                new Rule(
                        "secret-name-length",
                        "ENVIRONMENT-NAME of a secret has at most 255 characters.",
                        NamingRules::secretsFit),
                new Rule(
                        "team-name",
                        "A team's name, which its namespace takes, has at most 63 characters and is no system namespace.",
                        NamingRules::teamsFit));
    }

    private static void environmentIsFileName(Subject subject, Report report) {
        String name = subject.environment().name();
        if (!name.equals(subject.fileName())) {
            report.error(
                    ConfigPath.of("environment"),
                    "must be the file's name, " + subject.fileName() + ", got \"" + name + "\"",
                    "write environment: " + subject.fileName() + ", or rename the file");
        }
    }

    private static void clusterFits(Subject subject, Report report) {
        tooLong(
                report,
                ConfigPath.of("environment"),
                "the cluster's name",
                subject.names().cluster(),
                CLUSTER_MAX);
    }

    private static void accountsFit(Subject subject, Report report) {
        ResourceNames names = subject.names();
        for (String own : ReservedAccount.accounts()) {
            tooLong(
                    report,
                    ConfigPath.of("environment"),
                    "the account id of kfstack's service account " + own,
                    names.accountId(own),
                    ACCOUNT_ID_MAX);
        }
        if (!report.readable("environment")) {
            return;
        }
        subject.environment().serviceAccounts().keySet().forEach(name -> {
            ConfigPath path = ConfigPath.of("serviceAccounts", name);
            tooLong(report, path, "the account id", names.accountId(name), ACCOUNT_ID_MAX);
            if (names.accountId(name).length() < ACCOUNT_ID_MIN) {
                report.error(
                        path,
                        "the account id \"" + names.accountId(name) + "\" has fewer than " + ACCOUNT_ID_MIN
                                + " characters");
            }
        });
    }

    private static void accountsAreFree(Subject subject, Report report) {
        subject.environment().serviceAccounts().keySet().stream()
                .filter(ReservedAccount.accounts()::contains)
                .forEach(name -> report.error(
                        ConfigPath.of("serviceAccounts", name),
                        "\"" + name + "\" is a service account that kfstack makes itself; reserved: "
                                + String.join(", ", ReservedAccount.accounts())));
    }

    private static void labelsAreFree(Subject subject, Report report) {
        subject.environment().labels().keySet().stream()
                .filter(ResourceNames.OWN_LABELS::contains)
                .forEach(key -> report.error(
                        ConfigPath.of("labels", key), "\"" + key + "\" is a label that kfstack writes itself"));
    }

    private static void labelsAreFew(Subject subject, Report report) {
        int count = subject.environment().labels().size();
        if (count > LABELS_MAX) {
            report.error(ConfigPath.of("labels"), "must be at most " + LABELS_MAX + " labels, got " + count);
        }
    }

    private static void bucketsFit(Subject subject, Report report) {
        subject.environment().buckets().keySet().forEach(name -> {
            String bucket = subject.names().bucket(name);
            ConfigPath path = ConfigPath.of("buckets", name);
            tooLong(report, path, "the bucket's name", bucket, BUCKET_MAX);
            if (bucket.contains("google") || bucket.startsWith("goog")) {
                report.error(path, "the bucket's name \"" + bucket + "\" must not contain google or begin with goog");
            }
        });
    }

    private static void bucketsAreFree(Subject subject, Report report) {
        if (subject.environment().buckets().containsKey(ResourceNames.PLANS)) {
            report.error(
                    ConfigPath.of("buckets", ResourceNames.PLANS),
                    "is the bucket that kfstack makes for the plans of pipelines: name it otherwise");
        }
    }

    /** https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools/create */
    private static void poolMayBeNamed(Subject subject, Report report) {
        String pool = subject.names().workloadIdentityPool();
        if (subject.environment().workloadIdentityFederation().isPresent() && pool.startsWith("gcp-")) {
            report.error(
                    ConfigPath.of("environment"),
                    "the workload identity pool \"" + pool + "\" must not begin with gcp-, which Google keeps for"
                            + " itself");
        }
    }

    private static void disksFit(Subject subject, Report report) {
        subject.environment()
                .disks()
                .keySet()
                .forEach(name -> tooLong(
                        report,
                        ConfigPath.of("disks", name),
                        "the disk's name",
                        subject.names().disk(name),
                        COMPUTE_MAX));
    }

    private static void waysOutFit(Subject subject, Report report) {
        Network network = subject.environment().network();
        network.egress().ifPresent(egress -> egress.allow()
                .keySet()
                .forEach(name -> tooLong(
                        report,
                        ConfigPath.of("network", "egress", "allow").key(name),
                        "the firewall rule's name",
                        subject.names().firewallRule(ResourceNames.egressRule(name)),
                        COMPUTE_MAX)));
        network.dns().ifPresent(dns -> dns.forwarding()
                .keySet()
                .forEach(name -> tooLong(
                        report,
                        ConfigPath.of("network", "dns", "forwarding").key(name),
                        "the zone's name",
                        subject.names().dnsZone(ResourceNames.forwardingZone(name)),
                        COMPUTE_MAX)));
    }

    private static void nodePoolsFit(Subject subject, Report report) {
        subject.environment()
                .nodePools()
                .keySet()
                .forEach(name -> tooLong(report, ConfigPath.of("nodePools", name), "the name", name, CLUSTER_MAX));
    }

    private static void databaseFits(Subject subject, Report report) {
        Environment environment = subject.environment();
        environment
                .database()
                .ifPresent(database -> tooLong(
                        report,
                        ConfigPath.of("database", "instanceSuffix"),
                        "project and instance",
                        environment.project().id() + ":" + subject.names().databaseInstance(database),
                        DATABASE_MAX));
    }

    private static void secretsFit(Subject subject, Report report) {
        subject.environment()
                .secrets()
                .keySet()
                .forEach(name -> tooLong(
                        report,
                        ConfigPath.of("secrets", name),
                        "the secret's id",
                        subject.names().secret(name),
                        SECRET_MAX));
    }

    private static void teamsFit(Subject subject, Report report) {
        subject.environment().teams().keySet().forEach(name -> {
            ConfigPath path = ConfigPath.of("teams", name);
            tooLong(report, path, "the namespace's name", name, COMPUTE_MAX);
            boolean argocd = subject.environment()
                    .argocd()
                    .filter(tool -> tool.namespace().equals(name))
                    .isPresent();
            if (argocd || SYSTEM_NAMESPACES.contains(name) || name.startsWith("kube-") || name.startsWith("gke-")) {
                report.error(path, "\"" + name + "\" is a namespace of the platform, not of a team");
            }
        });
    }

    private static void tooLong(Report report, ConfigPath path, String what, String name, int limit) {
        if (name.length() > limit) {
            report.error(
                    path,
                    what + " \"" + name + "\" has " + name.length() + " characters, allowed are " + limit,
                    "shorten it by " + (name.length() - limit));
        }
    }
}
