/** Address ranges: what an environment needs, has, and shares with its neighbours. */
@NullMarked
package dev.kfstack.network;

import org.jspecify.annotations.NullMarked;
