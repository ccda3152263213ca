package dev.kfstack.gke;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which GPUs come with which machine types, and which can be attached to N1.
 *
 * @see <a href="https://cloud.google.com/compute/docs/gpus">GPU machine types</a>
 */
public final class Accelerators {

    /** GPUs of one node. */
    public record Gpus(String type, int count) {}

    /** GPU types that N1 machines take: how many at once, and the most CPUs that the machine may have then. */
    private static final Map<String, NavigableMap<Integer, Integer>> ATTACHABLE = new TreeMap<>(Map.of(
            "nvidia-tesla-t4", new TreeMap<>(Map.of(1, 48, 2, 48, 4, 96)),
            "nvidia-tesla-v100", new TreeMap<>(Map.of(1, 12, 2, 24, 4, 48, 8, 96)),
            "nvidia-tesla-p100", new TreeMap<>(Map.of(1, 16, 2, 32, 4, 96)),
            "nvidia-tesla-p4", new TreeMap<>(Map.of(1, 24, 2, 48, 4, 96))));

    private static final NavigableMap<Integer, Integer> NONE = new TreeMap<>();

    private static final Map<String, Gpus> BUILT_IN = builtIn();

    /** MIG partitions by GPU type; the last is the whole GPU. */
    private static final Map<String, List<String>> PARTITIONS = new TreeMap<>(Map.of(
            "nvidia-tesla-a100", List.of("1g.5gb", "2g.10gb", "3g.20gb", "7g.40gb"),
            "nvidia-a100-80gb", List.of("1g.10gb", "2g.20gb", "3g.40gb", "7g.80gb"),
            "nvidia-h100-80gb", List.of("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "7g.80gb"),
            "nvidia-h100-mega-80gb", List.of("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "7g.80gb"),
            "nvidia-h200-141gb", List.of("1g.18gb", "1g.35gb", "2g.35gb", "3g.71gb", "7g.141gb"),
            "nvidia-b200", List.of("1g.23gb", "1g.45gb", "2g.45gb", "3g.90gb", "7g.180gb")));

    /** GPUs that no driver partitions; of those in neither list it is not known here. */
    private static final List<String> UNPARTITIONED =
            List.of("nvidia-l4", "nvidia-tesla-p100", "nvidia-tesla-p4", "nvidia-tesla-t4", "nvidia-tesla-v100");

    /** Local SSDs of machine types that come with them. */
    private static final Map<String, Integer> LOCAL_SSDS = Map.ofEntries(
            Map.entry("a2-ultragpu-1g", 1),
            Map.entry("a2-ultragpu-2g", 2),
            Map.entry("a2-ultragpu-4g", 4),
            Map.entry("a2-ultragpu-8g", 8),
            Map.entry("a3-edgegpu-8g", 16),
            Map.entry("a3-highgpu-1g", 2),
            Map.entry("a3-highgpu-2g", 4),
            Map.entry("a3-highgpu-4g", 8),
            Map.entry("a3-highgpu-8g", 16),
            Map.entry("a3-megagpu-8g", 16),
            Map.entry("a3-ultragpu-8g", 32),
            Map.entry("a4-highgpu-8g", 32),
            Map.entry("a4x-highgpu-4g", 4),
            Map.entry("a4x-maxgpu-4g-metal", 4));

    private Accelerators() {}

    /** The GPUs a machine type brings, whether one asks for them or not. */
    public static Optional<Gpus> builtInto(String machineType) {
        return Optional.ofNullable(BUILT_IN.get(machineType));
    }

    /** The numbers in which a GPU type can be attached to an N1 machine; empty for types that come built in. */
    public static List<Integer> attachable(String type) {
        return List.copyOf(ATTACHABLE.getOrDefault(type, NONE).keySet());
    }

    /** The most CPUs of an N1 machine with these GPUs; empty where they cannot be attached. */
    public static Optional<Integer> mostCpus(Gpus gpus) {
        return Optional.ofNullable(ATTACHABLE.getOrDefault(gpus.type(), NONE).get(gpus.count()));
    }

    /** Machine types that bring this GPU type, in order. */
    public static List<String> machinesWith(String type) {
        return BUILT_IN.entrySet().stream()
                .filter(entry -> entry.getValue().type().equals(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Machine types of a family that brings GPUs, in order; empty for other families. */
    public static List<String> machinesOf(String family) {
        return BUILT_IN.keySet().stream()
                .filter(machine -> machine.startsWith(family + "-"))
                .toList();
    }

    /** The number of Local SSDs a machine type is known to bring; 0 where that is a choice, or not known. */
    public static int localSsdsOf(String machineType) {
        return LOCAL_SSDS.getOrDefault(machineType, 0);
    }

    /** MIG partitions of a GPU type; empty when it has none, and when they are not known. */
    public static List<String> partitions(String type) {
        return PARTITIONS.getOrDefault(type, List.of());
    }

    /** Whether a GPU type may have a partition: also where its partitions are not known. */
    public static boolean partitions(String type, String size) {
        return PARTITIONS.containsKey(type) ? partitions(type).contains(size) : !UNPARTITIONED.contains(type);
    }

    /**
     * How many partitions of a size one GPU of a type has: a size such as {@code 1g.20gb} takes of its seven slices and of
     * its memory.
     *
     * @param size as {@code 1g.5gb}; by its slices alone where it is not one of the type's
     */
    public static int partitionsOf(String type, String size) {
        List<String> sizes = partitions(type);
        int bySlices = 7 / Math.max(1, slices(size));
        if (!sizes.contains(size)) {
            return bySlices;
        }
        double memory = gigabytes(sizes.get(sizes.size() - 1));
        return Math.min(bySlices, (int) Math.round(memory / gigabytes(size)));
    }

    private static int slices(String size) {
        return Integer.parseInt(size.substring(0, size.indexOf('g')));
    }

    private static int gigabytes(String size) {
        return Integer.parseInt(size.substring(size.indexOf('.') + 1, size.length() - "gb".length()));
    }

    /** Every GPU type that GKE offers, in order. */
    public static List<String> types() {
        TreeSet<String> types = new TreeSet<>(ATTACHABLE.keySet());
        BUILT_IN.values().forEach(gpus -> types.add(gpus.type()));
        return List.copyOf(types);
    }

    private static Map<String, Gpus> builtIn() {
        Map<String, Gpus> table = new TreeMap<>();
        for (int count : new int[] {1, 2, 4, 8}) {
            table.put("a2-highgpu-" + count + "g", new Gpus("nvidia-tesla-a100", count));
            table.put("a2-ultragpu-" + count + "g", new Gpus("nvidia-a100-80gb", count));
            table.put("a2-ultragpu-" + count + "g-nolssd", new Gpus("nvidia-a100-80gb", count));
            table.put("a3-highgpu-" + count + "g", new Gpus("nvidia-h100-80gb", count));
            table.put("a3-highgpu-" + count + "g-nolssd", new Gpus("nvidia-h100-80gb", count));
        }
        table.put("a2-megagpu-16g", new Gpus("nvidia-tesla-a100", 16));
        table.put("a3-edgegpu-8g", new Gpus("nvidia-h100-80gb", 8));
        table.put("a3-edgegpu-8g-nolssd", new Gpus("nvidia-h100-80gb", 8));
        table.put("a3-megagpu-8g-nolssd", new Gpus("nvidia-h100-mega-80gb", 8));
        table.put("a3-ultragpu-8g-nolssd", new Gpus("nvidia-h200-141gb", 8));
        table.put("a4-highgpu-8g-nolssd", new Gpus("nvidia-b200", 8));
        table.put("a3-megagpu-8g", new Gpus("nvidia-h100-mega-80gb", 8));
        table.put("a3-ultragpu-8g", new Gpus("nvidia-h200-141gb", 8));
        table.put("a4-highgpu-8g", new Gpus("nvidia-b200", 8));
        table.put("a4-highgpu-8g-lowmem", new Gpus("nvidia-b200", 8));
        table.put("a4x-highgpu-4g", new Gpus("nvidia-gb200", 4));
        table.put("a4x-highgpu-4g-nolssd", new Gpus("nvidia-gb200", 4));
        table.put("a4x-maxgpu-4g-metal", new Gpus("nvidia-gb300", 4));
        table.put("a4x-maxgpu-4g-metal-nolssd", new Gpus("nvidia-gb300", 4));
        for (int cpus : new int[] {4, 8, 12, 16, 32}) {
            table.put("g2-standard-" + cpus, new Gpus("nvidia-l4", 1));
        }
        table.put("g2-standard-24", new Gpus("nvidia-l4", 2));
        table.put("g2-standard-48", new Gpus("nvidia-l4", 4));
        table.put("g2-standard-96", new Gpus("nvidia-l4", 8));
        for (int cpus : new int[] {6, 12, 24, 48}) {
            table.put("g4-standard-" + cpus, new Gpus("nvidia-rtx-pro-6000", 1));
        }
        table.put("g4-standard-96", new Gpus("nvidia-rtx-pro-6000", 2));
        table.put("g4-standard-192", new Gpus("nvidia-rtx-pro-6000", 4));
        table.put("g4-standard-384", new Gpus("nvidia-rtx-pro-6000", 8));
        return table;
    }
}
