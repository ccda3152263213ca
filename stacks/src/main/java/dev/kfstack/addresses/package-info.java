/** Terraform addresses as a contract: what was promised, what moved, what must not be lost. Sees no CDK. */
@NullMarked
package dev.kfstack.addresses;

import org.jspecify.annotations.NullMarked;
