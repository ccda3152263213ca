package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceRulesTest {

    @Test
    void aServiceAccountsBucketsExist() {
        String account = "serviceAccounts: {pipelines: {buckets: {artifacts: roles/storage.objectUser}}}";
        assertThat(problems("{buckets: {artifacts: {}}, " + account + "}")).isEmpty();
        assertThat(problems(account))
                .containsExactly("serviceAccounts.pipelines.buckets.artifacts: must name a bucket, got \"artifacts\";"
                        + " there is none [bucket-exists]");
        assertThat(problems("{buckets: {artefacts: {}, backup: {}}, " + account + "}"))
                .containsExactly("serviceAccounts.pipelines.buckets.artifacts: must name a bucket, got \"artifacts\";"
                        + " known: artefacts, backup (did you mean artefacts?) [bucket-exists]");
    }

    @Test
    void nothingIsSaidOfBucketsThatCannotBeRead() {
        assertThat(problems("{buckets: [artifacts], backup: {velero: {}}, kubeflow: {components: [profiles]},"
                        + " serviceAccounts: {pipelines: {buckets: {artifacts: roles/storage.objectUser}}}}"))
                .containsExactly("buckets: must be a map, got a list [wrong-type]");
    }

    @Test
    void aTeamsServiceAccountExists() {
        String team = "teams: {red: {owner: owner@example.com, serviceAccount: red}}";
        assertThat(problems("{serviceAccounts: {red: {}}, " + team + "}")).isEmpty();
        assertThat(problems("{serviceAccounts: {read: {}}, " + team + "}"))
                .containsExactly("teams.red.serviceAccount: must name a service account, got \"red\"; known: read (did"
                        + " you mean read?) [service-account-exists]");
        assertThat(problems("{serviceAccounts: [red], " + team + "}"))
                .containsExactly("serviceAccounts: must be a map, got a list [wrong-type]");
    }

    @Test
    void aRoleIsNamedOnce() {
        assertThat(problems("serviceAccounts: {red: {roles: [roles/bigquery.user, roles/bigquery.user]}}"))
                .containsExactly("serviceAccounts.red.roles[1]: \"roles/bigquery.user\" is named twice"
                        + " [service-account-roles]");
    }

    @Test
    void basicRolesAreRefused() {
        assertThat(problems("serviceAccounts: {red: {roles: [roles/bigquery.user, roles/editors]}}"))
                .isEmpty();
        for (String role : List.of("roles/owner", "roles/editor", "roles/viewer")) {
            assertThat(problems("serviceAccounts: {red: {roles: [roles/bigquery.user, " + role + "]}}"))
                    .containsExactly(
                            "serviceAccounts.red.roles[1]: the basic role " + role + " reaches everything in the"
                                    + " project: name the roles that are needed [service-account-roles]");
        }
    }

    @Test
    void aKubernetesServiceAccountActsAsOneGoogleServiceAccount() {
        assertThat(problems("serviceAccounts: {red: {kubernetes: [red/default-editor]}, blue: {kubernetes:"
                        + " [blue/default-editor]}}"))
                .isEmpty();
        assertThat(problems("serviceAccounts: {red: {kubernetes: [red/default-editor]}, blue: {kubernetes:"
                        + " [blue/default-editor, red/default-editor]}}"))
                .containsExactly("serviceAccounts.blue.kubernetes[1]: red/default-editor acts as red already"
                        + " [workload-identity-once]");
    }

    private static final String KUBERNETES = "kubernetes: {secret: kubeflow/%s, keys: {password: generated}}";

    @Test
    void aGeneratedKeyNeedsGenerate() {
        String kubernetes = KUBERNETES.formatted("mysql");
        assertThat(problems("secrets: {mysql: {generate: {password: 32}, " + kubernetes + "}}"))
                .isEmpty();
        assertThat(problems("secrets: {mysql: {" + kubernetes + "}}"))
                .containsExactly("secrets.mysql.kubernetes.keys.password: is generated, but the secret has no generate"
                        + " (add generate: {password: 32}) [secret-generated]");
    }

    @Test
    void aStoredKeyIsOneThatTerraformDoesNotMake() {
        String kubernetes = "kubernetes: {secret: auth/a, keys: {key: stored}}";
        assertThat(problems("secrets: {a: {" + kubernetes + "}}")).isEmpty();
        assertThat(problems("secrets: {a: {generate: {password: 32}, " + kubernetes + "}}"))
                .containsExactly(
                        "secrets.a.kubernetes.keys.key: is stored, which is a value put in by hand, and the secret has"
                                + " generate (write key: generated) [secret-generated]");
    }

    @Test
    void aSecretInFurtherNamespacesIsWrittenOnceInEach() {
        String two = "{secrets: {a: {kubernetes: {secret: auth/x, alsoIn: [other], keys: {key: stored}}},"
                + " b: {kubernetes: {secret: %s, keys: {key: stored}}}}, teams: {red: {owner: owner@example.com}}}";
        assertThat(problems(two.formatted("other/y"))).isEmpty();
        assertThat(problems(two.formatted("other/x")))
                .containsExactly("secrets.b.kubernetes.secret: other/x is written by a already [secret-once]");
        assertThat(problems(two.formatted("red/x")))
                .containsExactly(
                        "secrets.b.kubernetes.secret: the namespace red is made by the team's Profile, which refuses"
                                + " one that is there already [secret-namespace]");
    }

    @Test
    void aValueIsGeneratedInOneForm() {
        assertThat(problems("secrets: {a: {generate: {password: 16}}, b: {generate: {hex: 16}}, c: {generate: {base64:"
                        + " 64}}}"))
                .isEmpty();
        assertThat(problems("secrets: {a: {generate: {hex: 32, base64: 32}}}"))
                .containsExactly(
                        "secrets.a.generate: must hold exactly one of {password: …}, {hex: …}, {base64: …}, got hex,"
                                + " base64 [not-allowed]");
    }

    @Test
    void aGeneratedKeyHasSixteenToSixtyFourBytes() {
        assertThat(problems("secrets: {a: {generate: {hex: 15}}, b: {generate: {base64: 65}}}"))
                .containsExactly(
                        "secrets.a.generate.hex: must be between 16 and 64, got 15 [out-of-range]",
                        "secrets.b.generate.base64: must be between 16 and 64, got 65 [out-of-range]");
    }

    @Test
    void aKubernetesSecretHasAKey() {
        assertThat(problems("secrets: {mysql: {kubernetes: {secret: kubeflow/mysql, keys: {username: kubeflow}}}}"))
                .isEmpty();
        assertThat(problems("secrets: {mysql: {kubernetes: {secret: kubeflow/mysql}}}"))
                .containsExactly(
                        "secrets.mysql.kubernetes: must have at least one key (add keys: {password: generated})"
                                + " [secret-keys]");
    }

    @Test
    void aKubernetesSecretIsWrittenOnce() {
        String secrets = "secrets: {a: {generate: {password: 16}, " + KUBERNETES.formatted("a")
                + "}, b: {generate: {password: 16}, " + KUBERNETES + "}}";
        assertThat(problems(secrets.formatted("b"))).isEmpty();
        assertThat(problems(secrets.formatted("a")))
                .containsExactly("secrets.b.kubernetes.secret: kubeflow/a is written by a already [secret-once]");
    }

    @Test
    void aSecretStaysOutOfTheNamespacesThatProfilesMake() {
        String secret =
                "{teams: {red: {owner: owner@example.com}}, secrets: {token: {generate: {password: 16}, kubernetes:"
                        + " {secret: %s/token, keys: {token: generated}}}}}";
        assertThat(problems(secret.formatted("kubeflow"))).isEmpty();
        assertThat(problems(secret.formatted("red")))
                .containsExactly(
                        "secrets.token.kubernetes.secret: the namespace red is made by the team's Profile, which"
                                + " refuses one that is there already [secret-namespace]");
    }

    @Test
    void aDatabaseUserHasADatabaseAndAGeneratedPassword() {
        String secret =
                "{network: {psc: {name: psc, cidr: 10.40.0.0/28}}, %s secrets: {mysql: {%s databaseUser: kubeflow,"
                        + " kubernetes: {secret: kubeflow/mysql, keys: {user: database-user}}}}}";
        String database = "database: {tier: db-custom-2-7680},";
        assertThat(problems(secret.formatted(database, "generate: {password: 16},")))
                .isEmpty();
        assertThat(problems(secret.formatted("", "")))
                .containsExactlyInAnyOrder(
                        "secrets.mysql.databaseUser: there is no database for the user to log in to"
                                + " [secret-database-user]",
                        "secrets.mysql.databaseUser: needs a password that Terraform makes: the secret has no generate"
                                + " (add generate: {password: 32}) [secret-database-user]");
    }

    @Test
    void theKeyThatNamesADatabaseUserBelongsToASecretThatHasOne() {
        assertThat(problems("secrets: {mysql: {kubernetes: {secret: kubeflow/mysql, keys: {user: database-user}}}}"))
                .containsExactly(
                        "secrets.mysql.kubernetes.keys.user: is database-user, but the secret has no databaseUser"
                                + " (add databaseUser: kubeflow) [secret-database-user]");
    }

    @Test
    void aDatabaseUserHasOnePassword() {
        String secrets = "secrets: {a: {generate: {password: 32}, databaseUser: one}, b: {generate: {password: 32},"
                + " databaseUser: %s}}";

        assertThat(problemsOf("database-user-once", secrets.formatted("two"))).isEmpty();
        assertThat(problemsOf("database-user-once", secrets.formatted("one")))
                .containsExactly("secrets.b.databaseUser: the secret a is the password of one already"
                        + " [database-user-once]");
    }
}
