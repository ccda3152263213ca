/** The real terraform with no cloud, no registry and no credentials: its providers, served by this process. */
@NullMarked
package dev.kfstack.offline;

import org.jspecify.annotations.NullMarked;
