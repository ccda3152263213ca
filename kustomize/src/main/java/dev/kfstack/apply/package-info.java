/** The order in which a cluster can take the objects of an overlay, and kubectl that applies them in it. */
@NullMarked
package dev.kfstack.apply;

import org.jspecify.annotations.NullMarked;
