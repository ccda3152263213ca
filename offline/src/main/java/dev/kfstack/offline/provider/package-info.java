/** A provider driven by its schema and its behaviour table; what is special of a cloud is asked of a {@code Cloud}. */
@NullMarked
package dev.kfstack.offline.provider;

import org.jspecify.annotations.NullMarked;
