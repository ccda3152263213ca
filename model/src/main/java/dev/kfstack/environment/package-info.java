/** One environment as its author wrote it: records, immutable, without behaviour that needs a cloud. */
@NullMarked
package dev.kfstack.environment;

import org.jspecify.annotations.NullMarked;
