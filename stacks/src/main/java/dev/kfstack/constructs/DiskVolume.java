package dev.kfstack.constructs;

import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1Metadata;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1Spec;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecClaimRef;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecNodeAffinity;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecNodeAffinityRequired;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecNodeAffinityRequiredNodeSelectorTerm;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecNodeAffinityRequiredNodeSelectorTermMatchExpressions;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecPersistentVolumeSource;
import dev.kfstack.bindings.kubernetes.persistent_volume_v1.PersistentVolumeV1SpecPersistentVolumeSourceCsi;
import dev.kfstack.environment.Disk;
import dev.kfstack.environment.NamespacedName;
import dev.kfstack.names.ResourceNames;
import dev.kfstack.problem.ConfigPath;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * The PersistentVolume of a named disk, kept for one claim: the overlay's, which names this volume. It holds no data of
 * its own; without it the claim waits, and the disk stays.
 */
public final class DiskVolume extends EnvironmentConstruct {

    /** The disk called {@code name} in the environment, and the claim it serves. */
    public record Props(ResourceNames names, String name, Disk spec, NamespacedName claim) {}

    private final Props props;

    public DiskVolume(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        PersistentVolumeV1 resource = PersistentVolumeV1.Builder.create(this, "Resource")
                .metadata(PersistentVolumeV1Metadata.builder()
                        .name(props.names().disk(props.name()))
                        .build())
                .spec(List.of(PersistentVolumeV1Spec.builder()
                        // what Compute Engine calls a GB is a GiB
                        .capacity(Map.of("storage", props.spec().sizeGb() + "Gi"))
                        .accessModes(List.of("ReadWriteOnce"))
                        .persistentVolumeReclaimPolicy("Retain")
                        // empty, not absent: no provisioner may answer
                        .storageClassName("")
                        .claimRef(PersistentVolumeV1SpecClaimRef.builder()
                                .namespace(props.claim().namespace())
                                .name(props.claim().name())
                                .build())
                        .persistentVolumeSource(source())
                        .nodeAffinity(zones())
                        .build()))
                .lifecycle(DestroyProtection.lifecycle(props.names().environment()))
                .build();
        name(
                resource,
                PersistentVolumeV1.TF_RESOURCE_TYPE,
                props.name(),
                ConfigPath.of("disks", props.name(), "claim"));
    }

    private PersistentVolumeV1SpecPersistentVolumeSource source() {
        return PersistentVolumeV1SpecPersistentVolumeSource.builder()
                .csi(PersistentVolumeV1SpecPersistentVolumeSourceCsi.builder()
                        .driver("pd.csi.storage.gke.io")
                        .volumeHandle(props.names().diskId(props.name(), props.spec()))
                        .fsType("ext4")
                        .build())
                .build();
    }

    /** A pod goes where the disk is. */
    private PersistentVolumeV1SpecNodeAffinity zones() {
        return PersistentVolumeV1SpecNodeAffinity.builder()
                .required(PersistentVolumeV1SpecNodeAffinityRequired.builder()
                        .nodeSelectorTerm(List.of(PersistentVolumeV1SpecNodeAffinityRequiredNodeSelectorTerm.builder()
                                .matchExpressions(List.of(
                                        PersistentVolumeV1SpecNodeAffinityRequiredNodeSelectorTermMatchExpressions
                                                .builder()
                                                .key("topology.gke.io/zone")
                                                .operator("In")
                                                .values(props.spec().zones().stream()
                                                        .sorted()
                                                        .toList())
                                                .build()))
                                .build()))
                        .build())
                .build();
    }
}
