/** Terraform's provider protocol over gRPC on loopback: messages to values, questions to a {@code Provider}. */
@NullMarked
package dev.kfstack.offline.protocol;

import org.jspecify.annotations.NullMarked;
