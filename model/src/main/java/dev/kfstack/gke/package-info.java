/** What Google's pages say about machines and GPUs, as tables with their sources. */
@NullMarked
package dev.kfstack.gke;

import org.jspecify.annotations.NullMarked;
