package dev.kfstack.offline.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects in a folder: {@code <bucket>/<name>/<generation>}, every generation kept, as a bucket with versions keeps them.
 * A generation is never overwritten and never removed: the one with the highest number stands. A deletion is a
 * generation too, an empty folder in place of a file.
 *
 * <p>Safe for several threads and several processes at once: of two writers only one can make the next generation, and the
 * other sees what that one wrote before it judges its condition again.
 */
final class ObjectStore {

    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,17}");

    private final Path folder;

    ObjectStore(Path folder) {
        this.folder = folder;
    }

    Optional<StoredObject> get(ObjectName name) throws IOException {
        Path place = place(name);
        long newest = newest(place);
        return exists(place, newest)
                ? Optional.of(new StoredObject(name, newest, Files.readAllBytes(generation(place, newest))))
                : Optional.empty();
    }

    /** All objects of a bucket whose name starts so, in order of name. */
    List<StoredObject> list(String bucket, String prefix) throws IOException {
        ObjectName.checkBucket(bucket);
        List<StoredObject> found = new ArrayList<>();
        for (String file : names(folder.resolve(bucket))) {
            ObjectName name = ObjectName.ofFile(bucket, file);
            if (name.name().startsWith(prefix)) {
                get(name).ifPresent(found::add);
            }
        }
        found.sort((a, b) -> a.name().name().compareTo(b.name().name()));
        return found;
    }

    StoredObject put(ObjectName name, byte[] content, Precondition precondition) throws IOException {
        Path place = Files.createDirectories(place(name));
        Path written = Files.createTempFile(place, "new-", "");
        try {
            Files.write(written, content);
            while (true) {
                long next = next(place, precondition);
                try {
                    // a link appears whole or not at all, and never in place of another
                    Files.createLink(generation(place, next), written);
                    return new StoredObject(name, next, content);
                } catch (FileAlreadyExistsException anotherWriterWasFaster) {
                    // the condition is judged again
                }
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Refuses with 404 when there is no such object. */
    void delete(ObjectName name, Precondition precondition) throws IOException {
        Path place = place(name);
        while (true) {
            long newest = newest(place);
            if (!exists(place, newest)) {
                throw missing(name);
            }
            precondition.check(newest);
            try {
                Files.createDirectory(generation(place, newest + 1));
                return;
            } catch (FileAlreadyExistsException anotherWriterWasFaster) {
                // the condition is judged again
            }
        }
    }

    static StorageRefusal missing(ObjectName name) {
        return new StorageRefusal(404, "No such object: " + name.bucket() + "/" + name.name());
    }

    private static long next(Path place, Precondition precondition) throws IOException {
        long newest = newest(place);
        precondition.check(exists(place, newest) ? newest : 0);
        return newest + 1;
    }

    private static boolean exists(Path place, long generation) {
        return Files.isRegularFile(generation(place, generation));
    }

    private static long newest(Path place) throws IOException {
        return names(place).stream()
                .filter(name -> GENERATION.matcher(name).matches())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }

    private static Path generation(Path place, long generation) {
        return place.resolve(Long.toString(generation));
    }

    private Path place(ObjectName name) {
        return folder.resolve(name.bucket()).resolve(name.fileName());
    }
}
