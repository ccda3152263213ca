package dev.kfstack.offline.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The states that a {@link StateServer} keeps in a folder, read without it. */
public final class KeptStates {

    private static final String SUFFIX = "/default.tfstate";

    private KeptStates() {}

    /** Terraform's state of each stack, by the stack's name: that of prefix {@code kf-test/cluster} is kf-test-cluster. */
    public static SortedMap<String, JsonNode> in(Path folder) throws IOException {
        SortedMap<String, JsonNode> states = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            ObjectStore store = new ObjectStore(folder);
            for (String bucket : buckets(folder)) {
                for (StoredObject object : store.list(bucket, "")) {
                    String name = object.name().name();
                    if (name.endsWith(SUFFIX)) {
                        String stack = name.substring(0, name.length() - SUFFIX.length())
                                .replace('/', '-');
                        states.put(stack, StorageResponse.JSON.readTree(object.content()));
                    }
                }
            }
        }
        return states;
    }

    private static List<String> buckets(Path folder) throws IOException {
        try (Stream<Path> buckets = Files.list(folder)) {
            return buckets.filter(Files::isDirectory)
                    .map(bucket -> bucket.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
