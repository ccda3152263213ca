/** What is special of the random provider: its defaults and its results. */
@NullMarked
package dev.kfstack.offline.random;

import org.jspecify.annotations.NullMarked;
