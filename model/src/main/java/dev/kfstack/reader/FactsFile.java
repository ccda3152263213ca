package dev.kfstack.reader;

import dev.kfstack.environment.Facts;
import dev.kfstack.problem.Problems;
import dev.kfstack.schema.RecordReader;
import dev.kfstack.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code NAME.facts.yaml}, beside the environment {@code NAME.yaml}. */
public final class FactsFile {

    private FactsFile() {}

    /** Where an environment's facts are, or will be. */
    public static Path of(EnvironmentFile environment) {
        return Path.of(environment.file()).resolveSibling(environment.name() + ".facts.yaml");
    }

    /** The facts; {@link Facts#NONE} where there is no file, or after a problem was reported. */
    public static Facts read(EnvironmentFile environment, Problems problems) {
        Path file = of(environment);
        if (!Files.exists(file)) {
            return Facts.NONE;
        }
        return YamlFile.read(file, file.toString(), problems)
                .map(root -> RecordReader.read(Facts.class, root, problems).value())
                .orElse(Facts.NONE);
    }
}
