/** Values of Terraform's type system, and their two written forms. */
@NullMarked
package dev.kfstack.offline.value;

import org.jspecify.annotations.NullMarked;
