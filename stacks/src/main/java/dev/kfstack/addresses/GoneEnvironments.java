package dev.kfstack.addresses;

import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Environments whose file is gone while their addresses are still there: without the file Terraform's configuration goes
 * too, and what it made lives on, known to nobody.
 *
 * @param folder the environments folder
 * @param names theirs, sorted
 */
public record GoneEnvironments(Path folder, List<String> names) {

    /** Those of a folder of which {@code existing} are the environments that have a file. */
    public static GoneEnvironments of(Path folder, Collection<String> existing) throws IOException {
        return new GoneEnvironments(
                folder,
                AddressFile.environments(folder).stream()
                        .filter(name -> !existing.contains(name))
                        .toList());
    }

    /** Reports those of which something lives on. */
    public void check(Problems problems) {
        names.forEach(name -> {
            var addresses = AddressFile.read(folder, name, problems).addresses();
            addresses.values().stream()
                    .min(Comparator.comparingInt(Place::line))
                    .ifPresent(first -> livesOn(name, addresses.size(), first, problems));
        });
    }

    private static void livesOn(String name, int count, Place first, Problems problems) {
        problems.error(
                first,
                "",
                name + ".yaml is gone, but " + count + " resources of " + name
                        + " are promised here: without it Terraform knows them no longer, and they live on",
                "environment-lost",
                "restore " + name + ".yaml from git, and give the environment up by kfstack decommission " + name
                        + "; if nothing of it was ever applied, delete " + AddressFile.name(name) + " too");
    }

    /** The address files that may be deleted, once {@link #check} found nothing. */
    public List<Path> files() {
        return names.stream()
                .map(name -> folder.resolve(AddressFile.name(name)))
                .toList();
    }
}
