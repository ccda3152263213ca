package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.LowerCase;
import dev.kfstack.schema.Range;
import java.util.List;
import java.util.Optional;

/** A persistent disk that outlives the cluster; its name is its key. */
public record Disk(
        @Doc("Disk type. A change would destroy the disk") @Default("pd-balanced")
        Type type,

        @Doc("Size in GB; it can only grow") @Range(min = 10, max = 65536)
        int sizeGb,

        @Doc("One zone, or two for a regional disk; their order is fixed for life")
        @Form(regex = "[a-z]+-[a-z]+[0-9]+-[a-z]", words = "a zone such as europe-west1-b")
        List<String> zones,

        @Doc("Daily snapshots") Optional<Snapshots> snapshots,

        @Doc("The claim in the cluster that gets the disk, as namespace/name")
        Optional<NamespacedName> claim) {

    /** Types of Persistent Disk. */
    @LowerCase
    public enum Type {
        PD_BALANCED,
        PD_SSD,
        PD_STANDARD
    }

    /** A daily snapshot schedule. */
    public record Snapshots(
            @Doc("Start, UTC, at a full hour: 02:00")
            @Form(regex = "([01][0-9]|2[0-3]):00", words = "a full hour such as 02:00")
            String at,

            @Doc("Days a snapshot is kept") @Range(min = 1, max = 3650)
            int keepDays) {}

    /** Whether the disk is replicated over two zones. */
    public boolean regional() {
        return zones.size() == 2;
    }
}
