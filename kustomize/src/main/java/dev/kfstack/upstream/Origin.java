package dev.kfstack.upstream;

import dev.kfstack.problem.Problems;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a local copy says of itself, in a file beside its content.
 *
 * @param commit of {@code repository}
 * @param sha256 of everything else in the copy
 */
public record Origin(String generated, String version, String repository, String commit, String sha256) {

    private static final String FILE = "kfstack-copy.json";

    /** Empty when the folder holds no copy of ours. */
    static Optional<Origin> of(Path copy, Problems problems) {
        Path file = copy.resolve(FILE);
        return Files.exists(file)
                ? YamlFile.read(file, file.toString(), problems)
                        .map(root ->
                                RecordReader.read(Origin.class, root, problems).value())
                : Optional.empty();
    }

    /** Writes what {@link #of} reads. */
    static void write(Path copy, String version, String repository, String commit) throws IOException {
        Origin origin = new Origin("by `kfstack upstream pull`; do not edit", version, repository, commit, sum(copy));
        Files.writeString(copy.resolve(FILE), FactsJson.text(origin));
    }

    /** What {@link #sha256} must be, of what is there now. */
    static String sum(Path copy) throws IOException {
        return Checksum.of(copy, Set.of(FILE));
    }
}
