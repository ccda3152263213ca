package dev.kfstack.validation;

import static dev.kfstack.Fixture.problems;
import static dev.kfstack.Fixture.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupRulesTest {

    private static List<String> cron(String cron) {
        return problems("backup: {gke: {keepDays: 30, cron: \"" + cron + "\"}}");
    }

    private static List<String> velero(String resources) {
        return problems("{buckets: {backup: {}}, backup: {velero: {schedules: {daily: {cron: \"30 1 * * *\", keepHours:"
                + " 24, resources: " + resources + "}}}}}");
    }

    @Test
    void veleroNeedsItsBucket() {
        assertThat(problems("{buckets: {backup: {}}, backup: {velero: {}}}")).isEmpty();
        assertThat(problems("{buckets: {backups: {}}, backup: {velero: {}}}"))
                .containsExactly(
                        "backup.velero: needs a bucket named backup (add buckets: {backup: {}}) [backup-bucket]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 1 1 0", "59 23 31 12 6", "*/5 * * * *", "0 8-18/2 * * 1-5", "0,30 9,17 * * *"})
    void schedulesThatComeAreTaken(String cron) {
        assertThat(cron(cron)).isEmpty();
    }

    @Test
    void schedulesThatNeverComeAreRefused() {
        assertThat(cron("60 24 0 13 7"))
                .containsExactly(
                        "backup.gke.cron: the minute must be within 0 and 59, got 60 [backup-cron]",
                        "backup.gke.cron: the hour must be within 0 and 23, got 24 [backup-cron]",
                        "backup.gke.cron: the day of the month must be within 1 and 31, got 0 [backup-cron]",
                        "backup.gke.cron: the month must be within 1 and 12, got 13 [backup-cron]",
                        "backup.gke.cron: the day of the week must be within 0 and 6, got 7 [backup-cron]");
        assertThat(cron("0 18-8 * * *"))
                .containsExactly("backup.gke.cron: the hour must be within 0 and 23, got 18-8 [backup-cron]");
        assertThat(cron("*/0 * * * *"))
                .containsExactly("backup.gke.cron: the minute must be within 0 and 59, got */0 [backup-cron]");
        assertThat(cron("99999999999 * * * *"))
                .containsExactly("backup.gke.cron: the minute must be within 0 and 59, got 99999999999 [backup-cron]");
    }

    @Test
    void velerosSchedulesAreCheckedToo() {
        assertThat(problems("{buckets: {backup: {}}, backup: {velero: {schedules: {daily: {cron: \"0 24 * * *\","
                        + " keepHours: 24, resources: all}}}}}"))
                .containsExactly("backup.velero.schedules.daily.cron: the hour must be within 0 and 23, got 24"
                        + " [backup-cron]");
    }

    @Test
    void resourcesAreAllOrNamed() {
        assertThat(velero("all")).isEmpty();
        assertThat(velero("[secrets]")).isEmpty();
        assertThat(velero("[]"))
                .containsExactly(
                        "backup.velero.schedules.daily.resources: must name at least one kind (write resources:"
                                + " all for everything) [backup-resources]");
    }

    @Test
    void aBackupIsNotLockedLongerThanItIsKept() {
        assertThat(problems("backup: {gke: {cron: \"0 3 * * *\", keepDays: 7, lockDays: 7}}"))
                .isEmpty();
        assertThat(problems("backup: {gke: {cron: \"0 3 * * *\", keepDays: 7, lockDays: 8}}"))
                .containsExactly("backup.gke.lockDays: must be at most keepDays, got 8 and 7 [backup-lock]");
    }

    @Test
    void backupForGkeKeepsAYearAtMost() {
        assertThat(problemsOf("backup-retention", "backup: {gke: {cron: '0 3 * * *', keepDays: 365}}"))
                .isEmpty();
        assertThat(problemsOf("backup-retention", "backup: {gke: {cron: '0 3 * * *', keepDays: 366}}"))
                .containsExactly("backup.gke.keepDays: must be at most 365, got 366 [backup-retention]");
    }
}
