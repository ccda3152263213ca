package dev.kfstack.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kfstack.addresses.AddressFile;
import dev.kfstack.addresses.FixedCluster;
import dev.kfstack.addresses.FixedPools;
import dev.kfstack.addresses.StackAddress;
import dev.kfstack.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what the CDK wrote aside into place. Addresses go first: a promise that is written too early costs a line, one
 * that is written too late costs a resource. The manifest goes last: until then both CLIs see the old stacks.
 */
final class OutputFolder {

    private static final String STACKS = "stacks";
    private static final String CONFIGURATION = "cdk.tf.json";

    private final Path folder;
    private final Path environmentsFolder;
    private final Path addressesFolder;
    private final StagingFolder staging;
    private final FileReplacement files = new FileReplacement();

    OutputFolder(Path folder, Path environmentsFolder, Path addressesFolder, StagingFolder staging) {
        this.folder = folder;
        this.environmentsFolder = environmentsFolder;
        this.addressesFolder = addressesFolder;
        this.staging = staging;
    }

    /**
     * Replaces what differs.
     *
     * @param locks of providers, by stack; a stack without one keeps what terraform made for it
     * @param others environments whose stacks stay as they are
     * @param obsolete address files of environments of which nothing is left
     */
    SynthResult replace(
            List<BuiltEnvironment> built, Map<String, String> locks, List<String> others, List<Path> obsolete)
            throws IOException {
        Manifest old = Manifest.read(folder);
        SortedSet<String> kept = others.stream()
                .flatMap(TerraformSynthesizer::anyStack)
                .filter(stack -> old.stacks().contains(stack) && Files.isRegularFile(configuration(folder, stack)))
                .collect(Collectors.toCollection(TreeSet::new));
        Manifest manifest = Manifest.read(staging.path("app")).withKept(old, kept);
        Provenance provenance = Provenance.read(folder).only(kept);
        for (BuiltEnvironment environment : built) {
            addresses(environment);
            provenance = provenance.with(environment.provenance(environmentsFolder));
        }
        for (BuiltEnvironment environment : built) {
            for (EnvironmentStack stack : environment.stacks()) {
                String lock = locks.get(stack.stackName());
                if (lock != null) {
                    put(STACKS + "/" + stack.stackName() + "/" + ProviderLock.NAME, lock);
                }
                configuration(stack);
            }
        }
        put(Provenance.FILE, Json.text(provenance));
        put(Manifest.FILE, manifest.text());
        List<Path> written = files.commit();
        List<Path> removed = new ArrayList<>(removeAllBut(manifest.stacks()));
        for (Path file : obsolete) {
            Files.delete(file);
            removed.add(file);
        }
        return new SynthResult(written, files.unchanged(), removed, provenance);
    }

    private void addresses(BuiltEnvironment environment) throws IOException {
        String name = environment.file().name();
        String file = AddressFile.name(name);
        Environment now = environment.file().environment();
        SortedMap<StackAddress, SortedMap<String, String>> fixed =
                new TreeMap<>(FixedPools.of(now).pools());
        FixedCluster cluster = FixedCluster.of(now);
        fixed.put(cluster.address(), cluster.fixed());
        files.put(
                addressesFolder.resolve(file),
                AddressFile.text(name, environment.addresses(), fixed),
                addressesFolder.resolve("." + file + ".new"));
    }

    private void configuration(EnvironmentStack stack) throws IOException {
        String text = Files.readString(configuration(staging.path("app"), stack.stackName()));
        stack.addresses().checkAgainst(resources(Json.MAPPER.readTree(text)));
        put(STACKS + "/" + stack.stackName() + "/" + CONFIGURATION, text);
    }

    private static SortedSet<String> resources(JsonNode configuration) {
        SortedSet<String> addresses = new TreeSet<>();
        configuration.path("resource").properties().forEach(type -> type.getValue()
                .fieldNames()
                .forEachRemaining(name -> addresses.add(type.getKey() + "." + name)));
        return addresses;
    }

    private void put(String path, String text) throws IOException {
        files.put(folder.resolve(path), text, staging.path("files").resolve(path));
    }

    /** The configuration of a stack in a folder that the CDK writes to. */
    static Path configuration(Path folder, String stack) {
        return folder.resolve(STACKS).resolve(stack).resolve(CONFIGURATION);
    }

    /** Takes out the configuration of stacks that are gone; states, locks and plans in their folders stay. */
    private List<Path> removeAllBut(SortedSet<String> stacks) throws IOException {
        List<Path> removed = new ArrayList<>();
        Path all = folder.resolve(STACKS);
        if (Files.isDirectory(all)) {
            try (Stream<Path> folders = Files.list(all)) {
                for (Path stack : folders.filter(Files::isDirectory).sorted().toList()) {
                    if (!stacks.contains(stack.getFileName().toString())
                            && Files.deleteIfExists(stack.resolve(CONFIGURATION))) {
                        removed.add(stack.resolve(CONFIGURATION));
                    }
                }
            }
        }
        return removed;
    }
}
