package dev.kfstack.review.guard;

import dev.kfstack.problem.ConfigPath;
import dev.kfstack.problem.Place;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.schema.SourceMap;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code environments/guards.yaml} as read.
 *
 * @param file how messages call it
 * @param sources where its entries stand; empty without a file
 */
public record GuardsFile(String file, Content content, Optional<SourceMap> sources) {

    /** The file's name in the environments folder. */
    public static final String NAME = "guards.yaml";

    /** What is in it. */
    public record Content(
            @Doc("What may pass, once each") List<GuardException> exceptions,

            @Doc("By environment, how many objects one plan may destroy")
            Map<String, Integer> deletions) {}

    private static final Content NOTHING = new Content(List.of(), Map.of());

    /** What the environments folder holds; there are no exceptions where there is no file. */
    public static GuardsFile read(Path environmentsFolder, Problems problems) {
        Path file = environmentsFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return new GuardsFile(file.toString(), NOTHING, Optional.empty());
        }
        return YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(Content.class, root, problems))
                .map(reading -> new GuardsFile(file.toString(), reading.value(), Optional.of(reading.sources())))
                .orElseGet(() -> new GuardsFile(file.toString(), NOTHING, Optional.empty()));
    }

    static ConfigPath path(int exception) {
        return ConfigPath.of("exceptions").item(exception);
    }

    Place place(ConfigPath path) {
        return sources.map(map -> map.place(path)).orElseGet(() -> new Place(file, 1, 1));
    }
}
