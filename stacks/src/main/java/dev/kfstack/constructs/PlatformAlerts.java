package dev.kfstack.constructs;

import dev.kfstack.constructs.AlertPolicy.Condition;
import dev.kfstack.environment.Backup;
import dev.kfstack.environment.Database;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/**
 * What people are told of: before it hurts where there is a before, and only where somebody can do something about it.
 * Google's metrics are asked in PromQL, by the names that it gives them there.
 *
 * @see <a href="https://cloud.google.com/monitoring/promql/promql-mapping">metrics in PromQL</a>
 */
public final class PlatformAlerts extends EnvironmentConstruct {

    /**
     * What MySQL takes without the flag max_connections, on all machines but the two smallest.
     *
     * @see <a href="https://cloud.google.com/sql/docs/mysql/quotas#maximum_concurrent_connections">connections</a>
     */
    private static final int CONNECTIONS = 4000;

    private static final ConfigPath MONITORING = ConfigPath.of("monitoring");

    /**
     * The alerts are derived from the environment.
     *
     * @param channels references to notification channels
     * @param services must hold monitoring
     */
    public record Props(ResourceNames names, List<String> channels, UptimeCheck uptime, EnabledServices services) {

        Environment environment() {
            return names.environment();
        }
    }

    private final Props props;
    private final String cluster;

    public PlatformAlerts(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        this.cluster = "cluster=\"" + props.names().cluster() + "\"";
        dashboard();
        pods();
        props.environment().nodePools().forEach(this::pool);
        props.environment().database().ifPresent(this::database);
        props.environment().backup().velero().ifPresent(velero -> velero.schedules()
                .forEach(this::veleroBackup));
        props.environment().backup().gke().ifPresent(plan -> gkeBackup());
    }

    private void dashboard() {
        String check = "check_id=\"" + props.uptime().checkId() + "\"";
        alert(
                "dashboard-down",
                "the dashboard does not answer",
                query("avg(monitoring_googleapis_com:uptime_check_check_passed{" + check + "}) < 0.5", minutes(5)),
                "From most places nothing answers at "
                        + props.environment().kubeflow().hostname()
                        + ". Look at the Gateway in istio-system, its backends' health, and the records in DNS.",
                MONITORING);
        alert(
                "certificate-ends",
                "the certificate ends in less than two weeks",
                query(
                        "min(monitoring_googleapis_com:uptime_check_time_until_ssl_cert_expires{" + check + "}) < 14",
                        minutes(60)),
                "Google renews it a month before: the record that proves the name is missing, or a CAA record forbids it."
                        + " `terraform output dns_records` has the record, or `gateway.dns` writes it.",
                MONITORING);
        alert(
                "gateway-down",
                "the ingress gateway or the dashboard has no pod",
                query(
                        "min(kube_deployment_status_replicas_available{" + cluster
                                + ",deployment=~\"istio-ingressgateway|centraldashboard\"}) < 1",
                        minutes(10)),
                "`kubectl get pods -n istio-system -l app=istio-ingressgateway` and `-n kubeflow -l"
                        + " app=centraldashboard` say why.",
                MONITORING);
    }

    private void pods() {
        alert(
                "pods-pending",
                "pods find no node for half an hour",
                query("sum(kube_pod_status_unschedulable{" + cluster + "}) > 0", minutes(30)),
                "Most often GPUs: a pool at its maximum, a used-up quota, or no stock in its zones. `kubectl get pods -A"
                        + " --field-selector=status.phase=Pending` lists them, `kubectl describe` says why.",
                MONITORING);
    }

    private void pool(String name, NodePool pool) {
        alert(
                "pool-" + name + "-full",
                "node pool " + name + " is at its maximum",
                new Condition.Count(
                        "resource.type = \"k8s_node\" AND resource.labels.cluster_name = \""
                                + props.names().cluster()
                                + "\" AND metric.type = \"kubernetes.io/node/cpu/allocatable_cores\" AND"
                                + " metadata.user_labels.\"cloud.google.com/gke-nodepool\" = \"" + name + "\"",
                        pool.autoscaling().totalMax(),
                        minutes(30)),
                "Raise `nodePools." + name + ".autoscaling.totalMax`, and the range of the pods where `kfstack ip-plan`"
                        + " says so, or let it wait.",
                ConfigPath.of("nodePools", name, "autoscaling", "totalMax"));
    }

    private void database(Database database) {
        ConfigPath origin = ConfigPath.of("database");
        String instance = "database_id=\"" + props.environment().project().id() + ":"
                + props.names().databaseInstance(database) + "\"";
        alert(
                "database-disk",
                "the database's disk is nearly full",
                query("max(cloudsql_googleapis_com:database_disk_utilization{" + instance + "}) > 0.9", minutes(30)),
                "The disk grows by itself: that it did not says that it cannot. Look at the instance's operations.",
                origin);
        String flag = database.flags().getOrDefault("max_connections", String.valueOf(CONNECTIONS));
        int connections = flag.matches("[0-9]{1,6}") ? Integer.parseInt(flag) : CONNECTIONS;
        alert(
                "database-connections",
                "the database's connections run out",
                query(
                        "max(cloudsql_googleapis_com:database_network_connections{" + instance + "}) > "
                                + connections * 8 / 10,
                        minutes(15)),
                "Something opens connections and keeps them. `SHOW PROCESSLIST` says who.",
                origin);
    }

    private void veleroBackup(String schedule, Backup.Schedule spec) {
        Duration oldest = oldest(spec.cron());
        String last = "velero_backup_last_successful_timestamp{" + cluster + ",schedule=\"" + schedule + "\"}";
        alert(
                "backup-" + schedule,
                "the backup " + schedule + " is too old",
                // a Velero that does not run tells of no backup at all
                query("time() - max(" + last + ") > " + oldest.toSeconds() + " or absent(" + last + ")", minutes(30)),
                "The last good one is older than " + oldest.toHours()
                        + " hours, or Velero knows of none. `velero backup get` lists them, `velero backup logs` says why.",
                ConfigPath.of("backup", "velero", "schedules", schedule));
    }

    /** When two in a row are missing, or longer: by what the schedule leaves open. */
    private static Duration oldest(String cron) {
        String[] fields = cron.split(" ", -1);
        if (!fields[2].equals("*") || !fields[3].equals("*")) {
            return Duration.ofDays(40);
        }
        if (!fields[4].equals("*")) {
            return Duration.ofDays(8);
        }
        if (fields[1].equals("*")) {
            return Duration.ofHours(3);
        }
        return Duration.ofHours(fields[1].startsWith("*") ? 25 : 50);
    }

    private void gkeBackup() {
        alert(
                "backup-for-gke",
                "a backup of Backup for GKE failed",
                new Condition.Log(
                        "resource.type=\"gkebackup.googleapis.com/BackupPlan\" AND logName=\"projects/"
                                + props.environment().project().id()
                                + "/logs/gkebackup.googleapis.com%2Fbackup_change\" AND jsonPayload.inputBackup.state=\"FAILED\""),
                "The backup itself says why: `gcloud container backup-restore backups list --backup-plan="
                        + props.names().backupPlan() + "`.",
                ConfigPath.of("backup", "gke"));
    }

    private static Condition query(String query, Duration lasting) {
        return new Condition.Prometheus(query, lasting);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private void alert(String name, String title, Condition condition, String todo, ConfigPath origin) {
        new AlertPolicy(
                this,
                name,
                new AlertPolicy.Props(
                        props.names(), title, condition, todo, origin, props.channels(), props.services()));
    }
}
