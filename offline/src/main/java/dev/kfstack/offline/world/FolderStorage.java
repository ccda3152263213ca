package dev.kfstack.offline.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kfstack.offline.value.JsonCodec;
import dev.kfstack.offline.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps a world in a folder, a sorted JSON file for each type. Files are replaced as a whole, so that a killed process leaves
 * none half-written; a lock file lets processes take turns.
 */
final class FolderStorage implements Storage {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    // a file lock is the process's: between its threads, whichever world they use, these take turns
    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final ReentrantLock threads;

    FolderStorage(Path folder) {
        this.folder = folder;
        this.threads = LOCKS.computeIfAbsent(folder.toAbsolutePath().normalize(), path -> new ReentrantLock());
    }

    @Override
    public SortedSet<String> types() {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            TreeSet<String> types = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(name -> types.add(name.substring(0, name.length() - ".json".length())));
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SortedMap<String, Value.Fields> read(String type) {
        TreeMap<String, Value.Fields> table = new TreeMap<>();
        Path file = file(type);
        try {
            if (Files.exists(file)) {
                JsonNode json = JSON.readTree(Files.readAllBytes(file));
                json.properties().forEach(entry -> {
                    if (JsonCodec.decode(entry.getValue()) instanceof Value.Fields fields) {
                        table.put(entry.getKey(), fields);
                    }
                });
            }
            return table;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String type, SortedMap<String, Value.Fields> table) {
        Path file = file(type);
        try {
            if (table.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            ObjectNode json = JSON.createObjectNode();
            table.forEach((id, fields) -> json.set(id, JsonCodec.encode(fields)));
            Path staged = folder.resolve(type + ".json.new");
            Files.writeString(staged, JSON.writeValueAsString(json) + "\n");
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T alone(Supplier<T> work) {
        threads.lock();
        try {
            return threads.getHoldCount() > 1 ? work.get() : aloneAmongProcesses(work);
        } finally {
            threads.unlock();
        }
    }

    @SuppressWarnings("try") // the lock is held, not read
    private <T> T aloneAmongProcesses(Supplier<T> work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String type) {
        return folder.resolve(type + ".json");
    }
}
