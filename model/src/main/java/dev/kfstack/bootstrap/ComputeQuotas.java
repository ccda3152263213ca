package dev.kfstack.bootstrap;

import dev.kfstack.environment.Disk;
import dev.kfstack.environment.Environment;
import dev.kfstack.environment.NodePool;
import dev.kfstack.gke.MachineType;
import dev.kfstack.network.IpPlan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an environment takes of Compute Engine's quotas with its pools at their largest, during an upgrade: beside what pods
 * claim, and what GKE provisions by itself. A new project has few of them, and no GPU at all.
 *
 * @see <a href="https://cloud.google.com/compute/resource-usage">the quotas</a>
 */
record ComputeQuotas(Environment environment) {

    /** Families whose CPUs are counted under their own name; newer ones have no quota that a region lists. */
    private static final List<String> COUNTED_APART =
            List.of("a2", "c2", "c2d", "c3", "m1", "m2", "m3", "n2", "n2d", "t2a", "t2d");

    private static final List<String> COUNTED_TOGETHER = List.of("e2", "n1");

    private static final Map<String, String> GPUS = Map.of(
            "nvidia-a100-80gb", "NVIDIA_A100_80GB_GPUS",
            "nvidia-l4", "NVIDIA_L4_GPUS",
            "nvidia-tesla-a100", "NVIDIA_A100_GPUS",
            "nvidia-tesla-p100", "NVIDIA_P100_GPUS",
            "nvidia-tesla-p4", "NVIDIA_P4_GPUS",
            "nvidia-tesla-t4", "NVIDIA_T4_GPUS",
            "nvidia-tesla-v100", "NVIDIA_V100_GPUS");

    /** By the quota's name; those that count for all regions together end with {@code _ALL_REGIONS}. */
    SortedMap<String, Long> needs() {
        SortedMap<String, Long> needs = new TreeMap<>();
        environment.nodePools().values().forEach(pool -> {
            long nodes = IpPlan.peakNodes(pool);
            add(needs, quotaOf(pool.disk().type()), nodes * pool.disk().sizeGb());
            cpus(pool, nodes, needs);
            gpus(pool, nodes, needs);
        });
        environment
                .disks()
                .values()
                .forEach(disk -> add(
                        needs,
                        disk.type() == Disk.Type.PD_STANDARD ? "DISKS_TOTAL_GB" : "SSD_TOTAL_GB",
                        (long) disk.sizeGb() * disk.zones().size()));
        return needs;
    }

    private static String quotaOf(NodePool.DiskType type) {
        return switch (type) {
            case PD_BALANCED, PD_SSD -> "SSD_TOTAL_GB";
            case PD_STANDARD -> "DISKS_TOTAL_GB";
            case HYPERDISK_BALANCED -> "HDB_TOTAL_GB";
        };
    }

    /** Spot machines are counted elsewhere where the project asked for it. */
    private static void cpus(NodePool pool, long nodes, SortedMap<String, Long> needs) {
        MachineType.of(pool.machineType()).ifPresent(machine -> machine.cpus().ifPresent(cpus -> {
            if (COUNTED_APART.contains(machine.family())) {
                add(needs, machine.family().toUpperCase(Locale.ROOT) + "_CPUS", nodes * cpus);
            } else if (COUNTED_TOGETHER.contains(machine.family())) {
                add(needs, "CPUS", nodes * cpus);
            }
            add(needs, "CPUS_ALL_REGIONS", nodes * cpus);
        }));
    }

    private static void gpus(NodePool pool, long nodes, SortedMap<String, Long> needs) {
        pool.accelerator().ifPresent(gpu -> {
            boolean takenBack = pool.spot() || pool.flexStart().isPresent();
            String quota = GPUS.get(gpu.type());
            if (quota != null) {
                add(needs, (takenBack ? "PREEMPTIBLE_" : "") + quota, nodes * gpu.count());
            }
            if (!takenBack) {
                add(needs, "GPUS_ALL_REGIONS", nodes * gpu.count());
            }
        });
    }

    private static void add(SortedMap<String, Long> needs, String quota, long amount) {
        needs.merge(quota, amount, Long::sum);
    }
}
