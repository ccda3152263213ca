package dev.kfstack.validation;

import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.environment.Secret;
import dev.kfstack.problem.ConfigPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that refer to something else in the file. */
final class ReferenceRules {

    private ReferenceRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "bucket-exists",
                        "serviceAccounts.NAME.buckets names buckets of the environment.",
                        ReferenceRules::bucketsExist),
                new Rule(
                        "service-account-exists",
                        "teams.NAME.serviceAccount names one of serviceAccounts.",
                        ReferenceRules::serviceAccountsExist),
                new Rule(
                        "service-account-roles",
                        "No service account has roles/owner, roles/editor or roles/viewer, or one role twice.",
                        ReferenceRules::rolesAreNarrow),
                new Rule(
                        "workload-identity-once",
                        "A Kubernetes service account acts as one Google service account.",
                        ReferenceRules::kubernetesAccountsActAsOne),
                new Rule(
                        "secret-generated",
                        "A key whose value is generated belongs to a secret with generate, one whose value is stored to a"
                                + " secret without.",
                        ReferenceRules::generatedNeedsGenerate),
                new Rule(
                        "secret-keys",
                        "A Kubernetes secret has at least one key.",
                        ReferenceRules::kubernetesSecretsHaveKeys),
                new Rule(
                        "secret-once",
                        "No two entries of secrets write the same Kubernetes secret.",
                        ReferenceRules::kubernetesSecretsAreWrittenOnce),
                new Rule(
                        "secret-namespace",
                        "No secret goes to a team's namespace: Profiles make those, and refuse one that is there.",
                        ReferenceRules::secretsStayOutOfTeams),
                new Rule(
                        "secret-database-user",
                        "databaseUser needs the database and a generated password; a key whose value is database-user"
                                + " belongs to a secret with databaseUser.",
                        ReferenceRules::databaseUsersHaveADatabase),
                new Rule(
                        "database-user-once",
                        "No two secrets are the password of one databaseUser.",
                        ReferenceRules::databaseUsersHaveOnePassword));
    }

    private static void bucketsExist(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!report.readable("buckets")) {
            return;
        }
        environment.serviceAccounts().forEach((account, spec) -> spec.buckets().keySet().stream()
                .filter(bucket -> !environment.buckets().containsKey(bucket))
                .forEach(bucket -> report.unknown(
                        ConfigPath.of("serviceAccounts", account, "buckets", bucket),
                        "a bucket",
                        bucket,
                        environment.buckets().keySet())));
    }

    private static void serviceAccountsExist(Subject subject, Report report) {
        Environment environment = subject.environment();
        if (!report.readable("serviceAccounts")) {
            return;
        }
        environment.teams().forEach((team, spec) -> spec.serviceAccount().ifPresent(account -> {
            if (!environment.serviceAccounts().containsKey(account)) {
                report.unknown(
                        ConfigPath.of("teams", team, "serviceAccount"),
                        "a service account",
                        account,
                        environment.serviceAccounts().keySet());
            }
        }));
    }

    private static void rolesAreNarrow(Subject subject, Report report) {
        List<String> basic = List.of("roles/owner", "roles/editor", "roles/viewer");
        subject.environment().serviceAccounts().forEach((account, spec) -> {
            ConfigPath path = ConfigPath.of("serviceAccounts", account, "roles");
            report.twice(path, spec.roles());
            for (int i = 0; i < spec.roles().size(); i++) {
                if (basic.contains(spec.roles().get(i))) {
                    report.error(
                            path.item(i),
                            "the basic role " + spec.roles().get(i) + " reaches everything in the project: name the"
                                    + " roles that are needed");
                }
            }
        });
    }

    private static void kubernetesAccountsActAsOne(Subject subject, Report report) {
        Map<String, String> actsAs = new HashMap<>();
        subject.environment().serviceAccounts().forEach((account, spec) -> {
            for (int i = 0; i < spec.kubernetes().size(); i++) {
                String earlier = actsAs.putIfAbsent(spec.kubernetes().get(i).toString(), account);
                if (earlier != null) {
                    report.error(
                            ConfigPath.of("serviceAccounts", account, "kubernetes")
                                    .item(i),
                            spec.kubernetes().get(i) + " acts as " + earlier + " already");
                }
            }
        });
    }

    private static void generatedNeedsGenerate(Subject subject, Report report) {
        subject.environment().secrets().forEach((name, secret) -> secret.kubernetes()
                .ifPresent(kubernetes -> kubernetes.keys().forEach((key, value) -> {
                    if (value.equals(Secret.Kubernetes.GENERATED)
                            && secret.generate().isEmpty()) {
                        report.error(
                                ConfigPath.of("secrets", name, "kubernetes", "keys", key),
                                "is generated, but the secret has no generate",
                                "add generate: {password: 32}");
                    }
                    if (value.equals(Secret.Kubernetes.STORED)
                            && secret.generate().isPresent()) {
                        report.error(
                                ConfigPath.of("secrets", name, "kubernetes", "keys", key),
                                "is stored, which is a value put in by hand, and the secret has generate",
                                "write " + key + ": generated");
                    }
                })));
    }

    private static void kubernetesSecretsHaveKeys(Subject subject, Report report) {
        subject.environment().secrets().forEach((name, secret) -> secret.kubernetes()
                .filter(kubernetes -> kubernetes.keys().isEmpty())
                .ifPresent(kubernetes -> report.error(
                        ConfigPath.of("secrets", name, "kubernetes"),
                        "must have at least one key",
                        "add keys: {password: generated}")));
    }

    private static void kubernetesSecretsAreWrittenOnce(Subject subject, Report report) {
        Map<String, String> writtenBy = new HashMap<>();
        subject.environment().secrets().forEach((name, secret) -> secret.kubernetes()
                .ifPresent(kubernetes -> kubernetes.secrets().forEach(written -> {
                    String earlier = writtenBy.putIfAbsent(written.toString(), name);
                    if (earlier != null) {
                        report.error(
                                ConfigPath.of("secrets", name, "kubernetes", "secret"),
                                written + " is written by " + earlier + " already");
                    }
                })));
    }

    private static void secretsStayOutOfTeams(Subject subject, Report report) {
        Environment environment = subject.environment();
        environment.secrets().forEach((name, secret) -> secret.kubernetes().stream()
                .flatMap(kubernetes -> kubernetes.secrets().stream())
                .map(NamespacedName::namespace)
                .filter(environment.teams()::containsKey)
                .forEach(team -> report.error(
                        ConfigPath.of("secrets", name, "kubernetes", "secret"),
                        "the namespace " + team + " is made by the team's Profile, which refuses one that is there"
                                + " already")));
    }

    private static void databaseUsersHaveADatabase(Subject subject, Report report) {
        Environment environment = subject.environment();
        environment.secrets().forEach((name, secret) -> {
            ConfigPath path = ConfigPath.of("secrets", name);
            if (secret.databaseUser().isPresent() && environment.database().isEmpty()) {
                report.error(path.key("databaseUser"), "there is no database for the user to log in to");
            }
            if (secret.databaseUser().isPresent() && secret.generate().isEmpty()) {
                report.error(
                        path.key("databaseUser"),
                        "needs a password that Terraform makes: the secret has no generate",
                        "add generate: {password: 32}");
            }
            secret.kubernetes().ifPresent(kubernetes -> kubernetes.keys().forEach((key, value) -> {
                if (value.equals(Secret.Kubernetes.DATABASE_USER)
                        && secret.databaseUser().isEmpty()) {
                    report.error(
                            path.key("kubernetes").key("keys").key(key),
                            "is database-user, but the secret has no databaseUser",
                            "add databaseUser: kubeflow");
                }
            }));
        });
    }

    private static void databaseUsersHaveOnePassword(Subject subject, Report report) {
        Map<String, String> passwordOf = new HashMap<>();
        subject.environment().secrets().forEach((name, secret) -> secret.databaseUser()
                .ifPresent(user -> {
                    String earlier = passwordOf.putIfAbsent(user, name);
                    if (earlier != null) {
                        report.error(
                                ConfigPath.of("secrets", name, "databaseUser"),
                                "the secret " + earlier + " is the password of " + user + " already");
                    }
                }));
    }
}
