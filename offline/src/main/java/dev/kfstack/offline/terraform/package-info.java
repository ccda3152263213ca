/** The user's terraform (or tofu): found, judged, and run in a folder. */
@NullMarked
package dev.kfstack.offline.terraform;

import org.jspecify.annotations.NullMarked;
