package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.Range;
import java.util.Optional;

/** A Cloud Storage bucket, private and with uniform access; its name is its key. */
public record Bucket(
        @Doc("Region, when it is not the environment's: what lies elsewhere outlives a region. Fixed for life")
        @Form(regex = Location.REGION, words = Location.REGION_WORDS)
        Optional<String> location,

        @Doc("Keep older versions of objects") @Default("true")
        boolean versioning,

        @Doc("Days that a version is kept which is not the newest, or whose object was deleted")
        @Default("30")
        @Range(min = 1, max = 3650)
        int versionDays,

        @Doc("Days a deleted object can be brought back: 0 for none, else 7 to 90")
        @Default("7")
        @Range(min = 0, max = 90)
        int softDeleteDays) {}
