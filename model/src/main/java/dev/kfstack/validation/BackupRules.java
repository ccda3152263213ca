package dev.kfstack.validation;

import dev.kfstack.environment.Backup;
import dev.kfstack.environment.Environment;
import dev.kfstack.problem.ConfigPath;
import java.util.Arrays;
import java.util.List;

/** Backups of what lives in the cluster. */
final class BackupRules {

    private static final String BACKUP_BUCKET = "backup";

    /** What one of the five fields of a schedule may hold; Velero takes 0 for Sunday, not 7. */
    private record Field(String name, int min, int max) {}

    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59),
            new Field("hour", 0, 23),
            new Field("day of the month", 1, 31),
            new Field("month", 1, 12),
            new Field("day of the week", 0, 6));

    private BackupRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "backup-bucket",
                        "With backup.velero there is a bucket named backup.",
                        BackupRules::veleroHasItsBucket),
                new Rule(
                        "backup-cron",
                        "The five fields of a schedule are within minute 0-59, hour 0-23, day 1-31, month 1-12, day of"
                                + " the week 0-6; a range is not backwards and a step is not 0.",
                        BackupRules::schedulesExist),
                new Rule(
                        "backup-resources",
                        "resources is all, or a list that names at least one kind: Velero takes an empty list for all.",
                        BackupRules::resourcesAreNamed),
                new Rule(
                        "backup-lock",
                        "backup.gke.lockDays is at most keepDays.",
                        BackupRules::lockEndsBeforeRetention),
                new Rule(
                        "backup-retention",
                        "backup.gke.keepDays is at most 365.",
                        BackupRules::retentionIsAtMostAYear));
    }

    private static void veleroHasItsBucket(Subject subject, Report report) {
        Environment environment = subject.environment();
        boolean missing = !environment.buckets().containsKey(BACKUP_BUCKET) && report.readable("buckets");
        if (environment.backup().velero().isPresent() && missing) {
            report.error(
                    ConfigPath.of("backup", "velero"),
                    "needs a bucket named " + BACKUP_BUCKET,
                    "add buckets: {" + BACKUP_BUCKET + ": {}}");
        }
    }

    private static void schedulesExist(Subject subject, Report report) {
        Backup backup = subject.environment().backup();
        backup.velero().ifPresent(velero -> velero.schedules()
                .forEach((name, schedule) ->
                        cron(schedule.cron(), ConfigPath.of("backup", "velero", "schedules", name, "cron"), report)));
        backup.gke().ifPresent(gke -> cron(gke.cron(), ConfigPath.of("backup", "gke", "cron"), report));
    }

    private static void cron(String schedule, ConfigPath path, Report report) {
        String[] texts = schedule.split(" ", -1);
        for (int i = 0; i < Math.min(texts.length, FIELDS.size()); i++) {
            Field field = FIELDS.get(i);
            if (!fits(texts[i], field)) {
                report.error(
                        path,
                        "the " + field.name() + " must be within " + field.min() + " and " + field.max() + ", got "
                                + texts[i]);
            }
        }
    }

    private static boolean fits(String text, Field field) {
        String[] rangesAndStep = text.split("/", 2);
        boolean stepFits = rangesAndStep.length == 1 || number(rangesAndStep[1]) > 0;
        return stepFits && Arrays.stream(rangesAndStep[0].split(",")).allMatch(range -> rangeFits(range, field));
    }

    private static boolean rangeFits(String range, Field field) {
        if (range.equals("*")) {
            return true;
        }
        int[] ends =
                Arrays.stream(range.split("-")).mapToInt(BackupRules::number).toArray();
        return Arrays.stream(ends).allMatch(end -> end >= field.min() && end <= field.max())
                && ends[0] <= ends[ends.length - 1];
    }

    /** Digits as a number; -1 for none, or more than any field takes. */
    private static int number(String digits) {
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
    }

    private static void resourcesAreNamed(Subject subject, Report report) {
        subject.environment().backup().velero().ifPresent(velero -> velero.schedules()
                .forEach((name, schedule) -> {
                    if (schedule.resources() instanceof Backup.Resources.Kinds some
                            && some.kinds().isEmpty()) {
                        report.error(
                                ConfigPath.of("backup", "velero", "schedules", name, "resources"),
                                "must name at least one kind",
                                "write resources: all for everything");
                    }
                }));
    }

    private static void lockEndsBeforeRetention(Subject subject, Report report) {
        subject.environment().backup().gke().ifPresent(gke -> {
            if (gke.lockDays() > gke.keepDays()) {
                report.error(
                        ConfigPath.of("backup", "gke", "lockDays"),
                        "must be at most keepDays, got " + gke.lockDays() + " and " + gke.keepDays());
            }
        });
    }

    /** https://cloud.google.com/kubernetes-engine/docs/add-on/backup-for-gke/reference/rest, RetentionPolicy */
    private static void retentionIsAtMostAYear(Subject subject, Report report) {
        subject.environment().backup().gke().ifPresent(gke -> {
            if (gke.keepDays() > 365) {
                report.error(ConfigPath.of("backup", "gke", "keepDays"), "must be at most 365, got " + gke.keepDays());
            }
        });
    }
}
