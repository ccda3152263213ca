/** The commands: options, printing, exit codes. What they do is done elsewhere. */
@NullMarked
package dev.kfstack.cli;

import org.jspecify.annotations.NullMarked;
