package dev.kfstack.stacks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Files that are replaced together, as nearly as a file system allows. All of them are written aside first; then each is
 * renamed into place, in the order given. Whoever is killed in between leaves every file either old or new, none torn.
 * A file that would not change is not touched.
 */
final class FileReplacement {

    private record Change(Path staged, Path target) {}

    private final List<Change> changes = new ArrayList<>();
    private final List<Path> unchanged = new ArrayList<>();

    /**
     * Writes {@code text} aside when it differs from what {@code target} holds.
     *
     * @param staged where, on the file system of {@code target}
     */
    void put(Path target, String text, Path staged) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), bytes)) {
            Files.deleteIfExists(staged);
            unchanged.add(target);
            return;
        }
        Files.createDirectories(staged.toAbsolutePath().getParent());
        Files.write(staged, bytes);
        changes.add(new Change(staged, target));
    }

    /** Renames everything into place; the targets that changed, in order. */
    List<Path> commit() throws IOException {
        // all folders before the first rename: one that cannot be made must not leave half of the files new
        for (Change change : changes) {
            Files.createDirectories(change.target().toAbsolutePath().getParent());
        }
        List<Path> written = new ArrayList<>();
        for (Change change : changes) {
            Files.move(
                    change.staged(),
                    change.target(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            written.add(change.target());
        }
        return written;
    }

    List<Path> unchanged() {
        return List.copyOf(unchanged);
    }
}
