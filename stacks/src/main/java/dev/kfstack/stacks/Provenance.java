package dev.kfstack.stacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kfstack.addresses.StackAddress;
import dev.kfstack.problem.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where every Terraform resource comes from: the file {@code provenance.json} in the output folder.
 *
 * @param stacks by the stack's name
 */
public record Provenance(SortedMap<String, OfStack> stacks) {

    /** The file's name in the output folder. */
    public static final String FILE = "provenance.json";

    /**
     * Of one stack.
     *
     * @param resources by address, as {@code google_container_node_pool.gpu-l4}
     */
    public record OfStack(String environment, SortedMap<String, Origin> resources) {}

    /**
     * Of one resource.
     *
     * @param path the key in the environment that asks for the resource; empty for the environment itself
     * @param file the file it was written in, relative to the environments folder
     * @param line from 1
     * @param construct name of the class that made the resource
     */
    public record Origin(String path, String file, int line, String construct) {}

    /** A resource and where it is. */
    public record Found(String environment, String stack, String address, Origin origin) {}

    public Provenance {
        stacks = Collections.unmodifiableSortedMap(new TreeMap<>(stacks));
    }

    /** What an earlier synth wrote; empty where there was none, or where the file is not of this form. */
    public static Provenance read(Path outputFolder) throws IOException {
        Path file = outputFolder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try {
                return Json.MAPPER.readValue(file.toFile(), Provenance.class);
            } catch (JsonProcessingException ofAnotherVersion) {
                // every synth writes its own stacks anew, so nothing is lost for long
            }
        }
        return new Provenance(new TreeMap<>());
    }

    /**
     * The resources of an address, by stack: environments have most addresses in common.
     *
     * @param wanted as {@code google_container_cluster.this}, or with one stack's name and a slash in front
     */
    public List<Found> find(String wanted) {
        String address = wanted.substring(wanted.indexOf('/') + 1);
        return all().filter(found -> found.address().equals(address))
                .filter(found -> wanted.equals(address) || wanted.equals(found.stack() + "/" + address))
                .toList();
    }

    /** The hint for what {@link #find} did not find. */
    public Optional<String> didYouMean(String wanted) {
        int slash = wanted.indexOf('/');
        if (slash < 0) {
            return StackAddress.didYouMean(
                    wanted, all().map(Found::address).distinct().toList());
        }
        return Spelling.didYouMean(
                wanted,
                all().map(found -> found.stack() + "/" + found.address()).toList());
    }

    private Stream<Found> all() {
        return stacks.entrySet().stream().flatMap(stack -> stack.getValue().resources().entrySet().stream()
                .map(resource -> new Found(
                        stack.getValue().environment(), stack.getKey(), resource.getKey(), resource.getValue())));
    }

    /** This with the stacks of {@code newer}, whose entries win. */
    Provenance with(Map<String, OfStack> newer) {
        SortedMap<String, OfStack> all = new TreeMap<>(stacks);
        all.putAll(newer);
        return new Provenance(all);
    }

    /** This without the stacks that are not in {@code kept}. */
    Provenance only(Set<String> kept) {
        SortedMap<String, OfStack> all = new TreeMap<>(stacks);
        all.keySet().retainAll(kept);
        return new Provenance(all);
    }
}
