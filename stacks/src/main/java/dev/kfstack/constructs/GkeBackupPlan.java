package dev.kfstack.constructs;

import dev.kfstack.bindings.google.gke_backup_backup_plan.GkeBackupBackupPlan;
import dev.kfstack.bindings.google.gke_backup_backup_plan.GkeBackupBackupPlanBackupConfig;
import dev.kfstack.bindings.google.gke_backup_backup_plan.GkeBackupBackupPlanBackupConfigEncryptionKey;
import dev.kfstack.bindings.google.gke_backup_backup_plan.GkeBackupBackupPlanBackupSchedule;
import dev.kfstack.bindings.google.gke_backup_backup_plan.GkeBackupBackupPlanRetentionPolicy;
import dev.kfstack.environment.Backup;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import software.constructs.Construct;

/**
 * Backup for GKE: everything in the cluster with its volumes and secrets, on a schedule. Backups are the plan's children:
 * while there are any, Google refuses to delete the plan.
 */
public final class GkeBackupPlan extends EnvironmentConstruct {

    /** What the environment asks for, of this cluster. */
    public record Props(GkeCluster cluster, Backup.Gke spec) {}

    public GkeBackupPlan(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.cluster().names();
        Environment environment = names.environment();
        GkeBackupBackupPlan resource = GkeBackupBackupPlan.Builder.create(this, "Resource")
                .project(environment.project().id())
                .location(environment.location().region())
                .name(names.backupPlan())
                .cluster(props.cluster().id())
                .backupConfig(config(names))
                .backupSchedule(GkeBackupBackupPlanBackupSchedule.builder()
                        .cronSchedule(props.spec().cron())
                        .build())
                .retentionPolicy(GkeBackupBackupPlanRetentionPolicy.builder()
                        .backupRetainDays(props.spec().keepDays())
                        .backupDeleteLockDays(props.spec().lockDays())
                        // a locked policy could never be changed again, by nobody
                        .locked(false)
                        .build())
                .deletionPolicy(DestroyProtection.deletionPolicy(environment))
                .lifecycle(DestroyProtection.lifecycle(environment))
                .build();
        name(resource, GkeBackupBackupPlan.TF_RESOURCE_TYPE, "kubeflow", ConfigPath.of("backup", "gke"));
    }

    private static GkeBackupBackupPlanBackupConfig config(ResourceNames names) {
        GkeBackupBackupPlanBackupConfig.Builder config = GkeBackupBackupPlanBackupConfig.builder()
                .allNamespaces(true)
                .includeVolumeData(true)
                .includeSecrets(true);
        names.key(KeyUse.BACKUP)
                .ifPresent(key -> config.encryptionKey(GkeBackupBackupPlanBackupConfigEncryptionKey.builder()
                        .gcpKmsEncryptionKey(key)
                        .build()));
        return config.build();
    }
}
