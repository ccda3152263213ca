package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_disk.ComputeDisk;
import dev.kfstack.bindings.google.compute_disk.ComputeDiskDiskEncryptionKey;
import dev.kfstack.bindings.google.compute_disk_resource_policy_attachment.ComputeDiskResourcePolicyAttachment;
import dev.kfstack.bindings.google.compute_region_disk.ComputeRegionDisk;
import dev.kfstack.bindings.google.compute_region_disk.ComputeRegionDiskDiskEncryptionKey;
import dev.kfstack.bindings.google.compute_region_disk_resource_policy_attachment.ComputeRegionDiskResourcePolicyAttachment;
import dev.kfstack.environment.Disk;
import dev.kfstack.environment.Environment;
import dev.kfstack.names.KeyUse;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import dev.kfstack.schema.YamlName;
import java.util.Optional;
import software.constructs.Construct;

/**
 * A disk that outlives the cluster, in one zone or replicated over two, with its snapshots. A description is never
 * written: changing one would replace the disk, data and all.
 */
public final class PersistentDisk extends EnvironmentConstruct {

    /**
     * The disk called {@code name} in the environment.
     *
     * @param services must hold compute
     */
    public record Props(
            ResourceNames names, String name, Disk spec, EnabledServices services, Optional<EncryptionKeys> keys) {

        String project() {
            return names.environment().project().id();
        }

        Environment environment() {
            return names.environment();
        }

        ConfigPath origin() {
            return ConfigPath.of("disks", name);
        }
    }

    public PersistentDisk(Construct scope, String id, Props props) {
        super(scope, id);
        String disk = props.spec().regional() ? regional(props) : zonal(props);
        props.spec().snapshots().ifPresent(snapshots -> attach(disk, props, snapshots));
    }

    private String zonal(Props props) {
        ComputeDisk.Builder builder = ComputeDisk.Builder.create(this, "Resource")
                .project(props.project())
                .name(props.names().disk(props.name()))
                .zone(props.spec().zones().get(0))
                .type(YamlName.of(props.spec().type()))
                .size(props.spec().sizeGb())
                .createSnapshotBeforeDestroy(false)
                .dependsOn(props.services().service("compute", props.keys(), KeyUse.DISKS))
                .deletionPolicy(DestroyProtection.deletionPolicy(props.environment()))
                .lifecycle(DestroyProtection.lifecycle(props.environment()));
        props.names()
                .key(KeyUse.DISKS)
                .ifPresent(key -> builder.diskEncryptionKey(ComputeDiskDiskEncryptionKey.builder()
                        .kmsKeySelfLink(key)
                        .build()));
        ComputeDisk disk = builder.build();
        name(disk, ComputeDisk.TF_RESOURCE_TYPE, props.name(), props.origin());
        return disk.getName();
    }

    private String regional(Props props) {
        ComputeRegionDisk.Builder builder = ComputeRegionDisk.Builder.create(this, "Resource")
                .project(props.project())
                .name(props.names().disk(props.name()))
                .region(props.names().environment().location().region())
                // sorted: to the provider the same two zones in another order are another disk
                .replicaZones(props.spec().zones().stream().sorted().toList())
                .type(YamlName.of(props.spec().type()))
                .size(props.spec().sizeGb())
                .createSnapshotBeforeDestroy(false)
                .dependsOn(props.services().service("compute", props.keys(), KeyUse.DISKS))
                .deletionPolicy(DestroyProtection.deletionPolicy(props.environment()))
                .lifecycle(DestroyProtection.lifecycle(props.environment()));
        props.names()
                .key(KeyUse.DISKS)
                .ifPresent(key -> builder.diskEncryptionKey(ComputeRegionDiskDiskEncryptionKey.builder()
                        .kmsKeyName(key)
                        .build()));
        ComputeRegionDisk disk = builder.build();
        name(disk, ComputeRegionDisk.TF_RESOURCE_TYPE, props.name(), props.origin());
        return disk.getName();
    }

    private void attach(String disk, Props props, Disk.Snapshots snapshots) {
        String policy = new SnapshotSchedule(
                        this,
                        "snapshots",
                        new SnapshotSchedule.Props(props.names(), props.name(), snapshots, props.services()))
                .policy();
        if (props.spec().regional()) {
            name(
                    ComputeRegionDiskResourcePolicyAttachment.Builder.create(this, "attachment")
                            .project(props.project())
                            .region(props.names().environment().location().region())
                            .disk(disk)
                            .name(policy)
                            .build(),
                    ComputeRegionDiskResourcePolicyAttachment.TF_RESOURCE_TYPE,
                    props.name(),
                    props.origin().key("snapshots"));
        } else {
            name(
                    ComputeDiskResourcePolicyAttachment.Builder.create(this, "attachment")
                            .project(props.project())
                            .zone(props.spec().zones().get(0))
                            .disk(disk)
                            .name(policy)
                            .build(),
                    ComputeDiskResourcePolicyAttachment.TF_RESOURCE_TYPE,
                    props.name(),
                    props.origin().key("snapshots"));
        }
    }
}
