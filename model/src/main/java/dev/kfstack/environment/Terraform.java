package dev.kfstack.environment;

import dev.kfstack.schema.Doc;

/** How Terraform runs for an environment. */
public record Terraform(
        @Doc("Where the states are kept: {gcs: …} or {local: {}}")
        Backend backend) {}
