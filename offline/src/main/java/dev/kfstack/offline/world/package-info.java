/** What exists in the cloud that is not there, and what goes wrong in it on demand. */
@NullMarked
package dev.kfstack.offline.world;

import org.jspecify.annotations.NullMarked;
