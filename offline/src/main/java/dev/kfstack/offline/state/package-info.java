/** A bucket for Terraform's states: as much of Cloud Storage, on loopback, as the gcs backend speaks. */
@NullMarked
package dev.kfstack.offline.state;

import org.jspecify.annotations.NullMarked;
