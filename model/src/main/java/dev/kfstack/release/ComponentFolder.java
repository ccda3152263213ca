package dev.kfstack.release;

import dev.kfstack.problem.ConfigPath;

/**
 * A hand-written component that an environment needs.
 *
 * @param folder below {@code overlays/components/VERSION}
 * @param because the key that asks for it
 */
public record ComponentFolder(String folder, ConfigPath because) {}
