/** The stacks of an environment, and how they become files. */
@NullMarked
package dev.kfstack.stacks;

import org.jspecify.annotations.NullMarked;
