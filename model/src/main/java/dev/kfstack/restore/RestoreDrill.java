package dev.kfstack.restore;

import dev.kfstack.environment.Backup;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.ReservedAccount;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restore of an environment's newest full backup into an empty cluster beside it, as a script: it proves that the backup
 * can be read and that teams come back with their owners. It never talks to the environment's own cluster.
 *
 * @param schedule of a backup that takes in everything
 */
public record RestoreDrill(Environment environment, String schedule, Release release) {

    private static final String VELERO = "docker.io/velero/velero";
    private static final String PLUGIN = "docker.io/velero/velero-plugin-for-gcp";

    /** The name of the first schedule that takes in everything; empty when none does, and there is nothing to drill. */
    public static Optional<String> scheduleOf(Environment environment) {
        return environment.backup().velero().stream()
                .flatMap(velero -> velero.schedules().entrySet().stream())
                .filter(schedule -> schedule.getValue().resources() instanceof Backup.Resources.All)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Bash, with a sentence before each step. */
    public String script() {
        ResourceNames names = new ResourceNames(environment);
        String own = names.kubectlContext();
        StringBuilder text = new StringBuilder();
        text.append("#!/usr/bin/env bash\n");
        text.append("# Restore drill of ")
                .append(environment.name())
                .append(", from the schedule ")
                .append(schedule)
                .append(".\n");
        text.append("# Wants kubectl, and velero ").append(version(VELERO)).append(".\n");
        text.append("# DRILL: kubectl context of an empty cluster in the project ")
                .append(environment.project().id())
                .append(", with its workload pool.\n");
        line(text, "set -euo pipefail");
        line(text, ": \"${DRILL:?is the kubectl context of an empty cluster}\"");
        line(
                text,
                "[ \"$DRILL\" != " + own + " ] || { echo \"this is " + environment.name() + " itself\" >&2; exit 1; }");
        line(text, "velero() { command velero --kubecontext=\"$DRILL\" \"$@\"; }");
        line(text, "kubectl() { command kubectl --context=\"$DRILL\" \"$@\"; }");

        step(text, "1. Velero, as the environment runs it, but with the right to write everything in this cluster");
        line(text, "velero install --no-secret --wait --provider=gcp \\");
        line(text, "  --image=" + image(VELERO) + " --plugins=" + image(PLUGIN) + " \\");
        line(text, "  --bucket=" + names.bucket("backup") + " \\");
        line(
                text,
                "  --sa-annotations=iam.gke.io/gcp-service-account=" + names.email(ReservedAccount.VELERO.account())
                        + " \\");
        line(
                text,
                "  --snapshot-location-config=project=" + environment.project().id() + ",snapshotLocation="
                        + environment.location().region());

        step(text, "2. The environment's backups, to read only");
        line(
                text,
                "kubectl patch backupstoragelocation default --namespace=velero --type=merge --patch='{\"spec\":{\"accessMode\":\"ReadOnly\"}}'");
        line(
                text,
                "kubectl wait backupstoragelocation/default --namespace=velero --for=jsonpath='{.status.phase}'=Available --timeout=5m");
        line(
                text,
                "until BACKUP=$(kubectl get backups.velero.io --namespace=velero --selector=velero.io/schedule-name="
                        + schedule + " \\");
        line(
                text,
                "  --sort-by=.metadata.creationTimestamp --output=name | tail -n 1 | cut -d/ -f2) && [ -n \"$BACKUP\" ]; do sleep 5; done");
        line(text, "echo \"restoring $BACKUP\"");

        step(text, "3. Definitions first: without them nothing of their kinds can be restored");
        line(text, restore("definitions", "--include-resources=customresourcedefinitions.apiextensions.k8s.io"));
        step(
                text,
                "4. Namespaces with their annotations, and the Profiles: a team's namespace belongs to its owner again");
        line(text, restore("namespaces", "--include-resources=namespaces,profiles.kubeflow.org"));
        step(text, "5. What workloads start with");
        line(text, restore("settings", "--include-resources=secrets,configmaps,serviceaccounts,roles,rolebindings"));
        step(text, "6. Volumes of the teams, from their snapshots");
        line(
                text,
                restore(
                        "volumes",
                        "--restore-volumes --include-namespaces=" + teams()
                                + " --include-resources=persistentvolumeclaims,persistentvolumes"));
        step(text, "7. Everything else of the teams; nothing starts, since no controller of Kubeflow runs here");
        line(text, restore("teams", "--include-namespaces=" + teams() + " --exclude-resources=pods,replicasets.apps"));

        step(text, "8. What came back");
        environment.teams().forEach((name, team) -> {
            line(
                    text,
                    "[ \"$(kubectl get namespace " + name + " --output=jsonpath='{.metadata.annotations.owner}')\" = "
                            + quoted(team.owner()) + " ] || { echo \"" + name + " lost its owner\" >&2; exit 1; }");
            line(text, "kubectl get profile " + name + " --output=name");
        });
        line(text, "velero restore get");
        step(text, "9. Delete the cluster, and the disks that step 6 made");
        return text.toString();
    }

    private String restore(String name, String what) {
        return "velero restore create \"drill-" + name + "-$(date +%s)\" --from-backup=\"$BACKUP\" --wait \\\n  " + what
                + (what.contains("restore-volumes") ? "" : " --restore-volumes=false");
    }

    private String teams() {
        return environment.teams().isEmpty()
                ? "kubeflow"
                : String.join(",", environment.teams().keySet());
    }

    private String image(String name) {
        return name + ":" + version(name);
    }

    /** As the overlay's component has it. */
    private String version(String image) {
        Release.Component velero = release.components().get("velero");
        List<String> images =
                velero == null ? List.of() : List.copyOf(velero.images().keySet());
        return images.stream()
                .filter(full -> full.startsWith(image + ":"))
                .map(full -> full.substring(image.length() + 1))
                .findFirst()
                .orElse("latest");
    }

    /** One word of a shell, whatever it holds: an address may have an apostrophe in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static void step(StringBuilder text, String words) {
        text.append("\n# ").append(words).append(".\n");
    }

    private static void line(StringBuilder text, String command) {
        text.append(command).append('\n');
    }
}
