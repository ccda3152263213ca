package dev.kfstack.gke;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many Local SSDs a machine may have, where that is a choice.
 *
 * @see <a href="https://cloud.google.com/compute/docs/disks/local-ssd#choose_number_local_ssds">the numbers that are
 *     valid</a>
 */
public final class LocalSsds {

    private static final Pattern CPUS = Pattern.compile("[a-z0-9]+-[a-z]+-([0-9]{1,4})(-[0-9]+)?(-ext)?");

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
                            112, List.of(8))));

    private LocalSsds() {}

    /** The numbers that a machine of N1, N2, N2D, C2 or C2D may have; empty for others, and where its CPUs are unknown. */
    public static List<Integer> choices(MachineType machine) {
        Matcher matcher = CPUS.matcher(machine.name());
        NavigableMap<Integer, List<Integer>> byCpus = CHOICES.get(machine.family());
        if (byCpus == null || !matcher.matches()) {
            return List.of();
        }
        Map.Entry<Integer, List<Integer>> choices = byCpus.floorEntry(Integer.parseInt(matcher.group(1)));
        return choices == null ? List.of() : choices.getValue();
    }
}
