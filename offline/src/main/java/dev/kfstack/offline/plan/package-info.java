/** An environment's stacks, planned in order: with the user's own cloud, or with none. Sees files only. */
@NullMarked
package dev.kfstack.offline.plan;

import org.jspecify.annotations.NullMarked;
