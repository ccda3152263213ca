package dev.kfstack.gke;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node leaves to pods, after what GKE keeps for itself.
 *
 * @param milliCpus thousandths of a CPU
 * @param mebibytes of memory
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes">node sizes, with both formulas</a>
 */
public record Allocatable(long milliCpus, long mebibytes) {

    /** Mebibytes a CPU; families and shapes with another ratio for some sizes are left out. */
    private static final Map<String, Integer> MEBIBYTES_PER_CPU = Map.ofEntries(
            Map.entry("c2-standard", 4096),
            Map.entry("c2d-standard", 4096),
            Map.entry("c2d-highmem", 8192),
            Map.entry("c3-standard", 4096),
            Map.entry("c3-highmem", 8192),
            Map.entry("c3-highcpu", 2048),
            Map.entry("c3d-standard", 4096),
            Map.entry("c3d-highmem", 8192),
            Map.entry("e2-standard", 4096),
            Map.entry("e2-highmem", 8192),
            Map.entry("e2-highcpu", 1024),
            Map.entry("n1-standard", 3840),
            Map.entry("n1-highmem", 6656),
            Map.entry("n2-standard", 4096),
            Map.entry("n2-highmem", 8192),
            Map.entry("n2-highcpu", 1024),
            Map.entry("n2d-standard", 4096),
            Map.entry("n2d-highmem", 8192),
            Map.entry("n2d-highcpu", 1024),
            Map.entry("n4-standard", 4096),
            Map.entry("n4-highmem", 8192),
            Map.entry("n4-highcpu", 2048),
            Map.entry("t2d-standard", 4096));

    private static final Pattern PREDEFINED = Pattern.compile("([a-z0-9]+-[a-z]+)-([0-9]{1,3})");
    private static final Pattern CUSTOM = Pattern.compile("(?:[a-z0-9]+-)?custom-([0-9]{1,3})-([0-9]{3,7})(-ext)?");
    private static final long EVICTION_MEBIBYTES = 100;

    /** Of a machine type; empty when its CPUs and memory do not follow from its name. */
    public static Optional<Allocatable> of(String machineType) {
        Matcher custom = CUSTOM.matcher(machineType);
        if (custom.matches()) {
            return Optional.of(of(Integer.parseInt(custom.group(1)), Long.parseLong(custom.group(2))));
        }
        Matcher predefined = PREDEFINED.matcher(machineType);
        // the one size of its shape with less memory a CPU
        if (!predefined.matches() || machineType.equals("n2-highmem-128")) {
            return Optional.empty();
        }
        int cpus = Integer.parseInt(predefined.group(2));
        return Optional.ofNullable(MEBIBYTES_PER_CPU.get(predefined.group(1)))
                .map(each -> of(cpus, (long) each * cpus));
    }

    private static Allocatable of(int cpus, long mebibytes) {
        double keptCpus = 60 + 10 * part(cpus, 1, 2) + 5 * part(cpus, 2, 4) + 2.5 * part(cpus, 4, cpus);
        double gibibytes = mebibytes / 1024.0;
        double keptGibibytes = 0.25 * part(gibibytes, 0, 4)
                + 0.2 * part(gibibytes, 4, 8)
                + 0.1 * part(gibibytes, 8, 16)
                + 0.06 * part(gibibytes, 16, 128)
                + 0.02 * part(gibibytes, 128, gibibytes);
        return new Allocatable(
                (long) (1000L * cpus - keptCpus), (long) (mebibytes - keptGibibytes * 1024 - EVICTION_MEBIBYTES));
    }

    /** How much of {@code amount} lies between two bounds. */
    private static double part(double amount, double from, double to) {
        return Math.max(0, Math.min(amount, to) - from);
    }
}
