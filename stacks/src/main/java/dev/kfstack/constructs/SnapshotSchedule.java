package dev.kfstack.constructs;

import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicy;
import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicySnapshotSchedulePolicy;
import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicySnapshotSchedulePolicyRetentionPolicy;
import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicySnapshotSchedulePolicySchedule;
import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicySnapshotSchedulePolicyScheduleDailySchedule;
import dev.kfstack.bindings.google.compute_resource_policy.ComputeResourcePolicySnapshotSchedulePolicySnapshotProperties;
import dev.kfstack.environment.Disk;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import software.constructs.Construct;

/** Daily snapshots of one disk, named like it. They stay when the disk is deleted. */
public final class SnapshotSchedule extends EnvironmentConstruct {

    /**
     * The schedule of the disk called {@code disk} in the environment.
     *
     * @param services must hold compute
     */
    public record Props(ResourceNames names, String disk, Disk.Snapshots spec, EnabledServices services) {}

    private final String policy;

    public SnapshotSchedule(Construct scope, String id, Props props) {
        super(scope, id);
        ResourceNames names = props.names();
        ComputeResourcePolicy resource = ComputeResourcePolicy.Builder.create(this, "Resource")
                .project(names.environment().project().id())
                .name(names.disk(props.disk()))
                .region(names.environment().location().region())
                .snapshotSchedulePolicy(ComputeResourcePolicySnapshotSchedulePolicy.builder()
                        .schedule(daily(props.spec()))
                        .retentionPolicy(retention(props.spec()))
                        .snapshotProperties(ComputeResourcePolicySnapshotSchedulePolicySnapshotProperties.builder()
                                // the provider's default labels do not reach snapshots
                                .labels(names.labels())
                                .storageLocations(
                                        List.of(names.environment().location().region()))
                                .guestFlush(false)
                                .build())
                        .build())
                .dependsOn(List.of(props.services().service("compute")))
                .build();
        name(
                resource,
                ComputeResourcePolicy.TF_RESOURCE_TYPE,
                props.disk(),
                ConfigPath.of("disks", props.disk(), "snapshots"));
        this.policy = resource.getName();
    }

    /** The policy's name as an attachment refers to it. */
    String policy() {
        return policy;
    }

    private static ComputeResourcePolicySnapshotSchedulePolicySchedule daily(Disk.Snapshots spec) {
        return ComputeResourcePolicySnapshotSchedulePolicySchedule.builder()
                .dailySchedule(ComputeResourcePolicySnapshotSchedulePolicyScheduleDailySchedule.builder()
                        .daysInCycle(1)
                        .startTime(spec.at())
                        .build())
                .build();
    }

    private static ComputeResourcePolicySnapshotSchedulePolicyRetentionPolicy retention(Disk.Snapshots spec) {
        return ComputeResourcePolicySnapshotSchedulePolicyRetentionPolicy.builder()
                .maxRetentionDays(spec.keepDays())
                .onSourceDiskDelete("KEEP_AUTO_SNAPSHOTS")
                .build();
    }
}
