/** From the files of the environments folder to {@code Environment} records with places. */
@NullMarked
package dev.kfstack.reader;

import org.jspecify.annotations.NullMarked;
