/** What is wrong with an environment, as data: place, message, hint. Depends on nothing of ours. */
@NullMarked
package dev.kfstack.problem;

import org.jspecify.annotations.NullMarked;
