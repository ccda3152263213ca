package dev.kfstack.environment;

import dev.kfstack.schema.LowerCase;

/** How precious an environment is: what would lose data is refused in {@code prod}. */
@LowerCase
public enum Tier {
    TEST,
    DEV,
    PROD
}
