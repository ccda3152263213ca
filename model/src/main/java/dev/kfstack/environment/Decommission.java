package dev.kfstack.environment;

import dev.kfstack.schema.Default;
import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import dev.kfstack.schema.YamlName;

/** The wish to give an environment up. Nothing is destroyed by it, but nothing is protected any more. */
public record Decommission(
        @Doc("The environment's name once more, as a confirmation")
        @Form(regex = YamlName.NAME_REGEX, words = YamlName.NAME_WORDS)
        String environment,

        @Doc("Buckets are destroyed with the objects in them; a bucket that is not empty stops the removal otherwise")
        @Default("false")
        boolean forceDestroyBuckets) {}
