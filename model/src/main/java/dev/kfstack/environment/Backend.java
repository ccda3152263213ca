package dev.kfstack.environment;

import dev.kfstack.schema.Doc;
import dev.kfstack.schema.Form;
import java.util.Optional;

/** Where the four Terraform states of an environment are kept. */
public sealed interface Backend {

    /** A bucket in Cloud Storage, with locks; each stack has a prefix of its own in it. */
    record Gcs(
            @Doc("Name of a bucket that exists already")
            @Form(regex = "[a-z0-9][-_.a-z0-9]{1,61}[a-z0-9]", words = "a bucket name of 3 to 63 characters")
            String bucket,

            @Doc("Key that encrypts the states, as projects/…/locations/…/keyRings/…/cryptoKeys/…")
            @Form(
                    regex =
                            "projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+/cryptoKeys/[A-Za-z0-9_-]+",
                    words = "a key as projects/P/locations/L/keyRings/R/cryptoKeys/K")
            Optional<String> kmsKey)
            implements Backend {}

    /** Files on this machine, beside the output folder: for trials only. */
    record Local() implements Backend {}
}
