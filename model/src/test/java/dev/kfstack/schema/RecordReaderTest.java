package dev.kfstack.schema;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    @Test
    void anUnknownKeyIsRefusedWithTheOneThatWasMeant() {
        assertThat(problems("cluster: {realeaseChannel: STABLE}"))
                .containsExactly(
                        "cluster.realeaseChannel: unknown key \"realeaseChannel\" (did you mean releaseChannel?)"
                                + " [unknown-key]");
    }

    @Test
    void anUnknownKeyThatIsNearNothingIsRefusedWithAllThatAreKnown() {
        assertThat(problems("location: {country: be}"))
                .containsExactly("location.country: unknown key \"country\", known here: region, zones [unknown-key]");
    }

    @Test
    void aMissingKeyIsExplained() {
        assertThat(problems("{disks: {data: {zones: [europe-west1-b]}}}"))
                .containsExactly("disks.data.sizeGb: is required: Size in GB; it can only grow [missing-key]");
    }

    @Test
    void numbersAreWholeDecimalAndInRange() {
        String path = "cluster.maxPodsPerNode: ";
        assertThat(pods("8")).isEmpty();
        assertThat(pods("256")).isEmpty();
        assertThat(pods("7")).containsExactly(path + "must be between 8 and 256, got 7 [out-of-range]");
        assertThat(pods("257")).containsExactly(path + "must be between 8 and 256, got 257 [out-of-range]");
        assertThat(pods("-8")).containsExactly(path + "must be between 8 and 256, got -8 [out-of-range]");
        assertThat(pods("9999999999"))
                .containsExactly(path + "must be between 8 and 256, got 9999999999 [out-of-range]");
        assertThat(pods("0x20")).containsExactly(path + "must be in decimal digits, got 0x20 [wrong-type]");
        assertThat(pods("64.0")).containsExactly(path + "must be a whole number, got the number 64.0 [wrong-type]");
        assertThat(pods("\"64\"")).containsExactly(path + "must be a whole number, got \"64\" [wrong-type]");
        assertThat(pods("many")).containsExactly(path + "must be a whole number, got \"many\" [wrong-type]");
        assertThat(pods("[64]")).containsExactly(path + "must be a single value, got a list [wrong-type]");
    }

    private static List<String> pods(String value) {
        return problems("cluster: {maxPodsPerNode: " + value + "}");
    }

    @Test
    void aRangeWithoutEndSaysItsBeginningOnly() {
        assertThat(problems("secrets: {a: {generation: 0}}"))
                .containsExactly("secrets.a.generation: must be at least 1, got 0 [out-of-range]");
    }

    @Test
    void booleansAreTrueOrFalse() {
        assertThat(problems("cluster: {deletionProtection: False}")).isEmpty();
        assertThat(problems("cluster: {deletionProtection: yes}"))
                .containsExactly("cluster.deletionProtection: must be true or false, got \"yes\" [wrong-type]");
        assertThat(problems("cluster: {deletionProtection: 1}"))
                .containsExactly("cluster.deletionProtection: must be true or false, got the number 1 [wrong-type]");
    }

    @Test
    void whatLooksLikeANumberIsQuotedWhereAStringIsMeant() {
        assertThat(problems("project: {number: 481516234201}"))
                .containsExactly("project.number: must be a string, got the number 481516234201 (quote it:"
                        + " \"481516234201\") [wrong-type]");
        assertThat(problems("labels: {a: true}"))
                .containsExactly("labels.a: must be a string, got the boolean true (quote it: \"true\") [wrong-type]");
        assertThat(problems("location: {zones: [~]}"))
                .containsExactly("location.zones[0]: must be a string, got nothing [wrong-type]");
    }

    @Test
    void sectionsAreMapsAndListsAreLists() {
        assertThat(problems("network: shared")).containsExactly("network: must be a map, got \"shared\" [wrong-type]");
        assertThat(problems("location: {zones: europe-west1-b}"))
                .containsExactly("location.zones: must be a list, got \"europe-west1-b\" [wrong-type]");
        assertThat(problems("nodePools: [standard]"))
                .containsExactly("nodePools: must be a map, got a list [wrong-type]");
    }

    @Test
    void stringsHaveTheirForm() {
        assertThat(problems("project: {id: Example}"))
                .containsExactly("project.id: must be a project id: 6 to 30 lower-case letters, digits and dashes, got"
                        + " \"Example\" [bad-form]");
        assertThat(problems("labels: {empty: \"\"}")).isEmpty();
        assertThat(problems("secrets: {a: {kubernetes: {secret: ns/a, keys: {k: \" \"}}}}"))
                .containsExactly("secrets.a.kubernetes.keys.k: must not be empty [bad-form]");
    }

    @Test
    void theSecurityGroupHasTheNameGkeAsksFor() {
        assertThat(problems("cluster: {securityGroup: gke-security-groups@example.com}"))
                .isEmpty();
        assertThat(problems("cluster: {securityGroup: gke-admins@example.com}"))
                .containsExactly("cluster.securityGroup: must be gke-security-groups@ and your domain, got"
                        + " \"gke-admins@example.com\" [bad-form]");
    }

    @Test
    void keysOfMapsHaveTheirForm() {
        assertThat(problems("nodePools: {GPU_pool: {machineType: e2-standard-2, autoscaling: {totalMin: 0, totalMax:"
                        + " 1}}}"))
                .containsExactly(
                        "nodePools.GPU_pool: the key must be a name of lower-case letters, digits and dashes that"
                                + " starts with a letter and does not end with a dash, got \"GPU_pool\" [bad-key]");
        assertThat(problems("labels: {" + "k".repeat(63) + ": a}")).isEmpty();
        assertThat(problems("labels: {" + "k".repeat(64) + ": a}")).hasSize(1);
    }

    @Test
    void whatStandsUnderABadKeyIsNotJudged() {
        assertThat(problems("nodePools: {ml.pool: {machineType: x9-a, autoscaling: {totalMin: 2, totalMax: 1}}}"))
                .singleElement()
                .asString()
                .startsWith("nodePools[\"ml.pool\"]: the key must be a name")
                .endsWith("[bad-key]");
    }

    @Test
    void nodeLabelsKeepKubernetesLimits() {
        assertThat(labels("n".repeat(63), "v".repeat(63))).isEmpty();
        assertThat(labels("example.com/" + "n".repeat(63), "v")).isEmpty();
        assertThat(labels("n".repeat(64), "v")).singleElement().asString().endsWith("[bad-key]");
        assertThat(labels("n", "v".repeat(64))).singleElement().asString().endsWith("[bad-form]");
    }

    private static List<String> labels(String key, String value) {
        return problems("nodePools: {standard: {labels: {" + key + ": " + value + "}}}");
    }

    @Test
    void ofSeveralFormsOneIsGiven() {
        assertThat(access("dns")).isEmpty();
        assertThat(access("{dns: {}}")).isEmpty();
        assertThat(access("{privateCidr: 172.16.0.0/28}")).isEmpty();
        assertThat(access("{privateCidr: {cidr: 172.16.0.0/28}}")).isEmpty();
        String forms = "dns, {privateCidr: …}, {privateSubnetwork: …}";
        assertThat(access("dsn"))
                .containsExactly("cluster.controlPlane.access: must be one of " + forms
                        + ", got \"dsn\" (did you mean dns?) [not-allowed]");
        assertThat(access("{}"))
                .containsExactly(
                        "cluster.controlPlane.access: must hold exactly one of " + forms + ", got none [not-allowed]");
        assertThat(access("{privateCird: 172.16.0.0/28}"))
                .containsExactly("cluster.controlPlane.access: must hold exactly one of " + forms
                        + ", got privateCird (did you mean privateCidr?) [not-allowed]");
        assertThat(access("[dns]"))
                .containsExactly("cluster.controlPlane.access: must be one of " + forms + ", got a list [not-allowed]");
    }

    private static List<String> access(String access) {
        return problems("cluster: {controlPlane: {access: " + access + "}}");
    }

    @Test
    void aFormOfTheBaseIsRemovedBeforeAnotherIsGiven() {
        assertThat(problems("terraform: {backend: {gcs: {bucket: state}}}"))
                .containsExactly("terraform.backend: must hold exactly one of {gcs: …}, local, got local, gcs (write"
                        + " local: null to remove the one of base.yaml) [not-allowed]");
        assertThat(problems("terraform: {backend: {local: null, gcs: {bucket: state}}}"))
                .isEmpty();
    }

    @Test
    void aValueThatCannotBeReadHidesOnlyWhatStandsBesideIt() {
        assertThat(problems(
                        "{nodePools: {standard: {autoscaling: {totalMin: many}}, ml: {machineType: x9-a, autoscaling:"
                                + " {totalMin: 2, totalMax: 1}}}}"))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("nodePools.standard.autoscaling.totalMin: must be a whole number"))
                .anyMatch(line -> line.endsWith("[machine-type]"))
                .anyMatch(line -> line.endsWith("[autoscaling-bounds]"));
    }

    /** Each text makes a regular expression that backtracks, or recurses, take forever or die. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "project: {id: %s}",
                "kubeflow: {hostname: %s}",
                "kubeflow: {images: {mirror: %s}}",
                "kubeflow: {version: %s}",
                "kubeflow: {upstream: {repository: %s}}",
                "cluster: {securityGroup: %s}",
                "cluster: {maintenance: {window: {start: %s, durationHours: 12, recurrence: %1$s}}}",
                "nodePools: {standard: {machineType: %s}}",
                "nodePools: {standard: {labels: {a: %s}, zones: [%1$s], accelerator: {type: %1$s, count: 1}}}",
                "terraform: {backend: {gcs: {bucket: %s, kmsKey: %1$s}}}",
                "teams: {red: {owner: %s, serviceAccount: %1$s, quota: {cpu: %1$s}}}",
                "disks: {data: {sizeGb: 10, zones: [europe-west1-b], claim: %s}}",
                "network: {subnetwork: {cidr: %s}}",
                "backup: {gke: {cron: %s, keepDays: 1}}",
                "serviceAccounts: {red: {roles: [%s], kubernetes: [%1$s]}}",
            })
    void longInputIsRefusedAtOnce(String template) {
        List<String> longs = List.of(
                "a".repeat(100_000),
                "a-".repeat(50_000),
                "a.".repeat(50_000) + "!",
                "a/".repeat(50_000),
                "1".repeat(100_000),
                "x@" + "a.".repeat(50_000),
                "0,".repeat(50_000) + "0 * * * *",
                "FREQ=WEEKLY;BYDAY=" + "SA,".repeat(30_000) + "SU",
                "gke-security-groups@a" + ".a".repeat(50_000),
                "projects/" + "p".repeat(100_000) + "/roles/a");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String text : longs) {
                assertThat(problems(template.formatted("\"" + text + "\"")))
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.length()).isLessThan(1000));
            }
        });
    }
}
