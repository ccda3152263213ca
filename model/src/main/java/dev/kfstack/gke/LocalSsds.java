package dev.kfstack.gke;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many Local SSDs a machine may have, where that is a choice.
 *
 * @see <a href="https://cloud.google.com/compute/docs/disks/local-ssd#choose_number_local_ssds">the numbers that are
 *     valid</a>
 */
public final class LocalSsds {

    /** By family and the fewest CPUs that they hold for. */
    private static final Map<String, NavigableMap<Integer, List<Integer>>> CHOICES = Map.of(
            "n1", new TreeMap<>(Map.of(1, List.of(1, 2, 3, 4, 5, 6, 7, 8, 16, 24))),
            "n2",
                    new TreeMap<>(Map.of(
                            2, List.of(1, 2, 4, 8, 16, 24),
                            12, List.of(2, 4, 8, 16, 24),
                            22, List.of(4, 8, 16, 24),
                            42, List.of(8, 16, 24),
                            82, List.of(16, 24))),
            "n2d",
                    new TreeMap<>(Map.of(
                            2, List.of(1, 2, 4, 8, 16, 24),
                            32, List.of(2, 4, 8, 16, 24),
                            64, List.of(4, 8, 16, 24),
                            96, List.of(8, 16, 24))),
            "c2",
                    new TreeMap<>(Map.of(
                            4, List.of(1, 2, 4, 8),
                            16, List.of(2, 4, 8),
                            30, List.of(4, 8),
                            60, List.of(8))),
            "c2d",
                    new TreeMap<>(Map.of(
                            2, List.of(1, 2, 4, 8),
                            32, List.of(2, 4, 8),
                            56, List.of(4, 8),
                            112, List.of(8))),
            "g2", new TreeMap<>(Map.of(4, List.of(1), 24, List.of(2), 32, List.of(1), 48, List.of(4), 96, List.of(8))),
            "g4",
                    new TreeMap<>(Map.of(
                            12, List.of(1),
                            24, List.of(2),
                            48, List.of(4),
                            96, List.of(8),
                            192, List.of(16),
                            384, List.of(32))),
            "m3", new TreeMap<>(Map.of(32, List.of(4, 8), 128, List.of(8))));

    private LocalSsds() {}

    /** The numbers that a machine of N1, N2, N2D, C2, C2D, G2, G4 or M3 may have; empty for others, and where its CPUs are unknown. */
    public static List<Integer> choices(MachineType machine) {
        NavigableMap<Integer, List<Integer>> byCpus = CHOICES.getOrDefault(machine.family(), new TreeMap<>());
        return machine.cpus().map(byCpus::floorEntry).map(Map.Entry::getValue).orElse(List.of());
    }
}
