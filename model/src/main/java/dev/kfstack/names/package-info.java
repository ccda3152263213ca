/** Every physical name of an environment, computed once for Terraform and for the overlays. */
@NullMarked
package dev.kfstack.names;

import org.jspecify.annotations.NullMarked;
