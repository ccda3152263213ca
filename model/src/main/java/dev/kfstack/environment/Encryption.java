package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Range;

/** Encryption with keys of the environment's own in Cloud KMS, instead of Google's. */
public record Encryption(
        @Doc("Days after which new data gets a new version of the key") @Default("90") @Range(min = 1, max = 3650)
        int rotationDays) {}
