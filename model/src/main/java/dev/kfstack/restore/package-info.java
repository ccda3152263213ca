/** The way back from a backup. */
@NullMarked
package dev.kfstack.restore;

import org.jspecify.annotations.NullMarked;
