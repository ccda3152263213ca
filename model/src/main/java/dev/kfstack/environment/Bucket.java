package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Range;

/** A Cloud Storage bucket in the environment's region, private and with uniform access; its name is its key. */
public record Bucket(
        @Doc("Keep older versions of objects") @Default("true")
        boolean versioning,

        @Doc("Days a deleted object can be brought back: 0 for none, else 7 to 90")
        @Default("7")
        @Range(min = 0, max = 90)
        int softDeleteDays) {}
