package dev.kfstack.gke;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine type's name taken apart.
 *
 * @param family as {@code n2}
 * @see <a href="https://cloud.google.com/compute/docs/machine-resource">machine families</a>
 */
public record MachineType(String name, String family) {

    private static final Pattern FORM =
            Pattern.compile("([a-z][0-9][a-z]{0,2})-(micro|small|medium|([0-9]+t-)?[a-z]+-([a-z]+-)*[0-9].*)");

    /** N1 as it was called when it was alone. */
    private static final Pattern CUSTOM_N1 = Pattern.compile("custom-[0-9]+-[0-9]+(-ext)?");

    private static final Pattern CPUS = Pattern.compile("([a-z0-9]+-)?[a-z]+-([0-9]{1,4})(-[0-9]+)?(-ext)?");

    /**
     * Families that GKE Standard runs nodes on. This table and those below say what GKE's own autoscaler knows of machines,
     * which Google published in 2026 as k8s.io/gke-autoscaling (package machinetypes).
     *
     * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/machine-support">the families, for people</a>
     */
    public static final List<String> FAMILIES = List.of(
            "a2", "a3", "a4", "a4x", "c2", "c2d", "c3", "c3d", "c4", "c4a", "c4d", "c4n", "e2", "e4", "e4a", "g2", "g4",
            "h3", "h4d", "m1", "m2", "m3", "m4", "n1", "n2", "n2d", "n4", "n4a", "n4d", "t2a", "t2d", "z3", "z4d");

    /** Families that boot from Hyperdisk only. */
    private static final List<String> HYPERDISK_ONLY =
            List.of("a4", "a4x", "c4", "c4a", "c4d", "c4n", "e4", "e4a", "g4", "h4d", "m4", "n4", "n4a", "n4d", "z4d");

    /** Families that do not boot from Hyperdisk Balanced, though some of them may have it as a further disk. */
    private static final List<String> PERSISTENT_DISK_ONLY =
            List.of("a2", "c2", "c2d", "e2", "g2", "n1", "n2", "n2d", "t2a", "t2d");

    /** Families that do not boot from Standard Persistent Disk. */
    private static final List<String> WITHOUT_STANDARD_DISK = List.of("a3", "c3", "c3d", "g2", "h3", "z3");

    private static final List<String> ARM = List.of("a4x", "c4a", "e4a", "n4a", "t2a");

    private static final List<String> WITHOUT_LOCAL_SSDS =
            List.of("e2", "e4", "e4a", "h3", "m2", "m4", "n4", "n4a", "n4d", "t2a", "t2d");

    /** Families whose nodes can stand together. */
    public static final List<String> COMPACT_PLACEMENT = List.of(
            "a2", "a3", "a4", "c2", "c2d", "c3", "c3d", "c4", "c4d", "c4n", "g2", "g4", "h3", "h4d", "m4", "n2", "n2d",
            "z4d");

    /** What stands between family and size, in families without GPUs of their own; a size may stand alone: {@code e2-medium}. */
    public static final List<String> SHAPES =
            List.of("custom", "highcpu", "highmem", "hypermem", "megamem", "standard", "ultramem");

    /** Empty when the name is of neither form, {@code family-shape-size} or {@code custom-cpus-mebibytes}, or its family is unknown. */
    public static Optional<MachineType> of(String name) {
        if (CUSTOM_N1.matcher(name).matches()) {
            return Optional.of(new MachineType(name, "n1"));
        }
        Matcher matcher = FORM.matcher(name);
        return matcher.matches() && FAMILIES.contains(matcher.group(1))
                ? Optional.of(new MachineType(name, matcher.group(1)))
                : Optional.empty();
    }

    /** What stands between family and size; empty where the size stands alone. */
    public Optional<String> shape() {
        if (CUSTOM_N1.matcher(name).matches()) {
            return Optional.of("custom");
        }
        String[] parts = name.replaceFirst("-[0-9]+t-", "-").split("-", 3);
        return parts.length < 3 ? Optional.empty() : Optional.of(parts[1]);
    }

    /** Its CPUs, where the name says them. */
    public Optional<Integer> cpus() {
        Matcher matcher = CPUS.matcher(name);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(2))) : Optional.empty();
    }

    /** Whether no Persistent Disk can be the boot disk. */
    public boolean hyperdiskOnly() {
        return HYPERDISK_ONLY.contains(family) || name.startsWith("a3-ultragpu-");
    }

    /** Whether Hyperdisk Balanced cannot be the boot disk. */
    public boolean persistentDiskOnly() {
        return PERSISTENT_DISK_ONLY.contains(family);
    }

    /** Whether Standard Persistent Disk cannot be the boot disk, though other Persistent Disk can. */
    public boolean withoutStandardDisk() {
        return WITHOUT_STANDARD_DISK.contains(family);
    }

    /** Whether SSD Persistent Disk cannot be the boot disk, though other Persistent Disk can. */
    public boolean withoutSsdDisk() {
        return family.equals("h3");
    }

    /** Whether its nodes run only what is built for ARM; GKE taints them. */
    public boolean arm() {
        return ARM.contains(family);
    }

    /** Whether machines of the family can stand close together. */
    public boolean placesCompactly() {
        return COMPACT_PLACEMENT.contains(family);
    }

    /** Whether no machine of the family takes Local SSDs. */
    public boolean withoutLocalSsds() {
        return WITHOUT_LOCAL_SSDS.contains(family);
    }

    /** Whether GPUs are chosen freely (true for N1 only) instead of coming with the machine. */
    public boolean takesGpus() {
        return family.equals("n1") && !name.endsWith("-micro") && !name.endsWith("-small");
    }
}
