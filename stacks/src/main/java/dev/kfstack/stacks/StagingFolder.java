package dev.kfstack.stacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder beside another one, on the same file system: what is written here can be renamed into place. It carries the
 * number of its process, so that what a killed run left is told from what a running one still needs.
 */
final class StagingFolder implements AutoCloseable {

    private final Path folder;

    private StagingFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and removes what killed runs left. */
    static StagingFolder beside(Path target) throws IOException {
        Path parent = target.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new IOException("the root of a file system has no place beside it");
        }
        String prefix = "." + target.getFileName() + ".synth-";
        Files.createDirectories(parent);
        try (Stream<Path> siblings = Files.list(parent)) {
            List<Path> leftovers = siblings.filter(
                            sibling -> isLeftover(sibling.getFileName().toString(), prefix))
                    .toList();
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        }
        Path folder = parent.resolve(prefix + ProcessHandle.current().pid());
        delete(folder);
        return new StagingFolder(Files.createDirectory(folder));
    }

    private static boolean isLeftover(String name, String prefix) {
        if (!name.startsWith(prefix)) {
            return false;
        }
        try {
            Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(name.substring(prefix.length())));
            return owner.isEmpty() || !owner.get().isAlive();
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /** Deletes a folder and all in it; nothing happens when there is none. */
    static void delete(Path root) throws IOException {
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
