package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;
import dev.kfstack.schema.YamlName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backups of what lives in the cluster. */
public record Backup(
        @Doc("Velero, into the bucket named backup") Optional<Velero> velero,
        @Doc("Backup for GKE, beside Velero or alone") Optional<Gke> gke) {

    /** Velero's schedules. */
    public record Velero(@Doc("Schedules by name") Map<String, Schedule> schedules) {}

    /** One Velero schedule. */
    public record Schedule(
            @Doc("When, as five cron fields, UTC") @Form(regex = CRON, words = CRON_WORDS)
            String cron,

            @Doc("all, or a list of resource kinds") Resources resources,

            @Doc("Hours a backup is kept") @Range(min = 1, max = 87600)
            int keepHours,

            @Doc("Snapshot the volumes too") @Default("false")
            boolean snapshots) {}

    /** What a schedule takes in. */
    public sealed interface Resources {

        /** Everything in every namespace. */
        record All() implements Resources {}

        /** These kinds only, as {@code secrets}. */
        record Kinds(
                @Form(regex = YamlName.NAME_REGEX + "(\\.[a-z0-9.-]+)?", words = "a resource such as secrets")
                List<String> kinds)
                implements Resources {}
    }

    /**
     * A plan of Backup for GKE.
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/add-on/backup-for-gke">Backup for GKE</a>
     */
    public record Gke(
            @Doc("When, as five cron fields, UTC") @Form(regex = CRON, words = CRON_WORDS)
            String cron,

            @Doc("Days a backup is kept") @Range(min = 1, max = 3650)
            int keepDays,

            @Doc("Days during which nobody can delete a backup") @Default("0") @Range(min = 0, max = 90)
            int lockDays) {}

    static final String FIELD = "(\\*|[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)(/[0-9]+)?";
    static final String CRON = FIELD + "( " + FIELD + "){4}";
    static final String CRON_WORDS = "five cron fields such as 30 1 * * *";
}
