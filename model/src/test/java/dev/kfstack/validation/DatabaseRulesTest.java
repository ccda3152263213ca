package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseRulesTest {

    /** What is said of a database that has a path to it. */
    private static List<String> database(String attributes) {
        return problems("{network: {psc: {name: psc, cidr: 10.41.0.0/28}}, database: {" + attributes + "}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db-custom-1-3840",
                "db-custom-1-6656",
                "db-custom-2-3840",
                "db-custom-2-13312",
                "db-custom-96-638976",
                "db-f1-micro",
                "db-n1-highmem-4"
            })
    void tiersThatCloudSqlOffersAreTaken(String tier) {
        assertThat(database("tier: " + tier)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 98})
    void aCustomTierHasOneCpuOrAnEvenNumber(int cpus) {
        assertThat(database("tier: db-custom-" + cpus + "-7680"))
                .containsExactly(
                        "database.tier: must have 1 CPU or an even number up to 96, got " + cpus + " [database-tier]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-3584", "1-6912", "2-7681", "8-7168", "96-639232"})
    void aCustomTiersMemoryFitsItsCpus(String sizes) {
        String cpus = sizes.substring(0, sizes.indexOf('-'));
        String megabytes = sizes.substring(sizes.indexOf('-') + 1);
        assertThat(database("tier: db-custom-" + sizes))
                .containsExactly(
                        "database.tier: memory must be a multiple of 256 MB, at least 3840 MB, and 0.9 to 6.5 GB"
                                + " for each CPU, got " + megabytes + " MB for " + cpus + " [database-tier]");
    }

    @ParameterizedTest
    @CsvSource({"ENTERPRISE, db-custom-N4-4-16384", "ENTERPRISE_PLUS, db-c4a-highmem-4"})
    void machinesOnHyperdiskAreRefused(String edition, String tier) {
        assertThat(database("edition: " + edition + ", tier: " + tier))
                .containsExactly("database.tier: must be a machine on Persistent Disk, got \"" + tier
                        + "\", whose disks are Hyperdisk [database-tier]");
    }

    @Test
    void tiersThatDoNotExistAreRefused() {
        assertThat(database("tier: db-custom-2"))
                .containsExactly(
                        "database.tier: must be db-custom-CPUS-MEGABYTES, got \"db-custom-2\" [database-tier]");
        assertThat(database("tier: db-n1-standrd-4"))
                .singleElement()
                .asString()
                .startsWith("database.tier: must name a tier, or be db-custom-CPUS-MEGABYTES, got \"db-n1-standrd-4\";"
                        + " known: db-f1-micro, db-g1-small, db-n1-standard-1, ")
                .endsWith(" (did you mean db-n1-standard-4?) [database-tier]");
    }

    @Test
    void aStandbyNeedsBinaryLogs() {
        String regional = "tier: db-custom-2-7680, availability: REGIONAL";
        assertThat(database(regional)).isEmpty();
        assertThat(database(regional + ", backups: {pointInTime: false}"))
                .containsExactly("database.backups.pointInTime: must be true with availability REGIONAL: the standby is"
                        + " fed by binary logs [database-standby]");
        assertThat(database("tier: db-custom-2-7680, backups: {pointInTime: false}"))
                .isEmpty();
    }

    @Test
    void eachEditionHasTiersOfItsOwn() {
        assertThat(database("tier: db-perf-optimized-N-8, edition: ENTERPRISE_PLUS"))
                .isEmpty();
        assertThat(database("tier: db-perf-optimized-N-8"))
                .containsExactly("database.tier: \"db-perf-optimized-N-8\" needs edition ENTERPRISE_PLUS (add edition:"
                        + " ENTERPRISE_PLUS) [database-tier]");
        assertThat(database("tier: db-custom-2-7680, edition: ENTERPRISE_PLUS"))
                .singleElement()
                .asString()
                .startsWith("database.tier: must name a tier of ENTERPRISE_PLUS, got \"db-custom-2-7680\"; known:"
                        + " db-perf-optimized-N-2, db-perf-optimized-N-4, ")
                .endsWith(" [database-tier]");
    }

    @Test
    void logsAreKeptForSevenDaysOrForThirtyFiveWithEnterprisePlus() {
        String plus = "tier: db-perf-optimized-N-2, edition: ENTERPRISE_PLUS, backups: ";
        assertThat(database("tier: db-custom-2-7680, backups: {logDays: 7}")).isEmpty();
        assertThat(database(plus + "{logDays: 35}")).isEmpty();
        assertThat(database("tier: db-custom-2-7680, backups: {logDays: 8}"))
                .containsExactly("database.backups.logDays: must be at most 7 with edition ENTERPRISE, got 8"
                        + " [database-log-days]");
        assertThat(database(plus + "{logDays: 36}"))
                .containsExactly("database.backups.logDays: must be between 1 and 35, got 36 [out-of-range]");
    }

    @ParameterizedTest
    @CsvSource({"2026-12-15, 2027-01-05", "2026-12-15, 2026-12-15", "2026-10-03, 2026-12-31"})
    void updatesCanBeDeniedForNinetyDays(String start, String end) {
        assertThat(deny(start, end)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12-15, 01-05", "11-15, 02-12", "01-01, 03-30"})
    void aDenialOfEveryYearIsLetThroughWithAWarning(String start, String end) {
        assertThat(deny(start, end))
                .containsExactly(
                        "warning: database.denyMaintenancePeriod: comes every year, which the provider reads back"
                                + " in another form: every plan will change it, unless both dates have a year"
                                + " [database-deny-period]");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-02, 2026-12-31, 91",
        "2026-12-15, 2026-12-14, 0",
        "2027-01-05, 2026-12-15, -20",
        "11-15, 02-13, 91",
        "01-01, 03-31, 91"
    })
    void aLongerOrEmptyDenialIsRefused(String start, String end, int days) {
        assertThat(deny(start, end))
                .containsExactly("database.denyMaintenancePeriod: must last 1 to 90 days, got " + days
                        + " [database-deny-period]");
    }

    @Test
    void daysOfADenialExistAndAgreeOnTheYear() {
        assertThat(deny("2026-02-30", "2026-04-31"))
                .containsExactly(
                        "database.denyMaintenancePeriod.startDate: there is no day 2026-02-30 [database-deny-period]",
                        "database.denyMaintenancePeriod.endDate: there is no day 2026-04-31 [database-deny-period]");
        assertThat(deny("2026-12-15", "01-05"))
                .containsExactly("database.denyMaintenancePeriod: startDate and endDate must both have a year, or both"
                        + " come every year, got 2026-12-15 and 01-05 [database-deny-period]");
    }

    @Test
    void flagsThatKfstackSetsAreItsOwn() {
        assertThat(database("tier: db-custom-2-7680, flags: {max_connections: '500'}"))
                .isEmpty();
        assertThat(database("tier: db-custom-2-7680, flags: {local_infile: 'on', cloudsql_iam_authentication: 'off'}"))
                .containsExactly(
                        "database.flags.local_infile: is set by kfstack, to off [database-flags]",
                        "database.flags.cloudsql_iam_authentication: is set by kfstack, to on [database-flags]");
        assertThat(database("tier: db-custom-2-7680, flags: {cloudsql.iam_authentication: 'on'}"))
                .containsExactly("database.flags[\"cloudsql.iam_authentication\"]: the key must be a flag, got"
                        + " \"cloudsql.iam_authentication\" [bad-key]");
    }

    @Test
    void iamUsersArePeopleNamedOnce() {
        assertThat(database("tier: db-custom-2-7680, iamUsers: ['user:a@example.com', 'group:b@example.com']"))
                .isEmpty();
        assertThat(database("tier: db-custom-2-7680, iamUsers: ['user:a@example.com', 'user:a@example.com']"))
                .containsExactly("database.iamUsers[1]: \"user:a@example.com\" is named twice [database-iam-users]");
        assertThat(database("tier: db-custom-2-7680, iamUsers: ['user:a.b@example.com', 'user:a_b@example.com']"))
                .containsExactly(
                        "database.iamUsers[1]: \"user:a_b@example.com\" and \"user:a.b@example.com\" come to the"
                                + " same address in Terraform (put both into a group) [database-iam-users]");
    }

    @Test
    void pipelinesOnMysqlEightFourGetAWarning() {
        String environment = "{network: {psc: {name: psc, cidr: 10.41.0.0/28}}, buckets: {artifacts: {}},"
                + " kubeflow: {components: [%s], artifactStore: gcs}, database: {tier: db-custom-2-7680, version: %s}}";
        assertThat(problems(environment.formatted("pipelines", "MYSQL_8_0"))).isEmpty();
        assertThat(problems(environment.formatted("katib", "MYSQL_8_4"))).isEmpty();
        assertThat(problems(environment.formatted("pipelines", "MYSQL_8_4")))
                .containsExactly("warning: database.version: MYSQL_8_4 switches mysql_native_password off, which the"
                        + " metadata service of Pipelines logs in with: try it before you rely on it, or keep MYSQL_8_0"
                        + " [database-native-password]");
    }

    private static List<String> deny(String start, String end) {
        return database(
                "tier: db-custom-2-7680, denyMaintenancePeriod: {startDate: " + start + ", endDate: " + end + "}");
    }
}
