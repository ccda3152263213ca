package dev.kfstack.reader;

import dev.kfstack.environment.Environment;
import dev.kfstack.schema.Reading;

/**
 * One environment as read.
 *
 * @param name the file's name without {@code .yaml}
 * @param file how messages call it
 * @param reading the environment and where its values stand
 */
public record EnvironmentFile(String name, String file, Reading<Environment> reading) {

    public Environment environment() {
        return reading.value();
    }
}
