/** Constructs: one thing of the platform each, from a part of the environment. No generated type shows outside. */
@NullMarked
package dev.kfstack.constructs;

import org.jspecify.annotations.NullMarked;
