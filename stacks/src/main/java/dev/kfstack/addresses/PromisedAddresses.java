package dev.kfstack.addresses;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.reader.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an environments folder promised before of its environments' resources.
 *
 * @param addresses where each promised address is written
 */
public record PromisedAddresses(SortedMap<StackAddress, Place> addresses, MovesFile moves, GoneEnvironments gone) {

    /**
     * Reads them, and reports what the environments would break by their files alone: a pool or a cluster that would be
     * replaced, an environment that is lost or would be made again. Whether an address is lost is known only of built
     * stacks: {@link AddressContract}.
     *
     * @param folder as the user gave it: messages name files by it
     * @param environments those to be judged, which must have passed validation
     * @param existing the names of all environments of the folder that have a file
     */
    public static PromisedAddresses read(
            Path folder, List<EnvironmentFile> environments, Collection<String> existing, Problems problems)
            throws IOException {
        MovesFile moves = MovesFile.read(folder, problems);
        SortedMap<StackAddress, Place> promised = new TreeMap<>();
        for (EnvironmentFile environment : environments) {
            AddressFile addresses = AddressFile.read(folder, environment.name(), problems);
            checkExists(folder, environment, addresses, problems);
            FixedPools.check(environment, addresses, problems);
            FixedCluster.check(environment, addresses, problems);
            promised.putAll(addresses.addresses());
        }
        GoneEnvironments gone = GoneEnvironments.of(folder, existing);
        gone.check(problems);
        return new PromisedAddresses(promised, moves, gone);
    }

    /** An environment that was given up, and of which nothing is left, would be made again. */
    private static void checkExists(Path folder, EnvironmentFile file, AddressFile addresses, Problems problems) {
        if (file.environment().decommission().isPresent()
                && addresses.addresses().isEmpty()
                && Files.exists(folder.resolve(AddressFile.name(file.name())))) {
            problems.error(
                    file.reading().sources().place(ConfigPath.of("decommission")),
                    "decommission",
                    "nothing of " + file.name() + " is left: with this file Terraform would make all of it again",
                    "environment-destroyed",
                    "delete " + file.name() + ".yaml, and " + AddressFile.name(file.name()) + " with it");
        }
    }
}
