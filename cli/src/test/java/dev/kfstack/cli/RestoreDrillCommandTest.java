package dev.kfstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreDrillCommandTest {

    @TempDir
    Path work = Path.of("");

    @BeforeEach
    void copy() {
        Run.copyOfRepository(work);
    }

    @Test
    void printsTheStepsForTheCommittedOverlay() {
        Run run = drill();

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash\n# Restore drill of kf-test, from the schedule platform-daily.\n");
    }

    @Test
    void refusesAnOverlayThatIsNotWhatTheEnvironmentGives() throws IOException {
        Path schedule = work.resolve("overlays/kf-test/backup/platform-daily.yaml");
        Files.writeString(schedule, Files.readString(schedule).replace("30 1", "30 4"));

        Run run = drill();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(schedule + ":1:1: error: is not what kf-test gives [restore-drill]\n")
                .contains("hint: run kfstack overlays, and apply the result before a drill\n");
    }

    @Test
    void refusesBackupsThatCannotBringAClusterBack() throws IOException {
        Path base = work.resolve("environments/base.yaml");
        Files.writeString(base, Files.readString(base).replaceAll("(?m)^      platform-daily: .*\n", ""));

        Run run = drill();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "backup.velero: no schedule takes in everything, so there is nothing to restore a cluster from"
                                + " [restore-drill]\n");
    }

    private Run drill() {
        return Run.kfstack(
                "restore-drill",
                "kf-test",
                "--environments",
                work.resolve("environments").toString(),
                "--output-dir",
                work.toString());
    }
}
