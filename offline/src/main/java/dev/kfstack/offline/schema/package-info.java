/** What a provider declares (its schema) and how it behaves beyond that, read from the files in {@code bindings/schemas}. */
@NullMarked
package dev.kfstack.offline.schema;

import org.jspecify.annotations.NullMarked;
