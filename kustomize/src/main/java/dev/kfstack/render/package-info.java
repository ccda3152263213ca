/** What overlays build to: what only a running cluster would refuse, and the order in which it takes the objects. */
@NullMarked
package dev.kfstack.render;

import org.jspecify.annotations.NullMarked;
