package dev.kfstack.offline.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for one run, among the system's temporary files. A lock on a file in it says that the run still lives: what
 * killed runs left is told apart by that, and deleted by the next.
 */
public final class ScratchFolder implements AutoCloseable {

    private static final String PREFIX = "kfstack-run-";
    private static final String LOCK = ".lock";

    /** Folders of this JVM: whoever closes any channel of a locked file gives up all of the JVM's locks on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    private ScratchFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes one, and deletes those of killed runs. */
    public static ScratchFolder open() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** As {@link #open}, in another folder than that of temporary files: for what is to be moved from there into place. */
    public static ScratchFolder in(Path temporary) throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            List<Path> candidates = all.filter(ScratchFolder::isScratch).toList();
            candidates.forEach(ScratchFolder::deleteIfAbandoned);
        }
        // owner only: plans may hold what nobody else should read
        Path folder = Files.createTempDirectory(temporary, PREFIX);
        OWN.add(folder.toRealPath());
        // it gets its name when it is locked: without a lock, others would take this run for a killed one
        Path unnamed = folder.resolve(LOCK + ".new");
        FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(unnamed, folder.resolve(LOCK));
        return new ScratchFolder(folder, lock);
    }

    private static boolean isScratch(Path path) {
        return path.getFileName().toString().startsWith(PREFIX) && Files.isRegularFile(path.resolve(LOCK));
    }

    private static void deleteIfAbandoned(Path folder) {
        if (isOwn(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder);
            }
        } catch (OverlappingFileLockException | IOException inUseOrNotOurs) {
            // left alone
        }
    }

    private static boolean isOwn(Path folder) {
        try {
            return OWN.contains(folder.toRealPath());
        } catch (IOException goneByNow) {
            return false;
        }
    }

    /** A path in the folder; slashes separate. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
        lock.close();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException alreadyGone) {
            // as wanted
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
